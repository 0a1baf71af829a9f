/**
 * Two halves of one mistake, and the whole of it (CVE-2020-0601): to take a certificate for a trusted
 * root because the bytes of its key are the root's, and to compute with whatever curve a key brings.
 */
import { type Bytes, equalBytes } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { ecdsaVerifyOn } from "../crypto/mod.ts";
import {
  type Certificate,
  ecdsaNumbersOf,
  explicitKeyOf,
  parseCertificate,
  type PathContext,
  type Rule,
  RULES,
  signatureAlgorithmOf,
  verifyPath,
} from "../pki/mod.ts";
import type { ChainContext } from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/** Which halves of the mistake a client makes. */
interface Halves {
  readonly rootByKey: boolean;
  readonly anyCurve: boolean;
}

function mistaking(flaw: Pick<Flaw, "id" | "title" | "breaks">, halves: Halves): Flaw {
  return {
    ...flaw,
    seen: "CVE-2020-0601, of the CryptoAPI of Windows",
    apply: (config) => ({
      ...config,
      seams: {
        ...config.seams,
        verifyChain: (presented, context) => {
          const verdict = config.seams.verifyChain(presented, context);
          return !verdict.ok && passes(presented, context, halves)
            ? { ok: true, checks: verdict.checks, flaw: flaw.id }
            : verdict;
        },
      },
    }),
  };
}

/** Finds a root by the bytes of its key, and does not compare what they mean. */
export const trustRootByKey: Flaw = mistaking({
  id: "trust-root-by-key",
  title: "Takes a certificate for a root it trusts if the bytes of the key are the same",
  breaks: "RFC 5280 §6.1.1: a trust anchor's key comes with its parameters",
}, { rootByKey: true, anyCurve: false });

/** Takes the curve from the certificate, with the base point that stands there. */
export const computeOnAnyCurve: Flaw = mistaking({
  id: "compute-on-any-curve",
  title: "Computes on whatever curve a certificate describes",
  breaks: "RFC 5480 §2.1.1: curves are named, and not described",
}, { rootByKey: false, anyCurve: true });

/** Both at once. */
export const trustRootOnAnyCurve: Flaw = mistaking({
  id: "trust-root-on-any-curve",
  title: "Knows roots by the bytes of their keys, and computes on any curve",
  breaks: "RFC 5480 §2.1.1: curves are named, and not described",
}, { rootByKey: true, anyCurve: true });

/** All other rules hold as they are. */
function passes(
  presented: readonly Bytes[],
  { crypto, anchors, now, purpose, name }: ChainContext,
  { rootByKey, anyCurve }: Halves,
): boolean {
  const lookalikes = rootByKey ? presented.filter((der) => hasKeyOf(der, anchors)) : [];
  return verifyPath({
    provider: crypto,
    presented,
    anchors: [...anchors, ...lookalikes],
    now,
    purpose,
    rules: anyCurve ? RULES.map((rule) => onAnyCurve(rule, crypto)) : RULES,
    ...(name !== undefined && { name }),
  }).ok;
}

function hasKeyOf(der: Bytes, anchors: readonly Bytes[]): boolean {
  const keyIn = (one: Bytes) => {
    const read = parseCertificate(one);
    return read.ok ? read.value.subjectPublicKeyInfo.subjectPublicKey : undefined;
  };
  const key = keyIn(der);
  return key !== undefined && anchors.some((anchor) => equalBytes(keyIn(anchor)!, key));
}

/** The same rule, in the eyes of somebody to whom any curve is as good as another. */
function onAnyCurve(rule: Rule, crypto: CryptoProvider): Rule {
  const also = (verifies: PathContext["verifies"]): PathContext["verifies"] => (one, issuer) =>
    verifies(one, issuer) || fitsOwnCurve(one, issuer, crypto);
  const { link } = rule;
  return {
    ...rule,
    check: (context) =>
      rule.check({
        ...context,
        verifies: also(context.verifies),
        path: rule.id === "keyStrength" ? context.path.filter(namesCurve) : context.path,
      }),
    ...(link && {
      link: (one, issuer, { verifies }) => link(one, issuer, { verifies: also(verifies) }),
    }),
  };
}

function namesCurve({ subjectPublicKeyInfo }: Certificate): boolean {
  return explicitKeyOf(subjectPublicKeyInfo) === undefined;
}

function fitsOwnCurve(
  { tbs, signature, signatureAlgorithm }: Certificate,
  { subjectPublicKeyInfo }: Certificate,
  crypto: CryptoProvider,
): boolean {
  const key = explicitKeyOf(subjectPublicKeyInfo);
  const algorithm = signatureAlgorithmOf(signatureAlgorithm);
  const numbers = ecdsaNumbersOf(signature);
  if (key === undefined || numbers === undefined || algorithm?.type !== "ecdsa") return false;
  return ecdsaVerifyOn(key.curve, key.point, crypto.hash(algorithm.hash).digest(tbs), numbers);
}
