import { objectIdentifiers, type Oid } from "../der/oid.ts";

/** The object identifiers the lab knows by name. */
export const OIDS = {
  // Keys and signatures (RFC 3279, RFC 4055, RFC 5480, RFC 5758, RFC 8410).
  rsaEncryption: "1.2.840.113549.1.1.1",
  md5WithRSAEncryption: "1.2.840.113549.1.1.4",
  sha1WithRSAEncryption: "1.2.840.113549.1.1.5",
  "id-mgf1": "1.2.840.113549.1.1.8",
  "id-RSASSA-PSS": "1.2.840.113549.1.1.10",
  sha256WithRSAEncryption: "1.2.840.113549.1.1.11",
  sha384WithRSAEncryption: "1.2.840.113549.1.1.12",
  sha512WithRSAEncryption: "1.2.840.113549.1.1.13",
  "id-ecPublicKey": "1.2.840.10045.2.1",
  "prime-field": "1.2.840.10045.1.1",
  secp256r1: "1.2.840.10045.3.1.7",
  secp384r1: "1.3.132.0.34",
  secp521r1: "1.3.132.0.35",
  "ecdsa-with-SHA1": "1.2.840.10045.4.1",
  "ecdsa-with-SHA256": "1.2.840.10045.4.3.2",
  "ecdsa-with-SHA384": "1.2.840.10045.4.3.3",
  "ecdsa-with-SHA512": "1.2.840.10045.4.3.4",
  "id-Ed25519": "1.3.101.112",
  "id-sha1": "1.3.14.3.2.26",
  "id-sha256": "2.16.840.1.101.3.4.2.1",
  "id-sha384": "2.16.840.1.101.3.4.2.2",
  "id-sha512": "2.16.840.1.101.3.4.2.3",
  // Parts of names (RFC 4519, RFC 5280 §4.1.2.4).
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  countryName: "2.5.4.6",
  localityName: "2.5.4.7",
  stateOrProvinceName: "2.5.4.8",
  streetAddress: "2.5.4.9",
  organizationName: "2.5.4.10",
  organizationalUnitName: "2.5.4.11",
  organizationIdentifier: "2.5.4.97",
  domainComponent: "0.9.2342.19200300.100.1.25",
  userId: "0.9.2342.19200300.100.1.1",
  emailAddress: "1.2.840.113549.1.9.1",
  // Extensions (RFC 5280 §4.2 and §5.2, RFC 6960 §4.2.1 and §4.2.2.2.1, RFC 6962, RFC 7633).
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  cRLNumber: "2.5.29.20",
  cRLReasons: "2.5.29.21",
  deltaCRLIndicator: "2.5.29.27",
  issuingDistributionPoint: "2.5.29.28",
  certificateIssuer: "2.5.29.29",
  nameConstraints: "2.5.29.30",
  cRLDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extendedKeyUsage: "2.5.29.37",
  inhibitAnyPolicy: "2.5.29.54",
  anyPolicy: "2.5.29.32.0",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  tlsFeature: "1.3.6.1.5.5.7.1.24",
  "id-pkix-ocsp-basic": "1.3.6.1.5.5.7.48.1.1",
  "id-pkix-ocsp-nonce": "1.3.6.1.5.5.7.48.1.2",
  "id-pkix-ocsp-nocheck": "1.3.6.1.5.5.7.48.1.5",
  signedCertificateTimestampList: "1.3.6.1.4.1.11129.2.4.2",
  precertificatePoison: "1.3.6.1.4.1.11129.2.4.3",
  // Purposes and access methods (RFC 5280 §4.2.1.12, §4.2.2.1).
  anyExtendedKeyUsage: "2.5.29.37.0",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  OCSPSigning: "1.3.6.1.5.5.7.3.9",
  ocsp: "1.3.6.1.5.5.7.48.1",
  caIssuers: "1.3.6.1.5.5.7.48.2",
} as const satisfies Record<string, Oid>;

export type OidName = keyof typeof OIDS;

const NAMES = new Map<Oid, OidName>(
  Object.entries(OIDS).map(([name, oid]) => [oid, name as OidName]),
);

/** `keyUsage` for `2.5.29.15`; `undefined` for an identifier the lab has no word for. */
export function oidName(oid: Oid): OidName | undefined {
  return NAMES.get(oid);
}

/** OBJECT IDENTIFIER, shown with its name. */
export const objectIdentifier = objectIdentifiers(OIDS);
