import { reasonEntry as entry } from "./reason_entry.ts";

/** Reasons that only TLS 1.2 and older know; see `REASONS`. */
export const REASONS_12 = {
  badRecordVersion: entry(
    "protocol_version",
    "RFC 5246 §E.1",
    "Once a version is agreed on, every record says so.",
  ),
  paddingRefused: entry(
    "decryption_failed",
    "RFC 5246 §7.2.2",
    "To say that the padding was wrong, and not the MAC, is to answer questions about the plaintext.",
  ),
  keyDoesNotFit: entry(
    "unsupported_certificate",
    "RFC 5246 §7.4.2",
    "A cipher suite of TLS 1.2 fixes what kind of key the certificate must hold.",
  ),
  missingServerKeyExchange: entry(
    "unexpected_message",
    "RFC 5246 §7.4.3",
    "Some key exchanges need more from the server than its certificate holds.",
  ),
  weakGroup: entry(
    "insufficient_security",
    "RFC 7919 §3",
    "A short prime for Diffie-Hellman has been broken before, for all who use it at once.",
  ),
  badPointFormats: entry(
    "illegal_parameter",
    "RFC 8422 §5.1.2",
    "Everybody who uses elliptic curves takes uncompressed points.",
  ),
  unknownPsk: entry(
    "unknown_psk_identity",
    "RFC 4279 §2",
    "A secret from elsewhere is of use only if both sides have it under the same name.",
  ),
  badPremaster: entry(
    "decrypt_error",
    "RFC 5246 §7.4.7.1",
    "To say that an encrypted secret was badly padded is to answer questions about any ciphertext.",
  ),
  certificateRequired12: entry(
    "handshake_failure",
    "RFC 5246 §7.4.6",
    "This server talks only to clients that show a certificate.",
  ),
  downgradeDetected: entry(
    "illegal_parameter",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
    "A server that could speak a newer version marks its random, and its signature covers the " +
      "mark: somebody on the way made the two settle for less.",
  ),
  inappropriateFallback: entry(
    "inappropriate_fallback",
    "RFC 7507 §3",
    "A client that tries again with an older version says so, and a server that speaks a newer " +
      "one then knows that somebody broke the first attempt.",
  ),
  badCompression: entry(
    "decompression_failure",
    "RFC 5246 §7.2.2",
    "What is unpacked must be what it claims to be, and no longer than a record may be: a few bytes " +
      "can stand for very many.",
  ),
  resumedUnoffered: entry(
    "illegal_parameter",
    "RFC 5246 §7.4.1.3",
    "A server can only go on from the session that was offered, with the version and the cipher " +
      "suite that it had.",
  ),
  mixedMainSecrets: entry(
    "handshake_failure",
    "RFC 7627 §5.3",
    "Where a session's main secret is bound to its handshake, each resumption must say so too: " +
      "else an attacker in the middle could join two sessions.",
  ),
  unboundRenegotiation: entry(
    "handshake_failure",
    "RFC 5746 §3.4, §3.6",
    "A new handshake on an old connection must name the one before, or it could be somebody else's.",
  ),
} as const;
