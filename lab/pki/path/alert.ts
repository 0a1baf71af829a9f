import type { Check } from "./rule.ts";

/** What a TLS peer is told about its certificate (RFC 9846 §6.2); IANA names. */
export type CertificateAlert =
  | "bad_certificate"
  | "unsupported_certificate"
  | "certificate_revoked"
  | "certificate_expired"
  | "certificate_unknown"
  | "unknown_ca";

/**
 * Which failure is answered when several happened, the most fundamental first: what cannot be read
 * means nothing; what no trusted root vouches for is anybody's claim; what was signed wrongly, or
 * by who must not sign, was never claimed by the root; only then is it worth asking whom the
 * certificate is for, and last whether it still holds. The words are chosen by the definitions of
 * RFC 9846 §6.2:
 *
 * - `unknown_ca`: the chain "could not be matched with a known trust anchor";
 * - `bad_certificate`: it "was corrupt, contained signatures that did not verify correctly, etc.";
 * - `unsupported_certificate`: it "was of an unsupported type";
 * - `certificate_revoked`: it "was revoked by its signer";
 * - `certificate_expired`: it "has expired or is not currently valid";
 * - `certificate_unknown`: "some other (unspecified) issue arose", as when no log knows of it.
 */
const ORDER: readonly (readonly [rule: string, alert: CertificateAlert])[] = [
  ["format", "bad_certificate"],
  ["anchor", "unknown_ca"],
  ["signature", "bad_certificate"],
  ["issuerName", "bad_certificate"],
  ["keyStrength", "unsupported_certificate"],
  ["signatureAlgorithm", "bad_certificate"],
  ["profile", "bad_certificate"],
  ["basicConstraints", "bad_certificate"],
  ["pathLength", "bad_certificate"],
  ["chainDepth", "bad_certificate"],
  ["keyUsage", "bad_certificate"],
  ["serverKeyUsage", "bad_certificate"],
  ["nameConstraints", "bad_certificate"],
  ["policies", "bad_certificate"],
  ["webRoot", "bad_certificate"],
  ["webKeys", "unsupported_certificate"],
  ["webSubscriber", "bad_certificate"],
  ["webNames", "bad_certificate"],
  ["webCommonName", "bad_certificate"],
  ["webLifetime", "bad_certificate"],
  ["webSerial", "bad_certificate"],
  ["criticalExtensions", "unsupported_certificate"],
  ["extendedKeyUsage", "unsupported_certificate"],
  ["name", "bad_certificate"],
  ["revocationLists", "certificate_revoked"],
  ["validity", "certificate_expired"],
  ["transparency", "certificate_unknown"],
];

/** The alert for a list of findings; `undefined` when none failed. */
export function alertFor(checks: readonly Check[]): CertificateAlert | undefined {
  const failed = new Set(checks.filter(({ ok }) => !ok).map(({ rule }) => rule));
  if (failed.size === 0) return undefined;
  return ORDER.find(([rule]) => failed.has(rule))?.[1] ?? "certificate_unknown";
}
