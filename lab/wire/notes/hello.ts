import { note, type Notes } from "./note.ts";

/** The two hellos: what is offered and what is chosen. */
export const HELLO_NOTES: Notes = {
  ClientHello: note(
    "The client speaks first and offers everything it can do. All of it is in the clear, so an " +
      "observer can read it.",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
  ),
  "ClientHello.legacyVersion": note(
    "Always says TLS 1.2. Many servers broke when they saw a higher number here, so the true " +
      "versions moved into the supported_versions extension.",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
  ),
  "ClientHello.random": note(
    "32 bytes that are fresh for every connection. They make each handshake different, so nothing " +
      "recorded earlier can be used again.",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
  ),
  "ClientHello.legacySessionId": note(
    "Was once for resuming sessions. Now it holds random bytes, or nothing, so that the handshake " +
      "looks like TLS 1.2 to old middleboxes.",
    "RFC 9846 §4.2.2 [8446 §4.1.2], §E.4 [8446 §D.4]",
  ),
  "ClientHello.cipherSuites": note(
    "Pairs of a record cipher and a hash, the client's favourite first. The server picks one.",
    "RFC 9846 §4.2.2 [8446 §4.1.2], §B.4",
  ),
  "ClientHello.legacyCompressionMethods": note(
    "Exactly one zero byte: no compression. Compressing secrets together with text an attacker can " +
      "choose gave the secrets away (CRIME).",
    "RFC 9846 §4.2.2 [8446 §4.1.2]",
  ),
  "ClientHello.extensions": note(
    "In TLS 1.3 nearly everything is negotiated in extensions. What the receiver does not know, " +
      "it passes over.",
    "RFC 9846 §4.3 [8446 §4.2]",
  ),
  ServerHello: note(
    "The server's choice from the offer. With its key share both sides can compute keys, and " +
      "everything after this message is encrypted. With one special random it is a " +
      "HelloRetryRequest instead.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.legacyVersion": note(
    "Always says TLS 1.2; the version really chosen stands in supported_versions.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.random": note(
    '32 fresh bytes of the server. One fixed value, the hash of "HelloRetryRequest", means: try ' +
      "again. A server that can do TLS 1.3 but chooses an older version ends it with a mark " +
      "that reveals a downgrade.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.legacySessionIdEcho": note(
    "The client's session id sent back, which makes the handshake look like a resumed TLS 1.2 " +
      "session.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.cipherSuite": note(
    "The one suite chosen from the client's list. Its hash runs the key schedule, its cipher " +
      "protects the records.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.legacyCompressionMethod": note(
    "Always zero: no compression.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.extensions": note(
    "Only what is needed to agree on keys stands here in the clear. The other answers wait for " +
      "EncryptedExtensions.",
    "RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
};
