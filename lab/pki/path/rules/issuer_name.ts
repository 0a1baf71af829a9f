import { sameName, shortName } from "../../x509/name.ts";
import { called, findings, type Rule } from "../rule.ts";

/** Every certificate names as its issuer what the one above it calls itself. */
export const issuerName: Rule = {
  id: "issuerName",
  lesson: "A chain is read by names, and each certificate must name the one above it as its issuer",
  check(context) {
    const found = findings("issuerName", "RFC 5280 §6.1.3 (a)(4)", context);
    return context.path.slice(0, -1).map((certificate, i) => {
      const issuer = context.path[i + 1]!;
      const ok = sameName(certificate.issuer, issuer.subject);
      const names = `${called(certificate)} names "${shortName(certificate.issuer)}" as its issuer`;
      const detail = ok
        ? `${names}, as it should`
        : `${names}, but ${called(issuer)} stands above it`;
      return found(ok, detail, { of: certificate, field: "tbsCertificate.issuer" });
    });
  },
};
