import { modulusBits, showKey } from "../../x509/public_key.ts";
import { called, type Check, findings, type Rule } from "../rule.ts";

/** Keys are of the kinds and sizes that the web has agreed on. */
export const webKeys: Rule = {
  id: "webKeys",
  lesson: "A kind of key that everybody has is one that everybody has checked",
  check(context) {
    const found = findings("webKeys", "CA/Browser Forum TLS BR §6.1.5, §6.1.6", context);
    return context.path.map((certificate): Check => {
      const place = { of: certificate, field: "tbsCertificate.subjectPublicKeyInfo" };
      const { publicKey: key, subjectPublicKeyInfo } = certificate;
      const has = `${called(certificate)} has a key of kind ${showKey(subjectPublicKeyInfo, key)}`;
      if (key === undefined || key.type === "ed25519") {
        return found(false, `${has}, which no certificate of the web may have`, place);
      }
      if (key.type === "ec") return found(true, `${has}, as the web has it`, place);
      if (modulusBits(key.modulus) % 8 !== 0) {
        return found(false, `${has}, and the bits of its modulus are no whole bytes`, place);
      }
      return key.exponent % 2n === 1n && key.exponent >= 3n
        ? found(true, `${has}, as the web has it`, place)
        : found(false, `${has}, whose exponent is even or below 3`, place);
    });
  },
};
