import { type Certificate, extension } from "../../x509/certificate.ts";
import { oidName } from "../../x509/oids.ts";
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
  check(context) {
    const found = findings("profile", "RFC 5280 §4.1, §4.2", context);
    return context.path.flatMap((certificate) => {
      const faults = faultsOf(certificate);
      if (faults.length === 0) {
        return found(true, `${called(certificate)} keeps to the profile of certificates`, {
          of: certificate,
        });
      }
      return faults.map(({ detail, field }) => found(false, detail, { of: certificate, field }));
    });
  },
};

function faultsOf(certificate: Certificate): readonly Fault[] {
  const { version, serialNumber, issuer, subject, extensions } = certificate;
  const who = called(certificate);
  const faults: Fault[] = [];
  const fault = (detail: string, field: string) => faults.push({ detail, field });

  if (version !== 3 && extensions.length > 0) {
    fault(`${who} has extensions although its version is ${version}`, "tbsCertificate.version");
  }
  if (serialNumber[0]! >= 0x80 || serialNumber.every((octet) => octet === 0)) {
    fault(`The serial number of ${who} is not positive`, "tbsCertificate.serialNumber");
  }
  if (serialNumber.length > MAX_SERIAL_OCTETS) {
    const count = `${serialNumber.length} bytes, where ${MAX_SERIAL_OCTETS} are allowed`;
    fault(`The serial number of ${who} has ${count}`, "tbsCertificate.serialNumber");
  }
  if (issuer.rdns.length === 0) {
    fault(`${who} does not name its issuer`, "tbsCertificate.issuer");
  }
  if (subject.rdns.length === 0 && extension(certificate, "basicConstraints")?.value.cA) {
    fault("An authority on the path has no name", "tbsCertificate.subject");
  }
  if (subject.rdns.length === 0 && extension(certificate, "subjectAltName")?.critical === false) {
    fault(
      `${who} is named by its subjectAltName alone, which is not critical`,
      "tbsCertificate.subject",
    );
  }
  for (const [i, { oid }] of extensions.entries()) {
    if (extensions.findIndex((one) => one.oid === oid) < i) {
      fault(`${who} has ${oidName(oid) ?? oid} twice`, `tbsCertificate.extensions[${i}]`);
    }
  }
  return faults;
}
