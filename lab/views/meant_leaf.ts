import { type Bytes, equalBytes } from "../bytes/mod.ts";
import {
  type Certificate,
  dnsNameMatches,
  extension,
  parseCertificate,
  referenceName,
  sameName,
  shortName,
} from "../pki/mod.ts";
import { visible } from "./visible.ts";

/** A certificate of a file, by number, and why it is not the first one. */
export interface MeantLeaf {
  readonly index: number;
  /** In one sentence, fit for displays. */
  readonly why?: string;
}

/**
 * Which certificate of a file is the server's: the first, unless that is an authority's, or the
 * issuer of another, and there is one that is neither. Of several such it is the one that carries
 * the name that is asked for.
 *
 * @param name DNS name or address
 */
export function meantLeaf(presented: readonly Bytes[], name: string | undefined): MeantLeaf {
  const file = presented.map((der) => {
    const read = parseCertificate(der);
    return read.ok ? read.value : undefined;
  });
  const first = file[0];
  if (first === undefined || carries(first, name)) return { index: 0 };
  const isAuthority = (one: Certificate) => extension(one, "basicConstraints")?.value.cA === true;
  const hasIssued = (one: Certificate) =>
    file.some((other) =>
      other !== undefined && other !== one && !sameName(other.issuer, other.subject) &&
      sameName(other.issuer, one.subject)
    );
  const isEnd = (one: Certificate) => !isAuthority(one) && !hasIssued(one);
  if (isEnd(first)) return { index: 0 };
  const ends = file.flatMap((one, i) => one !== undefined && isEnd(one) ? [i] : []);
  const index = ends.find((i) => carries(file[i]!, name)) ?? ends[0];
  if (index === undefined) return { index: 0 };
  const what = isAuthority(first) ? "is an authority's" : "has issued another of the file";
  const called = (one: Certificate) => `"${visible(shortName(one.subject))}"`;
  return {
    index,
    why: `Certificate 0, ${called(first)}, ${what}, so certificate ${index}, ${
      called(file[index]!)
    }, is judged as the server's; a server has to send that one first (RFC 9846 §4.5.1 [8446 §4.4.2])`,
  };
}

function carries(certificate: Certificate, name: string | undefined): boolean {
  if (name === undefined) return false;
  const wanted = referenceName(name);
  return (extension(certificate, "subjectAltName")?.value ?? []).some((one) =>
    wanted.type === "dns"
      ? one.type === "dNSName" && dnsNameMatches(one.value, wanted.labels)
      : wanted.type === "ip" && one.type === "iPAddress" && equalBytes(one.value, wanted.address)
  );
}
