import { equalBytes } from "../../../bytes/mod.ts";
import { extension } from "../../x509/certificate.ts";
import { showGeneralName } from "../../x509/general_name.ts";
import { attribute } from "../../x509/name.ts";
import { dnsNameMatches } from "../reference_name.ts";
import { findings, quoted, type Rule } from "../rule.ts";

/**
 * The leaf was issued to the name the client asked for. Only the subjectAltName counts; common
 * names were never precise enough to rely on (RFC 9525 §2, §6.3 and §6.5).
 */
export const name: Rule = {
  id: "name",
  lesson:
    "A valid certificate proves that somebody is who they are; only the name says whether that is whom you wanted",
  check(context) {
    const wanted = context.name;
    if (wanted === undefined) return [];
    const found = findings("name", "RFC 9525 §6.3", context);
    const leaf = context.path[0]!;
    const names = extension(leaf, "subjectAltName")?.value;
    if (names === undefined) {
      return [found(
        false,
        `The certificate has no subjectAltName, where ${quoted(wanted.text)} is wanted` +
          commonNameRemark(attribute(leaf.subject, "commonName"), wanted.text),
        { of: leaf, field: "tbsCertificate.subject" },
      )];
    }
    const place = { of: leaf, extension: "subjectAltName" } as const;
    const match = names.find((one) =>
      wanted.type === "dns"
        ? one.type === "dNSName" && dnsNameMatches(one.value, wanted.labels)
        : wanted.type === "ip" && one.type === "iPAddress" && equalBytes(one.value, wanted.address)
    );
    if (match !== undefined) {
      return [found(true, `The certificate is for ${showGeneralName(match)}`, place)];
    }
    const shown = names.slice(0, 5).map(showGeneralName).join(", ");
    const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
    return [found(
      false,
      `The certificate is for ${shown}${more}, where ${quoted(wanted.text)} is wanted` +
        commonNameRemark(attribute(leaf.subject, "commonName"), wanted.text),
      place,
    )];
  },
};

function commonNameRemark(commonName: string | undefined, wanted: string): string {
  return commonName === wanted ? "; its common name says so, but does not count" : "";
}
