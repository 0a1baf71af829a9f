import type { Rule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { serverKeyUsage } from "./rules/key_usage.ts";
import { signatureAlgorithm, webSignatureAlgorithm } from "./rules/algorithm.ts";
import { webCommonName, webCommonNameListed } from "./rules/web_common_name.ts";
import { webKeys } from "./rules/web_keys.ts";
import { webLifetime } from "./rules/web_lifetime.ts";
import { webNames } from "./rules/web_names.ts";
import { webRoot } from "./rules/web_root.ts";
import { webSerial } from "./rules/web_serial.ts";
import { webSubscriber } from "./rules/web_subscriber.ts";

/** A standard to judge by: a list of rules under a name. */
export interface Profile {
  readonly id: "rfc5280" | "webpki" | "baseline";
  readonly title: string;
  readonly rules: readonly Rule[];
}

/**
 * What the standards of the Internet demand of every certificate; the default of `verifyPath`. That
 * SHA-1 is refused is advice of TLS: RFC 5280 forbids no algorithm.
 */
export const RFC_5280: Profile = {
  id: "rfc5280",
  title: "RFC 5280 and RFC 9525, with what TLS says of SHA-1",
  rules: RULES,
};

const OF_THE_WEB: readonly Rule[] = [
  ...RULES.map((rule) => rule === signatureAlgorithm ? webSignatureAlgorithm : rule),
  webRoot,
  webSubscriber,
  webKeys,
  webNames,
];

/**
 * The same, and what clients of the web ask besides, whoever issued: of the CA/Browser Forum's
 * Baseline Requirements for TLS, what a certificate must not break for any client's sake. An
 * authority that only one company trusts may issue for ten years all the same, so lifetimes, serial
 * numbers and labels are not asked about here.
 */
export const WEB_PKI: Profile = {
  id: "webpki",
  title: "the CA/Browser Forum's rules that clients keep to",
  rules: [...OF_THE_WEB, webCommonName],
};

/**
 * What certificates from an authority that everybody trusts are held to: those of the Baseline
 * Requirements that can be seen from certificates alone, as far as they are here. Left out are:
 * policies, where to ask for revocation, the purposes of intermediate authorities, the contents of
 * names, public suffixes, and whatever an authority has to do besides.
 */
export const BASELINE: Profile = {
  id: "baseline",
  title: "RFC 5280, RFC 9525 and those rules of the CA/Browser Forum that the lab knows",
  rules: [...OF_THE_WEB, webCommonNameListed, webLifetime, webSerial],
};

/** The profiles by their names. */
export const PROFILES: Readonly<Record<Profile["id"], Profile>> = {
  rfc5280: RFC_5280,
  webpki: WEB_PKI,
  baseline: BASELINE,
};

/** What a finding's rule is for, in one sentence; `undefined` for a rule from elsewhere. */
export function lessonOf(rule: string): string | undefined {
  return OTHER_LESSONS.get(rule) ?? BASELINE.rules.find(({ id }) => id === rule)?.lesson;
}

/** Of findings that no rule of a list makes. */
const OTHER_LESSONS: ReadonlyMap<string, string> = new Map([
  [serverKeyUsage.id, serverKeyUsage.lesson],
  [
    "format",
    "Every certificate has one encoding and one only, so that what was signed cannot be read in two ways",
  ],
  [
    "transparency",
    "Whoever issues a certificate has to do it in public, so that the owner of the name can find out",
  ],
]);
