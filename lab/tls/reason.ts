import { REASONS_12 } from "./reason12.ts";
import { type ReasonEntry, reasonEntry as entry } from "./reason_entry.ts";

export type { ReasonEntry };

/**
 * Every reason for which an engine ends a connection. The one place where a fault gets its alert;
 * displays and documents are made from it.
 */
export const REASONS = {
  // The record layer
  badRecordType: entry(
    "unexpected_message",
    "RFC 9846 §5",
    "A record must be of a known type, and of one that may come now.",
  ),
  recordTooLong: entry(
    "record_overflow",
    "RFC 9846 §5.1, §5.2",
    "A record has a largest size, so that a peer cannot make the other side hoard bytes.",
  ),
  emptyRecord: entry(
    "unexpected_message",
    "RFC 9846 §5.1",
    "Handshake and alert records must hold something: empty ones would be work without end.",
  ),
  badRecordMac: entry(
    "bad_record_mac",
    "RFC 9846 §5.2",
    "The authentication tag does not match: this is not what the sender sealed under this " +
      "key as the record of this number.",
  ),
  unprotectedRecord: entry(
    "unexpected_message",
    "RFC 9846 §5",
    "Once keys are in place, a record in the clear could have been written by anybody.",
  ),
  badInnerPlaintext: entry(
    "unexpected_message",
    "RFC 9846 §5.4",
    "A protected record must name its content type behind the content.",
  ),
  interleavedHandshake: entry(
    "unexpected_message",
    "RFC 9846 §5.1",
    "Nothing may come between the parts of one handshake message.",
  ),
  badChangeCipherSpec: entry(
    "unexpected_message",
    "RFC 9846 §5",
    "TLS 1.3 tolerates one fixed byte of change_cipher_spec for old middleboxes, and only during " +
      "the handshake.",
  ),
  handshakeAcrossKeyChange: entry(
    "unexpected_message",
    "RFC 9846 §5.1",
    "No handshake message may begin under one key and end under another.",
  ),
  noProgress: entry(
    "unexpected_message",
    "this engine's own policy: RFC 9846 allows it and sets no limit",
    "A peer that only keeps the other side busy, far beyond what any use needs, is cut off.",
  ),

  // Messages
  unexpectedMessage: entry(
    "unexpected_message",
    "RFC 9846 §4",
    "Every state of the handshake allows certain messages and no others.",
  ),
  undecodable: entry(
    "decode_error",
    "RFC 9846 §6.2",
    "A length or a value does not fit the structure the message must have.",
  ),
  messageTooLong: entry(
    "decode_error",
    "RFC 9846 §4, §6.2",
    "A handshake message larger than any sensible one is refused before it is stored.",
  ),
  badAlert: entry("decode_error", "RFC 9846 §6", "An alert is exactly two bytes."),

  // Extensions
  duplicateExtension: entry(
    "illegal_parameter",
    "RFC 9846 §4.3 [8446 §4.2]",
    "Each extension may stand only once in a message.",
  ),
  unsolicitedExtension: entry(
    "unsupported_extension",
    "RFC 9846 §4.3 [8446 §4.2]",
    "An answer may contain only extensions that were asked for.",
  ),
  misplacedExtension: entry(
    "illegal_parameter",
    "RFC 9846 §4.3 [8446 §4.2]",
    "Each extension belongs to certain messages only.",
  ),
  missingExtension: entry(
    "missing_extension",
    "RFC 9846 §9.2",
    "Without this extension there is nothing to agree on.",
  ),
  preSharedKeyNotLast: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
    "pre_shared_key must be the last extension, because its binders cover all that stands before.",
  ),
  badBinderCount: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
    "Every offered key has one binder, in the same order.",
  ),

  // Negotiation
  noCommonVersion: entry(
    "protocol_version",
    "RFC 9846 §4.3.1 [8446 §4.2.1]",
    "The two sides have no protocol version in common.",
  ),
  noCommonCipherSuite: entry(
    "handshake_failure",
    "RFC 9846 §4.2.1 [8446 §4.1.1]",
    "The two sides have no cipher suite in common.",
  ),
  noCommonGroup: entry(
    "handshake_failure",
    "RFC 9846 §4.2.1 [8446 §4.1.1]",
    "The two sides have no key exchange group in common.",
  ),
  noCommonSignatureScheme: entry(
    "handshake_failure",
    "RFC 9846 §4.5.1.2 [8446 §4.4.2.2]",
    "The server has no key that can sign in a way the client accepts.",
  ),
  noApplicationProtocol: entry(
    "no_application_protocol",
    "RFC 7301 §3.2",
    "The two sides have no application protocol in common.",
  ),
  noIdentity: entry(
    "unrecognized_name",
    "RFC 6066 §3",
    "The server has no certificate for the name asked for.",
  ),
  badCompressionMethods: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
    "TLS 1.3 does not compress: compressing secrets beside chosen text gave them away (CRIME).",
  ),
  ancientVersion: entry(
    "protocol_version",
    "RFC 9846 §E.5 [8446 §D.5]",
    "A hello that names SSL 3.0 or older is refused, whatever else it says.",
  ),
  badLegacyVersion: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
    "The legacy version field has one fixed value; the true version stands in an extension.",
  ),
  badSessionIdEcho: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
    "A server must send back the session id it was given.",
  ),
  selectedUnofferedVersion: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.1 [8446 §4.2.1]",
    "A server may choose only what was offered.",
  ),
  selectedUnofferedCipherSuite: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
    "A server may choose only what was offered.",
  ),
  selectedUnofferedGroup: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
    "A server may choose only a group it was sent a key share for, and in HelloRetryRequest ask " +
      "only for one that the client listed.",
  ),
  selectedUnofferedProtocol: entry(
    "illegal_parameter",
    "RFC 7301 §3.1",
    "A server may choose only what was offered, and exactly one.",
  ),
  changedCipherSuite: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.4 [8446 §4.1.4]",
    "The cipher suite chosen in HelloRetryRequest must stay.",
  ),
  changedClientHello: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
    "The second ClientHello must repeat the first, apart from what was asked for.",
  ),
  secondHelloRetryRequest: entry(
    "unexpected_message",
    "RFC 9846 §4.2.4 [8446 §4.1.4]",
    "A client is sent back at most once.",
  ),
  pointlessHelloRetryRequest: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.4 [8446 §4.1.4]",
    "A HelloRetryRequest must ask for something that changes the ClientHello.",
  ),
  cookieTooLong: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.2 [8446 §4.2.2]",
    "A cookie must leave room for the rest of the ClientHello that brings it back.",
  ),
  badKeyShare: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.8.2 [8446 §4.2.8.2], §7.4.2",
    "A public key must be a valid point: others can reveal the private key or force the secret.",
  ),
  duplicateKeyShare: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
    "A client sends at most one key share per group.",
  ),
  unlistedKeyShare: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
    "A client sends key shares only for groups that it lists in supported_groups.",
  ),
  selectedUnofferedPsk: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
    "A server may choose only a pre-shared key it was offered, with a suite of the key's hash and " +
      "in a way that was offered.",
  ),
  badEarlyData: entry(
    "illegal_parameter",
    "RFC 9846 §4.3.10 [8446 §4.2.10]",
    "Early data are accepted with the parameters they were sent under, or not at all.",
  ),
  tooMuchEarlyData: entry(
    "unexpected_message",
    "RFC 9846 §4.3.10 [8446 §4.2.10]",
    "A ticket says how much may come early, so that a server need not keep more.",
  ),
  badRecordSizeLimit: entry(
    "illegal_parameter",
    "RFC 8449 §4",
    "A record size limit below 64 bytes, or in an answer above what TLS 1.3 allows, is no limit " +
      "to work with.",
  ),
  badTicketLifetime: entry(
    "illegal_parameter",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
    "A ticket lives for a week at most.",
  ),
  badKeyUpdate: entry(
    "illegal_parameter",
    "RFC 9846 §4.7.3 [8446 §4.6.3]",
    "A KeyUpdate asks for an answer or does not; there is no third value.",
  ),

  // Authentication
  certificateRejected: entry(
    "bad_certificate",
    "RFC 5280 §6.1",
    "The certificate does not prove that this key belongs to this name.",
  ),
  statusRefused: entry(
    "certificate_unknown",
    "RFC 5280 §6.3, RFC 6960 §3.2",
    "The certificate was taken back by its issuer, or nobody would say that it was not.",
  ),
  pinMismatch: entry(
    "bad_certificate",
    "RFC 7469 §2.6",
    "The key is not one of those that this client has pinned.",
  ),
  undecodableCertificate: entry(
    "bad_certificate",
    "RFC 9846 §6.2",
    "The certificate is not valid DER.",
  ),
  unsupportedCertificateKey: entry(
    "unsupported_certificate",
    "RFC 9846 §6.2",
    "The certificate holds a kind of key that cannot sign here.",
  ),
  keyMayNotSign: entry(
    "illegal_parameter",
    "RFC 9846 §4.5.1.2 [8446 §4.4.2.2]",
    "A certificate can forbid that its key signs; then it cannot prove anything in TLS 1.3.",
  ),
  noServerCertificate: entry(
    "decode_error",
    "RFC 9846 §4.5.1 [8446 §4.4.2.4]",
    "A server must show a certificate.",
  ),
  certificateRequired: entry(
    "certificate_required",
    "RFC 9846 §4.5.1 [8446 §4.4.2.4]",
    "This server talks only to clients with a certificate.",
  ),
  badCertificateContext: entry(
    "illegal_parameter",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
    "The context must be empty during the handshake, and afterwards that of the request.",
  ),
  badCompressedCertificate: entry(
    "bad_certificate",
    "RFC 8879 §4",
    "A packed certificate must be packed in a way that was offered, and unpack to just the size it " +
      "announces: a few bytes can stand for gigabytes.",
  ),
  badSignatureScheme: entry(
    "illegal_parameter",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
    "The signature must be of a scheme that was offered and that fits the key.",
  ),
  badSignature: entry(
    "decrypt_error",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
    "The signature over the transcript does not fit the certificate's key: the sender does not " +
      "hold that key, or has seen another conversation.",
  ),
  badBinder: entry(
    "decrypt_error",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
    "The binder over the hello was not made with the pre-shared key: whoever sent it does not hold " +
      "the key, or the hello was changed on the way.",
  ),
  badFinished: entry(
    "decrypt_error",
    "RFC 9846 §4.5.3 [8446 §4.4.4]",
    "The two sides have not seen the same handshake.",
  ),

  // What only TLS 1.2 and older know
  ...REASONS_12,
} as const satisfies Record<string, ReasonEntry>;

/** Why an engine ended a connection. */
export type Reason = keyof typeof REASONS;
