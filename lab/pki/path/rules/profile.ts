import { type Certificate, extension, isSelfIssued } from "../../x509/certificate.ts";
import type { Oid } from "../../der/oid.ts";
import { oidName } from "../../x509/oids.ts";
import { isAnchor } from "../candidates.ts";
import { called, findings, type Rule } from "../rule.ts";

const MAX_SERIAL_OCTETS = 20;

/** A way in which a certificate breaks the profile, and the field that does. */
interface Fault {
  readonly detail: string;
  readonly field: string;
}

/** Certificates keep to the profile of RFC 5280 §4, where breaking it has been abused or misread. */
export const profile: Rule = {
  id: "profile",
  lesson:
    "Certificates that break small rules were made by careless software or by somebody who hopes that readers disagree",
  check(context) {
    const found = findings("profile", "RFC 5280 §4.1, §4.2", context);
    const { path, end } = context;
    // Some roots were signed by their own keys under another name, and are self-signed all the same.
    const isSelfMade = (one: Certificate) =>
      isSelfIssued(one) || (isAnchor(one, context) && context.verifies(one, one));
    return path.flatMap((certificate, i) => {
      const role = i === 0
        ? "leaf"
        : end === "trusted" && i === path.length - 1
        ? "anchor"
        : "issuer";
      const faults = [
        ...fieldFaults(certificate, role),
        ...extensionFaults(certificate, role, isSelfMade),
      ];
      if (faults.length === 0) {
        const detail = `${called(certificate)} keeps to the profile of certificates`;
        return found(true, detail, { of: certificate });
      }
      return faults.map(({ detail, field }) => found(false, detail, { of: certificate, field }));
    });
  },
};

/** Trust anchors are judged more mildly: some trusted roots are older than the profile. */
type Role = "leaf" | "issuer" | "anchor";

function fieldFaults(certificate: Certificate, role: Role): readonly Fault[] {
  const { version, serialNumber, issuer, subject, extensions } = certificate;
  const who = called(certificate);
  const faults: Fault[] = [];
  const fault = (detail: string, field: string) => faults.push({ detail, field });
  if (version !== 3 && extensions.length > 0) {
    fault(`${who} has extensions although its version is ${version}`, "tbsCertificate.version");
  }
  if (
    role !== "anchor" && (serialNumber[0]! >= 0x80 || serialNumber.every((octet) => octet === 0))
  ) {
    fault(`The serial number of ${who} is not positive`, "tbsCertificate.serialNumber");
  }
  if (serialNumber.length > MAX_SERIAL_OCTETS) {
    const count = `${serialNumber.length} bytes, where ${MAX_SERIAL_OCTETS} are allowed`;
    fault(`The serial number of ${who} has ${count}`, "tbsCertificate.serialNumber");
  }
  if (issuer.rdns.length === 0) {
    fault(`${who} does not name its issuer`, "tbsCertificate.issuer");
  }
  if (subject.rdns.length === 0 && role !== "leaf") {
    fault("An authority on the path has no name", "tbsCertificate.subject");
  }
  if (subject.rdns.length === 0 && extension(certificate, "subjectAltName")?.critical === false) {
    const detail = `${who} is named by its subjectAltName alone, which is not critical`;
    fault(detail, "tbsCertificate.subject");
  }
  return faults;
}

function extensionFaults(
  certificate: Certificate,
  role: Role,
  isSelfMade: (one: Certificate) => boolean,
): readonly Fault[] {
  const who = called(certificate);
  const faults: Fault[] = [];
  const isAuthority = extension(certificate, "basicConstraints")?.value.cA === true;
  for (const [i, one] of certificate.extensions.entries()) {
    const { oid, name, critical } = one;
    const fault = (detail: string) =>
      faults.push({ detail, field: `tbsCertificate.extensions[${i}]` });
    if (certificate.extensions.findIndex((other) => other.oid === oid) < i) {
      fault(`${who} has ${oidName(oid) ?? oid} twice`);
    }
    if (critical && (name === "authorityKeyIdentifier" || name === "subjectKeyIdentifier")) {
      fault(`${name} of ${who} is critical, which it must not be`);
    }
    if (!critical && name === "basicConstraints" && isAuthority) {
      fault(`${who} is an authority, but its basicConstraints are not critical`);
    }
    if (!critical && (name === "policyConstraints" || name === "inhibitAnyPolicy")) {
      fault(`${name} of ${who} is not critical, which it must be`);
    }
    if (
      one.name === "policyConstraints" && Object.values(one.value).every((n) => n === undefined)
    ) {
      fault(`The policyConstraints of ${who} constrain nothing`);
    }
    if (one.name === "certificatePolicies" && hasTwice(one.value)) {
      fault(`${who} names a policy twice`);
    }
    if (
      one.name === "basicConstraints" && !one.value.cA && one.value.pathLenConstraint !== undefined
    ) {
      fault(`${who} limits the authorities below it, but is no authority`);
    }
    if (role === "leaf" && one.name === "keyUsage" && one.value.length === 0) {
      fault(`The keyUsage of ${who} allows nothing`);
    }
    if (!critical && name === "nameConstraints") {
      fault(`${name} of ${who} are not critical, which they must be`);
    }
    if (name === "nameConstraints" && !isAuthority) {
      fault(`${who} has nameConstraints, but is no authority`);
    }
    if (
      one.name === "nameConstraints" && !one.value.permittedSubtrees && !one.value.excludedSubtrees
    ) {
      fault(`The nameConstraints of ${who} constrain nothing`);
    }
  }
  const extensions = "tbsCertificate.extensions";
  if (!hasIssuerKey(certificate) && !isSelfMade(certificate)) {
    faults.push({
      detail: `${who} does not say which key of its issuer signed it`,
      field: extensions,
    });
  }
  if (role === "issuer" && extension(certificate, "subjectKeyIdentifier") === undefined) {
    faults.push({
      detail: `${who} is an authority without subjectKeyIdentifier`,
      field: extensions,
    });
  }
  return faults;
}

function hasTwice(policies: readonly { readonly policyIdentifier: Oid }[]): boolean {
  return new Set(policies.map(({ policyIdentifier }) => policyIdentifier)).size < policies.length;
}

function hasIssuerKey(certificate: Certificate): boolean {
  return extension(certificate, "authorityKeyIdentifier")?.value.keyIdentifier !== undefined;
}
