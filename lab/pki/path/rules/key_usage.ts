import { extension } from "../../x509/certificate.ts";
import type { KeyUsageName } from "../../x509/extension_values.ts";
import { called, findings, type Rule } from "../rule.ts";

/** What a TLS peer's key can be for: signing, or the key exchanges of older versions. */
const TLS_USES: readonly KeyUsageName[] = ["digitalSignature", "keyEncipherment", "keyAgreement"];

/** Keys are used for what they were certified for, where the certificate says it. */
export const keyUsage: Rule = {
  id: "keyUsage",
  check(context) {
    const found = findings("keyUsage", "RFC 5280 §4.2.1.3, §6.1.4 (n)", context);
    return context.path.flatMap((certificate, i) => {
      const usage = extension(certificate, "keyUsage")?.value;
      if (usage === undefined) return [];
      const wanted: readonly KeyUsageName[] = i === 0 ? TLS_USES : ["keyCertSign"];
      const ok = wanted.some((use) => usage.includes(use));
      const allowed = usage.length === 0 ? "nothing at all" : usage.join(", ");
      return found(
        ok,
        `The key of ${called(certificate)} may be used for ${allowed}` +
          (ok ? "" : `, where ${wanted.join(" or ")} is needed`),
        { of: certificate, extension: "keyUsage" },
      );
    });
  },
};
