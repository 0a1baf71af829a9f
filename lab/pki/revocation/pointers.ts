import { type Certificate, extension } from "../x509/certificate.ts";
import type { GeneralName } from "../x509/general_name.ts";
import { OIDS } from "../x509/oids.ts";

/** The number of the TLS extension that brings a stapled answer (RFC 6066 §8). */
export const STATUS_REQUEST = 5;

/** Where a certificate says that its issuer answers questions about it, over plain HTTP. */
export function responderOf(certificate: Certificate): string | undefined {
  const access = extension(certificate, "authorityInfoAccess")?.value ?? [];
  return httpAddress(
    access.filter(({ accessMethod }) => accessMethod === OIDS.ocsp)
      .map(({ accessLocation }) => accessLocation),
  );
}

/** Where a certificate says that its issuer's list of revoked certificates is, over plain HTTP. */
export function listAddressOf(certificate: Certificate): string | undefined {
  const points = extension(certificate, "cRLDistributionPoints")?.value ?? [];
  return httpAddress(
    points.flatMap(({ distributionPoint }) =>
      distributionPoint?.type === "fullName" ? distributionPoint.value : []
    ),
  );
}

/** Whether the certificate promises that its server staples an answer (RFC 7633 §4.2.3.1). */
export function promisesStaple(certificate: Certificate): boolean {
  return extension(certificate, "tlsFeature")?.value.includes(STATUS_REQUEST) ?? false;
}

function httpAddress(names: readonly GeneralName[]): string | undefined {
  for (const name of names) {
    if (name.type === "uniformResourceIdentifier" && /^http:\/\/\S+$/.test(name.value)) {
      return name.value;
    }
  }
  return undefined;
}
