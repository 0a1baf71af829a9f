/** The certificate as a log sees it: without the timestamps that it is to carry (RFC 6962 §3.2). */
import { type Bytes, concat, decode } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import * as der from "../der/author.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type Extension, rawExtension } from "../x509/extension.ts";
import { objectIdentifier, OIDS } from "../x509/oids.ts";
import type { SignedEntry } from "./structures.ts";

/** Makes a certificate good for nothing but being logged: critical, and understood by nobody (§3.1). */
export const POISON: Extension = rawExtension(OIDS.precertificatePoison, der.nothing(), true);

/** Whether a certificate is only an announcement of one. */
export function isPoisoned({ extensions }: Certificate): boolean {
  return extensions.some(({ oid }) => oid === OIDS.precertificatePoison);
}

const LEFT_OUT: ReadonlySet<string> = new Set([
  OIDS.precertificatePoison,
  OIDS.signedCertificateTimestampList,
]);

const SEQUENCE = 0x30;
/** `extensions [3]`, the last member of a TBSCertificate. */
const EXTENSIONS = 0xa3;

/**
 * The TBSCertificate without the poison and without the timestamps: what both the announcement and
 * the certificate itself give, octet by octet.
 */
export function loggedTbs({ tbs, extensions }: Pick<Certificate, "tbs" | "extensions">): Bytes {
  if (!extensions.some(({ oid }) => LEFT_OUT.has(oid))) return tbs;
  const members = elementsIn(contentsOf(tbs)).map((member) => {
    if (member[0] !== EXTENSIONS) return member;
    const kept = elementsIn(contentsOf(contentsOf(member))).filter((one) =>
      !LEFT_OUT.has(oidOf(one))
    );
    return kept.length === 0 ? new Uint8Array(0) : der.tagged(3, der.sequence(...kept));
  });
  return der.element(SEQUENCE, concat(...members));
}

/** The entry that a certificate with timestamps in it, or its announcement, is logged as. */
export function precertEntry(
  provider: Pick<CryptoProvider, "hash">,
  certificate: Certificate,
  issuer: Certificate,
): SignedEntry {
  return {
    entryType: "precert_entry",
    precert: {
      issuerKeyHash: provider.hash("SHA-256").digest(issuer.subjectPublicKeyInfo.der),
      tbsCertificate: loggedTbs(certificate),
    },
  };
}

// The certificate has been read, so tags and lengths are known to be in order.

function headerOf(element: Bytes): { readonly header: number; readonly length: number } {
  const first = element[1]!;
  if (first < 0x80) return { header: 2, length: first };
  const octets = first & 0x7f;
  const length = element.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return { header: 2 + octets, length };
}

function contentsOf(element: Bytes): Bytes {
  const { header, length } = headerOf(element);
  return element.subarray(header, header + length);
}

function elementsIn(contents: Bytes): Bytes[] {
  const found: Bytes[] = [];
  for (let left = contents; left.length > 0;) {
    const { header, length } = headerOf(left);
    found.push(left.subarray(0, header + length));
    left = left.subarray(header + length);
  }
  return found;
}

function oidOf(extension: Bytes): string {
  const read = decode(objectIdentifier, elementsIn(contentsOf(extension))[0]!);
  return read.ok ? read.value : "";
}
