import type { ExtensionName } from "../../x509/extension_values.ts";
import { oidName } from "../../x509/oids.ts";
import { called, findings, type Rule } from "../rule.ts";

/** The extensions that some rule of this folder, or TLS itself, acts upon. */
const PROCESSED: ReadonlySet<ExtensionName> = new Set<ExtensionName>([
  "basicConstraints",
  "keyUsage",
  "extendedKeyUsage",
  "subjectAltName",
  "nameConstraints",
  "authorityKeyIdentifier",
  "subjectKeyIdentifier",
  "certificatePolicies",
  "policyMappings",
  "policyConstraints",
  "inhibitAnyPolicy",
]);

/** A critical extension is one that must not be ignored by who does not understand it. */
export const criticalExtensions: Rule = {
  id: "criticalExtensions",
  lesson:
    "A critical extension changes what the certificate means, so who does not understand it must not guess",
  check(context) {
    const found = findings("criticalExtensions", "RFC 5280 §4.2, §6.1.4 (o), §6.1.5 (f)", context);
    return context.path.flatMap((certificate) => {
      const checks = certificate.extensions.flatMap(({ critical, name, oid }, i) => {
        if (!critical || (name !== undefined && PROCESSED.has(name))) return [];
        return found(
          false,
          `${called(certificate)} has the critical extension ${oidName(oid) ?? oid}, ` +
            "which is not understood here",
          { of: certificate, field: `tbsCertificate.extensions[${i}]` },
        );
      });
      return checks.length > 0
        ? checks
        : found(true, `Every critical extension of ${called(certificate)} is understood`, {
          of: certificate,
          field: "tbsCertificate.extensions",
        });
    });
  },
};
