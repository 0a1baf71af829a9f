/**
 * Certificates: reading them, writing them, judging them. Everything here is synchronous and
 * depends on nothing but its arguments.
 *
 * Certificates that scenarios issue on their way are written by this room's own DER codecs.
 * `@peculiar/x509` returns promises and takes some 90 ms to load, `@peculiar/asn1-x509` some 40 ms,
 * of the 200 ms an attack that mints certificates may take in all. Requests and revocation lists
 * are no part of a handshake; `request.ts` beside this file writes them with the peculiar schemas
 * and is loaded only by who needs it.
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
  type TbsCertificate,
} from "./x509/certificate.ts";
export { Extension, type KnownExtension, makeExtension, rawExtension } from "./x509/extension.ts";
export type { ExtensionName, ExtensionValues, KeyUsageName } from "./x509/extension_values.ts";
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
export { decodePem, encodePem, type PemBlock } from "./x509/pem.ts";
export { decodePrivateKey, encodePrivateKey } from "./x509/private_key.ts";
export {
  publicKeyOf,
  showKey,
  SubjectPublicKeyInfo,
  subjectPublicKeyInfoOf,
} from "./x509/public_key.ts";
export { type ByteRange, extensionRange, fieldTree, rangeOf } from "./x509/ranges.ts";

export {
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

export { allowsUse } from "./path/rules/key_usage.ts";
export { alertFor, type CertificateAlert } from "./path/alert.ts";
export { dnsNameMatches, type ReferenceName, referenceName } from "./path/reference_name.ts";
export type { Check, PathContext, PathEnd, Purpose, Rule } from "./path/rule.ts";
export { RULES } from "./path/rules.ts";
export { type Verdict, type VerifyOptions, verifyPath } from "./path/verify.ts";
