import { equalBytes } from "../../../bytes/mod.ts";
import { type Certificate, extension, isSelfIssued } from "../../x509/certificate.ts";
import { called, type Check, findings, type PathContext, type Rule } from "../rule.ts";

/** The root is made as roots for the web are: it names its own key once, and no purposes. */
export const webRoot: Rule = {
  id: "webRoot",
  lesson:
    "A root is trusted for every site there is, so it has to be made with more care than what it signs",
  check(context) {
    const root = context.path.at(-1)!;
    if (context.end !== "trusted" || context.path.length < 2) return [];
    const faults = [...identifierFaults(root, context), ...extensionFaults(root, context)];
    if (faults.length > 0) return faults;
    const found = findings("webRoot", "CA/Browser Forum TLS BR §7.1.2.1.2", context);
    return [found(true, `${called(root)} is made as roots for the web are`, { of: root })];
  },
};

/** `authorityKeyIdentifier` of a root: its own subjectKeyIdentifier and nothing besides. */
function identifierFaults(root: Certificate, context: PathContext): readonly Check[] {
  const authority = extension(root, "authorityKeyIdentifier")?.value;
  if (authority === undefined || !isSelfIssued(root)) return [];
  const found = findings("webRoot", "CA/Browser Forum TLS BR §7.1.2.1.3", context);
  const place = { of: root, extension: "authorityKeyIdentifier" } as const;
  const faults: Check[] = [];
  const own = extension(root, "subjectKeyIdentifier")?.value;
  const { keyIdentifier, authorityCertIssuer, authorityCertSerialNumber } = authority;
  if (keyIdentifier === undefined) {
    const detail = `The authorityKeyIdentifier of ${called(root)} has no keyIdentifier`;
    faults.push(found(false, detail, place));
  } else if (own === undefined || !equalBytes(keyIdentifier, own)) {
    const detail = `${
      called(root)
    } signed itself, but names another key than its own as the signer`;
    faults.push(found(false, detail, place));
  }
  if (authorityCertIssuer !== undefined || authorityCertSerialNumber !== undefined) {
    const detail =
      `${called(root)} names its issuer a second way, by name or number, which roots ` +
      "for the web must not";
    faults.push(found(false, detail, place));
  }
  return faults;
}

function extensionFaults(root: Certificate, context: PathContext): readonly Check[] {
  const faults: Check[] = [];
  if (extension(root, "extendedKeyUsage") !== undefined) {
    const found = findings("webRoot", "CA/Browser Forum TLS BR §7.1.2.1.2", context);
    const detail = `${called(root)} is a root and names purposes, which roots for the web must not`;
    faults.push(found(false, detail, { of: root, extension: "extendedKeyUsage" }));
  }
  if (extension(root, "subjectKeyIdentifier") === undefined) {
    const found = findings("webRoot", "RFC 5280 §4.2.1.2", context);
    const detail = `${called(root)} is an authority without subjectKeyIdentifier`;
    faults.push(found(false, detail, { of: root, field: "tbsCertificate.extensions" }));
  }
  return faults;
}
