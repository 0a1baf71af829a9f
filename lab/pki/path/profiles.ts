import type { Rule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { webCommonName } from "./rules/web_common_name.ts";
import { webKeys } from "./rules/web_keys.ts";
import { webNames } from "./rules/web_names.ts";
import { webRoot } from "./rules/web_root.ts";
import { webSubscriber } from "./rules/web_subscriber.ts";

/** A standard to judge by: a list of rules under a name. */
export interface Profile {
  readonly id: "rfc5280" | "webpki";
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** What the standards of the Internet demand of every certificate; the default of `verifyPath`. */
export const RFC_5280: Profile = {
  id: "rfc5280",
  title: "RFC 5280 and RFC 9525",
  rules: RULES,
};

/**
 * The same, and what of the CA/Browser Forum's Baseline Requirements for TLS can be seen from
 * certificates alone. Left out are the demands on what authorities do besides (lifetimes that were
 * shortened over the years, policy identifiers, where to ask for revocation): those are rules for
 * who issues, and clients that enforce them do so from other sources.
 */
export const WEB_PKI: Profile = {
  id: "webpki",
  title: "CA/Browser Forum Baseline Requirements",
  rules: [...RULES, webRoot, webSubscriber, webKeys, webNames, webCommonName],
};

/** The profiles by their names. */
export const PROFILES: Readonly<Record<Profile["id"], Profile>> = {
  rfc5280: RFC_5280,
  webpki: WEB_PKI,
};

/** What a finding's rule is for, in one sentence; `undefined` for a rule from elsewhere. */
export function lessonOf(rule: string): string | undefined {
  return OTHER_LESSONS.get(rule) ?? WEB_PKI.rules.find(({ id }) => id === rule)?.lesson;
}

/** Of findings that no rule of a list makes. */
const OTHER_LESSONS: ReadonlyMap<string, string> = new Map([
  [
    "format",
    "Every certificate has one encoding and one only, so that what was signed cannot be read in two ways",
  ],
  [
    "transparency",
    "Whoever issues a certificate has to do it in public, so that the owner of the name can find out",
  ],
]);
