import { showAlgorithm, signatureAlgorithmOf } from "../../x509/algorithm.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { sameName } from "../../x509/name.ts";
import { bringsOwnCurve } from "../../x509/public_key.ts";
import { called, findings, type PathContext, type Rule } from "../rule.ts";

/** Every certificate is signed by the key of the one above it. */
export const signature: Rule = {
  id: "signature",
  lesson:
    "A signature is the only thing that ties a certificate to its issuer; names and numbers can be copied",
  check(context) {
    const found = findings("signature", "RFC 5280 §6.1.3 (a)(1)", context);
    return context.path.slice(0, -1).map((certificate, i) => {
      const issuer = context.path[i + 1]!;
      const by = `by the key of ${called(issuer)}`;
      const algorithm = showAlgorithm(certificate.signatureAlgorithm);
      const place = { of: certificate, field: "signature" };
      if (context.verifies(certificate, issuer)) {
        return found(
          true,
          `The signature on ${called(certificate)} was made ${by}, ${algorithm}`,
          place,
        );
      }
      const why = signatureAlgorithmOf(certificate.signatureAlgorithm) === undefined
        ? `cannot be checked, since ${algorithm} is not supported`
        : `was not made ${by}, or something was changed since`;
      return found(
        false,
        `The signature on ${called(certificate)} ${why}${lookalikeOf(issuer, context)}`,
        place,
      );
    });
  },
  link: (certificate, issuer, { verifies }) => verifies(certificate, issuer),
};

/** A remark on another certificate with the issuer's name, one that describes a curve of its own. */
function lookalikeOf(issuer: Certificate, { presented }: PathContext): string {
  const other = presented.find((one) =>
    one !== undefined && one !== issuer && sameName(one.subject, issuer.subject) &&
    bringsOwnCurve(one.subjectPublicKeyInfo)
  );
  return other === undefined
    ? ""
    : `; another ${called(issuer)} was sent along, whose key is on a curve of its own`;
}
