import type { Bytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Seconds, secondsOf } from "../der/calendar.ts";
import { WEB_PKI } from "../path/profiles.ts";
import { verifyPath } from "../path/verify.ts";
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { decodePem } from "../x509/pem.ts";
import { type LimboResult, LimboTally } from "./limbo_tally.ts";

/** One case of x509-limbo, as far as it is read here: never the answers recorded in it. */
interface LimboCase {
  readonly id: string;
  readonly features?: readonly string[];
  readonly validation_kind: "SERVER" | "CLIENT";
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates?: readonly string[];
  readonly peer_certificate: string;
  /** ISO 8601; where it is left out, any time of these decades will do. */
  readonly validation_time?: string;
  readonly expected_result: "SUCCESS" | "FAILURE";
  readonly expected_peer_name?: { readonly kind: "DNS" | "IP" | "RFC822"; readonly value: string };

  /** Intermediate authorities between leaf and root, at the most. */
  readonly max_chain_depth?: number;
  readonly crls?: readonly string[];
}

/** What of x509-limbo's optional features the validator does not claim: it claims them all. */
const UNDECLARED: readonly string[] = [];

/** The time of cases that name none: 2026-05-28. */
const USUAL_TIME: Seconds = 1_780_000_000;

/** What runs take: the cryptography, and a stopwatch in milliseconds. */
export interface LimboTools {
  readonly provider: CryptoProvider;
  readonly stopwatch: () => number;
}

/**
 * Puts every case of x509-limbo (and BetterTLS, in its form) to the validator, one call each, by
 * the rules of the web PKI. The validator is given what a client would have, and nothing else.
 *
 * @param json `{ testcases }`, as in `x509-limbo-dev.json`
 */
export function runX509Limbo(json: unknown, { provider, stopwatch }: LimboTools): LimboResult {
  const tally = new LimboTally();
  const { testcases } = json as { readonly testcases: readonly LimboCase[] };
  for (const one of testcases) {
    const missing = one.features?.find((feature) => UNDECLARED.includes(feature));
    if (missing !== undefined) {
      tally.skip(one.id, missing);
      continue;
    }
    const start = stopwatch();
    const answer = judge(one, provider);
    tally.note({
      id: one.id,
      expected: one.expected_result === "SUCCESS",
      answer,
      milliseconds: stopwatch() - start,
    });
  }
  return tally.result();
}

/** Puts one case to the validator: `undefined` if the chain is accepted, else why it is not. */
function judge(one: LimboCase, provider: CryptoProvider): string | undefined {
  const { expected_peer_name: peer, max_chain_depth: maxIntermediates, crls } = one;
  const { ok, checks } = verifyPath({
    provider,
    presented: [octets(one.peer_certificate)],
    pool: (one.untrusted_intermediates ?? []).map(octets),
    anchors: one.trusted_certs.flatMap((pem) => readable(octets(pem))),
    now: one.validation_time === undefined ? USUAL_TIME : readTime(one.validation_time),
    purpose: one.validation_kind === "SERVER" ? "serverAuth" : "clientAuth",
    rules: WEB_PKI.rules,
    ...(peer !== undefined && { name: peer.value }),
    ...(maxIntermediates !== undefined && { maxIntermediates }),
    ...(crls !== undefined && { revocationLists: crls.map(octets) }),
  });
  if (ok) return undefined;
  return checks.filter((check) => !check.ok).map(({ rule, detail }) => `${rule}: ${detail}`)
    .join("; ");
}

/** @throws {TypeError} on anything but seconds of UTC, which the file does not have */
function readTime(text: string): Seconds {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|\+00:00)$/.exec(text);
  const [year, month, day, hour, minute, second] = (parts ?? []).slice(1).map(Number);
  const seconds = secondsOf({
    year: year!,
    month: month!,
    day: day!,
    hour: hour!,
    minute: minute!,
    second: second!,
  });
  if (parts === null || seconds === undefined) throw new TypeError(`Cannot read time "${text}"`);
  return seconds;
}

function octets(pem: string): Bytes {
  return decodePem(pem)[0]!.der;
}

/** Nobody trusts a root that cannot be read, so it is left out. */
function readable(der: Bytes): readonly Certificate[] {
  const read = parseCertificate(der);
  return read.ok ? [read.value] : [];
}
