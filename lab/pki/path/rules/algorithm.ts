import {
  type AlgorithmIdentifier,
  sameAlgorithm,
  showAlgorithm,
  signatureAlgorithmOf,
} from "../../x509/algorithm.ts";
import { bringsOwnCurve, modulusBits, showKey } from "../../x509/public_key.ts";
import { called, type Check, findings, type PathContext, type Rule } from "../rule.ts";

const MINIMUM_RSA_BITS = 2048;
/** Beyond these, checking one signature takes a slow peer's time; no authority uses more. */
export const MAXIMUM_RSA_BITS = 8192;
export const MAXIMUM_RSA_EXPONENT = 2n ** 33n;

/**
 * Whether signatures by that algorithm can be moved to another text, at a price that was paid. That
 * lists and answers about revocation are not believed for it either is the lab's own choice.
 */
export function isWeak(identifier: AlgorithmIdentifier): boolean {
  const known = signatureAlgorithmOf(identifier);
  return known !== undefined && "hash" in known && known.hash === "SHA-1";
}

/**
 * Signatures are made with algorithms that still hold. The anchor's own proves nothing anyway. RFC
 * 5280 leaves the choice open, so that it takes another text to forbid one.
 *
 * @param forbids where SHA-1 is forbidden, or advised against
 */
function signatureAlgorithmBy(forbids: string): Rule {
  return {
    id: "signatureAlgorithm",
    lesson: "A signature holds as long as nobody can find a second text with the same hash",
    check: (context) => judgeAlgorithms(context, forbids),
  };
}

/** What TLS asks of certificates: whoever gets one signed with SHA-1 is advised to refuse it. */
export const signatureAlgorithm = signatureAlgorithmBy("RFC 9846 §4.5.1 [8446 §4.4.2.4]");

/** The same, where the algorithms that authorities may use are listed, and SHA-1 is not. */
export const webSignatureAlgorithm = signatureAlgorithmBy("CA/Browser Forum TLS BR §7.1.3.2");

function judgeAlgorithms(context: PathContext, forbids: string): readonly Check[] {
  const { path, end } = context;
  const found = findings("signatureAlgorithm", "RFC 5280 §4.1.1.2", context);
  const foundWeak = findings("signatureAlgorithm", forbids, context);
  return (end === "trusted" ? path.slice(0, -1) : path).map((certificate) => {
    const { signatureAlgorithm: outer, innerAlgorithm: inner } = certificate;
    const place = { of: certificate, field: "signatureAlgorithm" };
    const name = showAlgorithm(outer);
    const signed = `${called(certificate)} is signed using ${name}`;
    const known = signatureAlgorithmOf(outer);
    if (!sameAlgorithm(outer, inner)) {
      return found(false, `${signed}, but says inside ${showAlgorithm(inner)}`, place);
    }
    if (known === undefined) return found(false, `${signed}, which is not supported`, place);
    return isWeak(outer)
      ? foundWeak(false, `${signed}, and collisions of SHA-1 can be bought`, place)
      : found(true, signed, place);
  });
}

const WHO_KNOWS = "of its own, where one of those must be named that everybody knows";

/** Keys are of a kind the lab can use, and too large to be factored. */
export const keyStrength: Rule = {
  id: "keyStrength",
  lesson:
    "A key that can be computed from its public half protects nothing, however well it was certified",
  check(context) {
    const found = findings("keyStrength", "RFC 5280 §4.1.2.7, NIST SP 800-57 §5.6.2", context);
    const foundCurve = findings("keyStrength", "RFC 5480 §2.1.1", context);
    return context.path.map((certificate) => {
      const place = { of: certificate, field: "tbsCertificate.subjectPublicKeyInfo" };
      if (bringsOwnCurve(certificate.subjectPublicKeyInfo)) {
        return foundCurve(false, `${called(certificate)} describes a curve ${WHO_KNOWS}`, place);
      }
      const key = certificate.publicKey;
      const has = `${called(certificate)} has a key of kind ${
        showKey(certificate.subjectPublicKeyInfo, key)
      }`;
      if (key === undefined) return found(false, `${has}, which cannot be used here`, place);
      if (key.type !== "rsa") return found(true, has, place);
      const bits = modulusBits(key.modulus);
      if (bits < MINIMUM_RSA_BITS) {
        return found(false, `${has}, where at least ${MINIMUM_RSA_BITS} bits are needed`, place);
      }
      if (bits > MAXIMUM_RSA_BITS || key.exponent > MAXIMUM_RSA_EXPONENT) {
        return found(false, `${has}, whose numbers are too large to work with`, place);
      }
      return found(true, has, place);
    });
  },
};
