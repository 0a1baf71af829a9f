import type { ChainContext } from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/**
 * A client that makes every check but some, named by their rule ids.
 *
 * @param when where it leaves them out; everywhere unless said
 */
function skipping(
  flaw: Pick<Flaw, "id" | "title" | "seen" | "breaks">,
  rules: readonly string[],
  when: (context: ChainContext) => boolean = () => true,
): Flaw {
  return {
    ...flaw,
    apply: (config) => ({
      ...config,
      seams: {
        ...config.seams,
        verifyChain: (presented, context) => {
          const verdict = config.seams.verifyChain(presented, context);
          const ok = when(context) &&
            verdict.checks.every((check) => check.ok || rules.includes(check.rule));
          return ok ? { ok, checks: verdict.checks, flaw: flaw.id } : verdict;
        },
      },
    }),
  };
}

/** Checks the chain and the dates, and not for whom the certificate is. */
export const ignoreName: Flaw = skipping({
  id: "ignore-name",
  title: "Does not compare the name in the certificate",
  seen: "Georgiev et al., The Most Dangerous Code in the World, ACM CCS 2012",
  breaks: "RFC 9525 §6: the reference identifier must match a presented one",
}, ["name"]);

/** Checks the name and the dates, and not who vouches for them. */
export const ignoreIssuer: Flaw = skipping({
  id: "ignore-issuer",
  title: "Does not ask who issued the certificate",
  seen: "Fahl et al., Why Eve and Mallory Love Android, ACM CCS 2012",
  breaks: "RFC 5280 §6.1: a path must end at a trust anchor",
}, ["anchor"]);

/** Checks all but how long keys are; so people of a toy world can use toy keys. */
export const ignoreKeyLength: Flaw = skipping({
  id: "ignore-key-length",
  title: "Takes keys of any length",
  seen: "Beurdouche et al., A Messy State of the Union (FREAK), IEEE S&P 2015",
  breaks: "RFC 9325 §4.5: RSA keys in certificates have at least 2048 bits",
}, ["keyStrength"]);

/** Checks all of it when the connection begins, and later not for whom the certificate is. */
export const ignoreLaterName: Flaw = skipping(
  {
    id: "ignore-later-name",
    title: "Does not compare the name in certificates of later handshakes",
    seen: "Bhargavan et al., Triple Handshakes and Cookie Cutters, IEEE S&P 2014",
    breaks:
      "RFC 7525 §3.5, replaced by RFC 9325: all certificates of one connection are judged by " +
      "one policy",
  },
  ["name"],
  ({ renegotiation = false }) => renegotiation,
);

/** Checks all but the dates. */
export const ignoreDates: Flaw = skipping({
  id: "ignore-dates",
  title: "Does not look at the dates of certificates",
  seen: "CWE-298, Improper Validation of Certificate Expiration",
  breaks: "RFC 5280 §6.1.3: the time must lie within the validity period",
}, ["validity"]);

/** Takes whoever has a certificate for an authority. */
export const ignoreAuthority: Flaw = skipping({
  id: "ignore-authority",
  title: "Does not ask whether an issuer may issue",
  seen: "CVE-2002-0862",
  breaks: "RFC 5280 §6.1.4: an issuer must be marked as an authority",
}, ["basicConstraints", "keyUsage"]);

/** Looks at what an issuer's key is for, and not at whether the issuer is an authority. */
export const ignoreBasicConstraints: Flaw = skipping({
  id: "ignore-basic-constraints",
  title: "Does not look at basicConstraints",
  seen: "CVE-2002-0862",
  breaks: "RFC 5280 §6.1.4: an issuer must be marked as an authority",
}, ["basicConstraints"]);

/** Looks at whether an issuer is an authority, and not at what its key is for. */
export const ignoreKeyUsage: Flaw = skipping({
  id: "ignore-key-usage",
  title: "Does not look at the keyUsage of issuers",
  seen: "Brubaker et al., Using Frankencerts, IEEE S&P 2014",
  breaks: "RFC 5280 §6.1.4: an issuer's keyUsage must have keyCertSign",
}, ["keyUsage"]);

/** Lets chains be as long as they like. */
export const ignorePathLength: Flaw = skipping({
  id: "ignore-path-length",
  title: "Does not count the authorities below another",
  seen: "Brubaker et al., Using Frankencerts, IEEE S&P 2014",
  breaks: "RFC 5280 §6.1.4: no more authorities than pathLenConstraint allows",
}, ["pathLength"]);

/** Takes a certificate for anything, whatever it is for. */
export const ignorePurpose: Flaw = skipping({
  id: "ignore-purpose",
  title: "Does not ask what a certificate is for",
  seen: "Brubaker et al., Using Frankencerts, IEEE S&P 2014",
  breaks: "RFC 5280 §4.2.1.12: a certificate must only be used for what it names",
}, ["extendedKeyUsage"]);

/** Lets an authority that was certified for some names sign for all others, too. */
export const ignoreNameConstraints: Flaw = skipping({
  id: "ignore-name-constraints",
  title: "Does not ask for which names an issuer may sign",
  seen: "clients that fail BetterTLS, a test suite of Netflix",
  breaks: "RFC 5280 §6.1.3: names must lie within the permitted subtrees",
}, ["nameConstraints"]);

/** Takes signatures whatever they were made with. */
export const ignoreWeakHash: Flaw = skipping({
  id: "ignore-weak-hash",
  title: "Takes signatures with a hash for which collisions can be found",
  seen: "Sotirov et al., MD5 considered harmful today, 2008",
  breaks:
    "RFC 9846 §4.5.1 [8446 §4.4.2.4]: chains signed with MD5 are refused, with SHA-1 should be",
}, ["signatureAlgorithm"]);
