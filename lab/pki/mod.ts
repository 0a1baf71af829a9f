/**
 * Certificates: reading them, writing them, judging them. Everything here is synchronous and
 * depends on nothing but its arguments.
 *
 * Decision: certificates are issued by this room's own DER codecs, since scenarios issue them while
 * they run, and an attack that mints certificates has 200 ms in all. Loading `@peculiar/x509` takes
 * 90 to 150 ms, and it answers with promises; `@peculiar/asn1-x509` alone takes 55 ms; this room
 * with everything takes 15. Requests (PKCS #10) are no part of a handshake: `authoring/mod.ts` writes
 * and reads them, and revocation lists once more, with the synchronous peculiar schemas: a second
 * pair of eyes beside our own, loaded by who needs it. In tests `@peculiar/x509` reads and verifies
 * what this room issues.
 */
export * as der from "./der/author.ts";
export { type Moment, momentOf, type Seconds, secondsOf, showTime } from "./der/calendar.ts";
export type { Oid } from "./der/oid.ts";
export { printable } from "./der/strings.ts";

export {
  type AlgorithmIdentifier,
  algorithmIdentifierOf,
  showAlgorithm,
  signatureAlgorithmOf,
} from "./x509/algorithm.ts";
export {
  assembleCertificate,
  Certificate,
  encodeTbs,
  extension,
  parseCertificate,
  parseTrustAnchor,
  type TbsCertificate,
} from "./x509/certificate.ts";
export {
  ecdsaNumbersOf,
  ecdsaSignature,
  type ExplicitKey,
  explicitKeyInfo,
  explicitKeyOf,
  pointFrom,
} from "./x509/explicit_curve.ts";
export { Extension, type KnownExtension, makeExtension, rawExtension } from "./x509/extension.ts";
export type {
  CrlReason,
  ExtensionName,
  ExtensionValues,
  KeyUsageName,
} from "./x509/extension_values.ts";
export { type GeneralName, showGeneralName } from "./x509/general_name.ts";
export { parseAddress, showAddress } from "./x509/ip_address.ts";
export {
  attribute,
  distinguishedName,
  Name,
  type NamePart,
  sameName,
  shortName,
  showName,
} from "./x509/name.ts";
export { type OidName, oidName, OIDS } from "./x509/oids.ts";
export { decodePem, encodePem, fromBase64, type PemBlock, toBase64 } from "./x509/pem.ts";
export { decodePrivateKey, encodePrivateKey } from "./x509/private_key.ts";
export {
  publicKeyOf,
  showKey,
  SubjectPublicKeyInfo,
  subjectPublicKeyInfoOf,
} from "./x509/public_key.ts";
export { type NamesRequest, readNamesRequest, requestForNames } from "./x509/request.ts";
export { type ByteRange, extensionRange, fieldTree, rangeOf } from "./x509/ranges.ts";
export { CertificateList, parseCertificateList } from "./x509/revocation_list.ts";

export {
  actingAuthority,
  type Authority,
  authority,
  type AuthorityOptions,
  type Identity,
  type IssueOptions,
  selfSigned,
} from "./authority/authority.ts";
export {
  issueCertificate,
  type Issuer,
  type KeyChoice,
  keyIdentifierOf,
  type Mistakes,
  type Tools,
  usualAlgorithm,
} from "./authority/issue.ts";
export type { CertificateProfile } from "./authority/profile.ts";

export { allowsUse, serverKeyUsage } from "./path/rules/key_usage.ts";
export { alertFor, type CertificateAlert } from "./path/alert.ts";
export { dnsNameMatches, type ReferenceName, referenceName } from "./path/reference_name.ts";
export {
  type Check,
  type PathContext,
  type PathEnd,
  placeOf,
  type Purpose,
  type Rule,
} from "./path/rule.ts";
export { BASELINE, lessonOf, type Profile, PROFILES, RFC_5280, WEB_PKI } from "./path/profiles.ts";
export { RULES } from "./path/rules.ts";
export { type Verdict, type VerifyOptions, verifyPath } from "./path/verify.ts";

export * from "./ct/mod.ts";
export * from "./revocation/mod.ts";
export * from "./zoo/mod.ts";
