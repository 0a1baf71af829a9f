import { note, type Notes } from "./note.ts";

/** What is neither a handshake message nor an alert: the switch of keys, echoes, and SSL 2.0. */
export const LEGACY_NOTES: Notes = {
  ChangeCipherSpec: note(
    "From here on the sender protects its records with the new keys. In TLS 1.3 it means nothing " +
      "and is there for old equipment on the way.",
    "RFC 5246 §7.1, RFC 9846 §5",
  ),
  "ChangeCipherSpec.type": note(
    "Always 1. It is no handshake message, so no transcript covers it: each state has to say " +
      "whether it may come.",
    "RFC 5246 §7.1",
  ),
  HeartbeatMessage: note(
    "A request to send something back, or the answer. It keeps a quiet connection open.",
    "RFC 6520 §3, §4",
  ),
  "HeartbeatMessage.type": note("Request or response.", "RFC 6520 §4"),
  "HeartbeatMessage.payload": note(
    "What the answer has to repeat. Its length must fit into the record; a server that believed a " +
      "longer one sent back what lay behind it in memory (Heartbleed).",
    "RFC 6520 §4",
  ),
  "HeartbeatMessage.padding": note(
    "At least 16 random bytes, which the receiver ignores.",
    "RFC 6520 §4",
  ),
  V2ClientHello: note(
    "The hello of SSL 2.0. Clients long began with it and named a newer version inside; today it " +
      "is a sign of very old software.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.msgLength": note(
    "Length of the message, without a record around it. The highest bit is set, which no TLS " +
      "record begins with.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.msgType": note("1, a CLIENT-HELLO.", "RFC 5246 §E.2"),
  "V2ClientHello.version": note(
    "The highest version the client speaks, 0x0002 for SSL 2.0 itself.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.cipherSpecLength": note(
    "Length of the list of ciphers in bytes, three for each.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.sessionIdLength": note(
    "Length of the session id; empty for clients that can do TLS 1.2.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.challengeLength": note(
    "Length of the challenge, 16 to 32 bytes.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.cipherSpecs": note(
    "The client's ciphers. Those that begin with a zero byte are suites of SSL 3.0 and TLS.",
    "RFC 5246 §E.2",
  ),
  "V2ClientHello.sessionId": note("A session to resume, mostly empty.", "RFC 5246 §E.2"),
  "V2ClientHello.challenge": note(
    "The client's random bytes. If they are fewer than 32, the server puts zeros in front.",
    "RFC 5246 §E.2",
  ),
};
