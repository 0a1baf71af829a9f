/** What a client wants of logs before it takes a certificate (RFC 6962 §3.3, §5.2). */
import { type Bytes, decode, hex } from "../../bytes/mod.ts";
import type { CryptoProvider, PublicKey } from "../../crypto/mod.ts";
import type { Seconds } from "../der/calendar.ts";
import type { Check } from "../path/rule.ts";
import { type Certificate, extension } from "../x509/certificate.ts";
import { extensionRange } from "../x509/ranges.ts";
import { precertEntry } from "./precertificate.ts";
import { showMoment, SignedCertificateTimestamp, type SignedEntry, V1 } from "./structures.ts";
import { logIdOf, verifyTimestamp } from "./timestamp.ts";

/** A log that a client has heard of from elsewhere. */
export interface KnownLog {
  readonly name: string;
  readonly key: PublicKey;
}

/** How many logs must have promised to publish a certificate, and which logs count. */
export interface TransparencyPolicy {
  readonly logs: readonly KnownLog[];
  /** How many different ones of them; at least 1. */
  readonly timestamps: number;
}

/** What the promises are about, and where they came from. */
export interface TimestampsPresented {
  readonly leaf: Certificate;
  /** Whoever signed the leaf; absent if nobody knows, and then promises inside it prove nothing. */
  readonly issuer?: Certificate;
  /** Those that came in the handshake, as octets (§3.3.1). */
  readonly handshake?: readonly Bytes[];
  readonly now: Seconds;
}

const SPEC = "RFC 6962 §3.3, §5.2";

/** Promises looked at, of each origin: more are after the client's time. */
const MOST_TIMESTAMPS = 8;

/**
 * Judges the promises that come with a certificate. Those that do not count are no failure as long
 * as enough others do: they may be of logs or versions that this client has never heard of.
 *
 * @returns what was found: one for each promise that counts, and one for all
 */
export function judgeTimestamps(
  provider: CryptoProvider,
  { logs, timestamps: wanted }: TransparencyPolicy,
  presented: TimestampsPresented,
): readonly Check[] {
  const { leaf, issuer, handshake, now } = presented;
  const inside = extension(leaf, "signedCertificateTimestampList");
  const where = inside && extensionRange(leaf, "signedCertificateTimestampList");
  const known = new Map(logs.map((log) => [hex(logIdOf(provider, log.key)), log]));
  const counted = new Set<KnownLog>();
  const checks: Check[] = [];
  const faults: string[] = [];
  const judge = (octets: Bytes, origin: string, entry: SignedEntry | undefined) => {
    const answer = judgeOne(provider, octets, entry, known, now);
    if (typeof answer === "string") return void faults.push(`one ${origin}: ${answer}`);
    if (counted.has(answer.log)) {
      return void faults.push(`one ${origin}: ${answer.log.name} has been counted already`);
    }
    counted.add(answer.log);
    checks.push({
      rule: "transparency",
      ok: true,
      detail: `${answer.log.name} promised on ${showMoment(answer.timestamp)} to publish it`,
      spec: SPEC,
      ...(where !== undefined && origin === "inside" && { certificate: 0, range: where }),
    });
  };

  const embedded = inside?.value?.slice(0, MOST_TIMESTAMPS) ?? [];
  if (inside !== undefined && inside.value === undefined) faults.push("the list inside is garbled");
  const entry = issuer && precertEntry(provider, leaf, issuer);
  for (const octets of embedded) judge(octets, "inside", entry);
  for (const octets of handshake?.slice(0, MOST_TIMESTAMPS) ?? []) {
    judge(octets, "in the handshake", { entryType: "x509_entry", certificate: leaf.der });
  }

  const ok = counted.size >= wanted;
  const { size } = counted;
  const came = size === 0
    ? "No promise of a known log"
    : size === 1
    ? "The promise of 1 known log"
    : `Promises of ${size} known logs`;
  const detail = [
    `${came} came with the certificate, and ${wanted} ${wanted === 1 ? "is" : "are"} wanted`,
    ...(ok ? [] : faults),
  ].join("; ");
  return [...checks, {
    rule: "transparency",
    ok,
    detail,
    spec: SPEC,
    certificate: 0,
    ...(where !== undefined ? { range: where } : {}),
  }];
}

/** The log whose promise it is, or why it counts for nothing. */
function judgeOne(
  provider: CryptoProvider,
  octets: Bytes,
  entry: SignedEntry | undefined,
  known: ReadonlyMap<string, KnownLog>,
  now: Seconds,
): { readonly log: KnownLog; readonly timestamp: number } | string {
  const read = decode(SignedCertificateTimestamp, octets);
  if (octets[0] !== V1) return "it is of a version not known here";
  if (!read.ok) return "it cannot be read";
  const { logId, timestamp } = read.value;
  const log = known.get(hex(logId));
  if (log === undefined) return "its log is not known";
  if (timestamp > now * 1000) return `it is from the future, ${showMoment(timestamp)}`;
  if (entry === undefined) return "the issuer is not known, whom it is about too";
  return verifyTimestamp(provider, log.key, read.value, entry)
    ? { log, timestamp }
    : `its signature is not one of ${log.name} over this certificate`;
}
