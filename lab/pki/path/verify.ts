import { type Bytes, type Decoded, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { judgeTimestamps, type TransparencyPolicy } from "../ct/policy.ts";
import type { Seconds } from "../der/calendar.ts";
import type { Oid } from "../der/oid.ts";
import {
  type Certificate,
  isSelfIssued,
  parseCertificate,
  parseTrustAnchor,
} from "../x509/certificate.ts";
import { type CertificateList, parseCertificateList } from "../x509/revocation_list.ts";
import { alertFor, type CertificateAlert } from "./alert.ts";
import { likeliestPath, walkPaths } from "./builder.ts";
import { referenceName } from "./reference_name.ts";
import type { Check, PathContext, Purpose, Rule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { MAX_COMPARISONS } from "./rules/name_constraints.ts";
import { SignatureChecks } from "./signatures.ts";

/** What is to be judged, and by which standard. */
export interface VerifyOptions {
  readonly provider: CryptoProvider;
  /** DER as the peer sent it, leaf first; the others may stand in any order. */
  readonly presented: readonly Bytes[];
  /** Which of them is the peer's own, for who holds a list that is out of order; 0, unless said. */
  readonly leaf?: number;
  /** The roots, DER or already parsed. The octets are read once and must stay as they are. */
  readonly anchors: readonly (Certificate | Bytes)[];
  readonly now: Seconds;
  readonly purpose: Purpose;
  /** DNS name, or IP address as text or octets; left out, anybody will do, as for clients. */
  readonly name?: string | Bytes;
  /**
   * Certificates from elsewhere that may stand in between: met before, or fetched. Those that
   * cannot be read are passed over, since they are nobody's claim in this connection.
   */
  readonly pool?: readonly (Certificate | Bytes)[];
  /** Intermediate authorities that may stand between leaf and anchor; any number, unless said. */
  readonly maxIntermediates?: number;
  /** Policies of which one must hold down to the leaf; any, unless said (RFC 5280 §6.1.1 (c)). */
  readonly acceptablePolicies?: readonly Oid[];
  /**
   * Revocation lists, DER, of which those of a certificate's issuer are held against it; without
   * any, nobody is asked. One that cannot be read is a failure, since it might be the one.
   */
  readonly revocationLists?: readonly Bytes[];
  /** Logs that must have promised to publish the leaf (RFC 6962 §5.2); none, unless said. */
  readonly transparency?: TransparencyPolicy;
  /** Promises that came in the handshake, as octets (RFC 6962 §3.3.1). */
  readonly timestamps?: readonly Bytes[];
  /** By default all of `RULES`. */
  readonly rules?: readonly Rule[];
}

/** The judgement, with everything it rests on. */
export interface Verdict {
  readonly ok: boolean;
  /** Every check made of the path, passed and failed. */
  readonly checks: readonly Check[];
  /** The path judged, leaf first: the valid one, or the one that came nearest. */
  readonly path?: readonly Certificate[];
  /** What to tell the peer when `ok` is false. */
  readonly alert?: CertificateAlert;
  /** What the peer's own certificate says, valid or not. */
  readonly leaf?: Certificate;
}

/**
 * Judges a peer's certificates (RFC 5280 §6.1, RFC 9525). Paths are tried until one passes every
 * rule; if none does, the findings are those of the path with the fewest failures.
 *
 * Whatever the peer sent, this gives a verdict and throws nothing.
 *
 * @throws {SyntaxError} if a trust anchor cannot be read, which is the caller's own mistake
 */
export function verifyPath(options: VerifyOptions): Verdict {
  const { presented: sent, rules = RULES } = options;
  const anchors = options.anchors.map(readAnchor);
  const parsed = sent.map((der) => readPresented(der, anchors));
  const presented = parsed.map((one) => one.ok ? one.value : undefined);
  const format = parsed.map((one, certificate): Check => ({
    rule: "format",
    ok: one.ok,
    detail: one.ok ? `Certificate ${certificate} can be read` : one.error,
    spec: "RFC 5280 §4.1, X.690 §10",
    certificate,
    range: one.ok
      ? { start: 0, end: sent[certificate]!.length }
      : { start: one.at, end: Math.min(one.at + 1, sent[certificate]!.length) },
  }));
  const leaf = presented[options.leaf ?? 0];
  if (leaf === undefined) {
    const checks = format.length > 0 ? format : [NOTHING_SENT];
    return { ok: false, checks, alert: "bad_certificate" };
  }

  const lists = options.revocationLists?.map(parseCertificateList);
  const unread = (lists ?? []).flatMap((one): Check[] =>
    one.ok ? [] : [{
      rule: "revocationLists",
      ok: false,
      detail: `A revocation list cannot be read: ${one.error}`,
      spec: "RFC 5280 §5.1",
    }]
  );
  const revocationLists = lists?.flatMap((one) => one.ok ? [one.value] : []);
  const { checks, path } = bestPath(leaf, presented, anchors, options, rules, revocationLists);
  const all = [...format, ...checks, ...unread, ...transparency(options, leaf, path)];
  const alert = alertFor(all);
  return alert === undefined
    ? { ok: true, checks: all, path, leaf }
    : { ok: false, checks: all, path, leaf, alert };
}

/** Who signed the leaf is the same on every path, so its promises are judged once. */
function transparency(
  { provider, transparency: policy, timestamps: handshake, now }: VerifyOptions,
  leaf: Certificate,
  path: readonly Certificate[],
): readonly Check[] {
  if (policy === undefined) return [];
  const issuer = path[1] ?? (isSelfIssued(leaf) ? leaf : undefined);
  return judgeTimestamps(provider, policy, {
    leaf,
    now,
    ...(issuer !== undefined && { issuer }),
    ...(handshake !== undefined && { handshake }),
  });
}

const NOTHING_SENT: Check = {
  rule: "format",
  ok: false,
  detail: "No certificate was sent, where at least one is needed",
  spec: "RFC 9846 §4.5.1",
};

// A verifier has the same anchors every time, and reading one takes as long as all rules together.
const anchorsRead = new WeakMap<Bytes, Certificate>();

function readAnchor(anchor: Certificate | Bytes): Certificate {
  if (!(anchor instanceof Uint8Array)) return anchor;
  const known = anchorsRead.get(anchor);
  if (known !== undefined) return known;
  const read = parseTrustAnchor(anchor);
  if (!read.ok) throw new SyntaxError(`Cannot read trust anchor: ${read.error}`);
  anchorsRead.set(anchor, read.value);
  return read.value;
}

function readable(one: Certificate | Bytes): readonly Certificate[] {
  if (!(one instanceof Uint8Array)) return [one];
  const read = parseCertificate(one);
  return read.ok ? [read.value] : [];
}

/**
 * An anchor that the peer sent along is one object, so that findings can point into what was sent.
 * It is trusted as it was read before, whatever its form.
 */
function readPresented(der: Bytes, anchors: readonly Certificate[]): Decoded<Certificate> {
  const anchor = anchors.find((one) => equalBytes(one.der, der));
  return anchor === undefined ? parseCertificate(der) : { ok: true, value: anchor };
}

/** Complete paths that are judged before the best of them is all that can be said. */
const MAX_PATHS = 100;

interface Judged {
  readonly path: readonly Certificate[];
  readonly checks: readonly Check[];
}

function bestPath(
  leaf: Certificate,
  presented: readonly (Certificate | undefined)[],
  anchors: readonly Certificate[],
  options: VerifyOptions,
  rules: readonly Rule[],
  revocationLists: readonly CertificateList[] | undefined,
): Judged {
  const { provider, now, purpose, name, maxIntermediates, acceptablePolicies } = options;
  const others = (options.pool ?? []).flatMap(readable);
  const pool = {
    presented: [...presented.filter((one) => one !== undefined), ...others],
    anchors,
  };
  const signatures = new SignatureChecks(provider);
  const { verifies, verifiesList } = signatures;
  const follows = (certificate: Certificate, issuer: Certificate) =>
    rules.every((rule) => rule.link?.(certificate, issuer, { verifies }) ?? true);
  const work = { comparisons: MAX_COMPARISONS };
  const judge = (path: readonly Certificate[], end: PathContext["end"], exhausted: boolean) => {
    const context: PathContext = {
      path,
      end,
      presented,
      anchors,
      now,
      purpose,
      verifies,
      verifiesList,
      work,
      exhausted,
      ...(name !== undefined && { name: referenceName(name) }),
      ...(maxIntermediates !== undefined && { maxIntermediates }),
      ...(acceptablePolicies !== undefined && { acceptablePolicies }),
      ...(revocationLists !== undefined && { revocationLists }),
    };
    return { path, checks: rules.flatMap((rule) => rule.check(context)) };
  };

  let judgedPaths = 0;
  let best: (Judged & { readonly failures: number }) | undefined;
  const exhausted = walkPaths(leaf, pool, follows, (path) => {
    const judged = judge(path, "trusted", false);
    const failures = judged.checks.filter(({ ok }) => !ok).length;
    if (best === undefined || failures < best.failures) best = { ...judged, failures };
    return failures === 0 || ++judgedPaths >= MAX_PATHS;
  });
  if (best !== undefined) return best;
  const { path, end } = likeliestPath(leaf, pool, follows);
  return judge(path, end, exhausted || signatures.exhausted);
}
