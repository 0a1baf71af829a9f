import { note, type Notes } from "./note.ts";

/** Records, alerts, and the frame around every handshake message. */
export const RECORD_NOTES: Notes = {
  length: note(
    "How many bytes follow. Every variable part of TLS stands behind its own length, so a reader " +
      "always knows where it ends.",
    "RFC 9846 §3.4",
  ),
  TLSRecord: note(
    "Everything TLS sends travels in records: a five-byte header that anybody can read, then up " +
      "to 2^14 bytes in the clear, or a little more when protected.",
    "RFC 9846 §5.1, §5.2",
  ),
  "TLSRecord.type": note(
    "What the record claims to carry. Once keys are in place this is always application_data, and " +
      "the true type is hidden inside the encryption.",
    "RFC 9846 §5.1, §5.2",
  ),
  "TLSRecord.legacyRecordVersion": note(
    "A fixed value that pretends to be TLS 1.2; the first ClientHello may pretend to be TLS 1.0. " +
      "Receivers ignore it: it is there for old equipment on the way.",
    "RFC 9846 §5.1",
  ),
  "TLSRecord.fragment": note(
    "The content. In a protected record it is the ciphertext, with the authentication tag at its " +
      "end.",
    "RFC 9846 §5.1, §5.2",
  ),
  TLSInnerPlaintext: note(
    "What a protected record holds once it is opened: content, true type, padding.",
    "RFC 9846 §5.2",
  ),
  "TLSInnerPlaintext.content": note(
    "The bytes the sender wanted to send: a piece of a handshake message, an alert, or data.",
    "RFC 9846 §5.2",
  ),
  "TLSInnerPlaintext.type": note(
    "The true content type. It is the last byte that is not zero, so it is found from the end.",
    "RFC 9846 §5.2",
  ),
  "TLSInnerPlaintext.zeros": note(
    "Padding of any length. It hides how long the content is, for an observer sees only the sum.",
    "RFC 9846 §5.4",
  ),
  Alert: note(
    "A short message that says that something is wrong, or that one side has no more to send.",
    "RFC 9846 §6",
  ),
  "Alert.level": note(
    "Once it told warnings from fatal errors. TLS 1.3 ignores it: what the description says " +
      "decides.",
    "RFC 9846 §6",
  ),
  "Alert.description": note(
    "What is the matter. Apart from close_notify and user_canceled, every alert ends the " +
      "connection at once.",
    "RFC 9846 §6.1, §6.2",
  ),
  Handshake: note(
    "A handshake message. It may be cut into several records, and one record may hold several.",
    "RFC 9846 §4, §5.1",
  ),
  "Handshake.msgType": note(
    "Which message this is. Each state of the handshake allows certain messages and no others.",
    "RFC 9846 §4",
  ),
  "Handshake.length": note(
    "Length of the message's body in three bytes. The header enters the transcript hash together " +
      "with the body.",
    "RFC 9846 §4, §4.1 [8446 §4.4.1]",
  ),
  "Handshake.body": note(
    "The body of a message that TLS 1.3 does not have; in the handshake it would be refused.",
    "RFC 9846 §4",
  ),
};
