/**
 * The contents of the extensions the lab understands, each as one codec (RFC 5280 §4.2). Names of
 * members and bits are those of the ASN.1 modules.
 */
import { type Bytes, decode, type Infer } from "../../bytes/mod.ts";
import { SignedCertificateTimestampList } from "../ct/structures.ts";
import { type DerCodec, type Element, element, explicit, implicit } from "../der/element.ts";
import {
  boolean,
  enumerated,
  integerOctets,
  namedBits,
  nullElement,
  octetString,
  smallInteger,
} from "../der/primitives.ts";
import { any, choice, optional, sequence, sequenceOf, withDefault } from "../der/structure.ts";
import { GeneralName, GeneralNames, showGeneralName } from "./general_name.ts";
import { objectIdentifier, oidName } from "./oids.ts";

/** Whether the subject is an authority, and how many more may follow below it (§4.2.1.9). */
const BasicConstraints = sequence(
  "BasicConstraints",
  {
    cA: withDefault(boolean, false),
    pathLenConstraint: optional(smallInteger),
  },
  ({ cA, pathLenConstraint }) =>
    `cA ${cA}${pathLenConstraint === undefined ? "" : `, pathLenConstraint ${pathLenConstraint}`}`,
);

/** What the key may do (§4.2.1.3), in the order of the bits. */
const KEY_USES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
const KeyUsage = namedBits("KeyUsage", KEY_USES);
/** The same with zero bits at the end, for roots that are trusted all the same. */
export const LaxKeyUsage = namedBits("KeyUsage", KEY_USES, "any length");
/** A bit of `KeyUsage`: `keyCertSign`. */
export type KeyUsageName = Infer<typeof KeyUsage>[number];

/** What the certificate is for, as object identifiers (§4.2.1.12). */
const ExtendedKeyUsage = sequenceOf("ExtKeyUsageSyntax", objectIdentifier);

/** Which key of the issuer signed, for issuers that have several (§4.2.1.1). */
const AuthorityKeyIdentifier = sequence("AuthorityKeyIdentifier", {
  keyIdentifier: optional(implicit(0, octetString)),
  authorityCertIssuer: optional(implicit(1, GeneralNames)),
  authorityCertSerialNumber: optional(implicit(2, integerOctets)),
});

const GeneralSubtree = sequence("GeneralSubtree", {
  base: GeneralName,
  minimum: withDefault(implicit(0, smallInteger), 0),
  maximum: optional(implicit(1, smallInteger)),
}, ({ base }) => showGeneralName(base));
const GeneralSubtrees = sequenceOf("GeneralSubtrees", GeneralSubtree);

/** Which names an authority's descendants may carry (§4.2.1.10). */
const NameConstraints = sequence("NameConstraints", {
  permittedSubtrees: optional(implicit(0, GeneralSubtrees)),
  excludedSubtrees: optional(implicit(1, GeneralSubtrees)),
});

/** Under which rules the certificate was issued; the qualifiers stay octets (§4.2.1.4). */
const CertificatePolicies = sequenceOf(
  "CertificatePolicies",
  sequence("PolicyInformation", {
    policyIdentifier: objectIdentifier,
    policyQualifiers: optional(any),
  }),
);

/** Which policies of the issuer's count as which of the subject's (§4.2.1.5). */
const PolicyMappings = sequenceOf(
  "PolicyMappings",
  sequence("PolicyMapping", {
    issuerDomainPolicy: objectIdentifier,
    subjectDomainPolicy: objectIdentifier,
  }),
);

/** After how many certificates a policy is needed, or none is mapped any more (§4.2.1.11). */
const PolicyConstraints = sequence("PolicyConstraints", {
  requireExplicitPolicy: optional(implicit(0, smallInteger)),
  inhibitPolicyMapping: optional(implicit(1, smallInteger)),
});

const ReasonFlags = namedBits("ReasonFlags", [
  "unused",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "privilegeWithdrawn",
  "aACompromise",
]);

const DistributionPointName = choice("DistributionPointName", {
  fullName: implicit(0, GeneralNames),
  nameRelativeToCRLIssuer: { ...any, accepts: (identifier: number) => identifier === 0xa1 },
});

/** Where revocation lists are found (§4.2.1.13). */
const CrlDistributionPoints = sequenceOf(
  "CRLDistributionPoints",
  sequence("DistributionPoint", {
    distributionPoint: optional(explicit(0, DistributionPointName)),
    reasons: optional(implicit(1, ReasonFlags)),
    cRLIssuer: optional(implicit(2, GeneralNames)),
  }),
);

/** In a revocation list: about which certificates and reasons it speaks (§5.2.5). */
const IssuingDistributionPoint = sequence("IssuingDistributionPoint", {
  distributionPoint: optional(explicit(0, DistributionPointName)),
  onlyContainsUserCerts: withDefault(implicit(1, boolean), false),
  onlyContainsCACerts: withDefault(implicit(2, boolean), false),
  onlySomeReasons: optional(implicit(3, ReasonFlags)),
  indirectCRL: withDefault(implicit(4, boolean), false),
  onlyContainsAttributeCerts: withDefault(implicit(5, boolean), false),
});

/** Why a certificate no longer holds (§5.3.1). */
export const CrlReason = enumerated("CRLReason", {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
});
/** A value of `CRLReason`: `keyCompromise`. */
export type CrlReason = Infer<typeof CrlReason>;

/** Which extensions of TLS a server of this certificate supports (RFC 7633 §4.1): their numbers. */
const TlsFeatures = sequenceOf("Features", smallInteger);

/** Where the issuer's certificate and OCSP responder are found (§4.2.2.1). */
const AuthorityInfoAccess = sequenceOf(
  "AuthorityInfoAccessSyntax",
  sequence(
    "AccessDescription",
    {
      accessMethod: objectIdentifier,
      accessLocation: GeneralName,
    },
    ({ accessMethod, accessLocation }) =>
      `${oidName(accessMethod) ?? accessMethod} ${showGeneralName(accessLocation)}`,
  ),
);

/**
 * Promises of logs, each as octets (RFC 6962 §3.3); `undefined` for what is no list. That makes the
 * promises worthless, and not the certificate.
 */
const TimestampList: Element<readonly Bytes[] | undefined> = element(
  "OCTET STRING",
  octetString.identifier,
  {
    read(reader) {
      reader.annotate("sctList", SignedCertificateTimestampList, reader.left);
      const list = decode(SignedCertificateTimestampList, reader.rest());
      return list.ok ? list.value : undefined;
    },
    write(writer, list) {
      if (list === undefined) throw new RangeError("Cannot write a list of timestamps: it is none");
      SignedCertificateTimestampList.write(writer, list);
    },
  },
);

/** The extensions that are read into values, under the names of `OIDS`. */
export const EXTENSION_VALUES = {
  basicConstraints: BasicConstraints,
  keyUsage: KeyUsage,
  extendedKeyUsage: ExtendedKeyUsage,
  subjectAltName: GeneralNames,
  issuerAltName: GeneralNames,
  authorityKeyIdentifier: AuthorityKeyIdentifier,
  subjectKeyIdentifier: octetString,
  nameConstraints: NameConstraints,
  certificatePolicies: CertificatePolicies,
  policyMappings: PolicyMappings,
  policyConstraints: PolicyConstraints,
  inhibitAnyPolicy: smallInteger,
  cRLDistributionPoints: CrlDistributionPoints,
  authorityInfoAccess: AuthorityInfoAccess,
  signedCertificateTimestampList: TimestampList,
  tlsFeature: TlsFeatures,
  cRLNumber: integerOctets,
  cRLReasons: CrlReason,
  deltaCRLIndicator: integerOctets,
  issuingDistributionPoint: IssuingDistributionPoint,
  "id-pkix-ocsp-nonce": octetString,
  "id-pkix-ocsp-nocheck": nullElement,
} as const satisfies Record<string, DerCodec<unknown>>;

/** `basicConstraints`, `subjectAltName`, … */
export type ExtensionName = keyof typeof EXTENSION_VALUES;
/** The value types by name. */
export type ExtensionValues = { [K in ExtensionName]: Infer<(typeof EXTENSION_VALUES)[K]> };
