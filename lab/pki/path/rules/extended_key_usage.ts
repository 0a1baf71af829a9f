import { extension } from "../../x509/certificate.ts";
import { oidName, OIDS } from "../../x509/oids.ts";
import { called, findings, type Rule } from "../rule.ts";

/**
 * The leaf is certified for the purpose, and so is every intermediate that names purposes at all:
 * the web PKI lets an authority restrict what its descendants are for (CA/Browser Forum Baseline
 * Requirements §7.1.2.10.6), which RFC 5280 leaves open. Trust anchors are not asked.
 */
export const extendedKeyUsage: Rule = {
  id: "extendedKeyUsage",
  lesson:
    "A certificate that was issued to sign e-mail says nothing about who may run a web server",
  check(context) {
    const { path, end, purpose } = context;
    const found = findings("extendedKeyUsage", "RFC 5280 §4.2.1.12", context);
    const asked = end === "trusted" && path.length > 1 ? path.slice(0, -1) : path;
    return asked.flatMap((certificate) => {
      const purposes = extension(certificate, "extendedKeyUsage")?.value;
      if (purposes === undefined) return [];
      const ok = purposes.includes(OIDS[purpose]) || purposes.includes(OIDS.anyExtendedKeyUsage);
      const names = purposes.map((oid) => oidName(oid) ?? oid).join(", ");
      return found(
        ok,
        `${called(certificate)} is for ${names}${ok ? "" : `, where ${purpose} is needed`}`,
        { of: certificate, extension: "extendedKeyUsage" },
      );
    });
  },
};
