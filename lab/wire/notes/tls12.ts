import { note, type Notes } from "./note.ts";

/** The messages of TLS 1.2 and older, where they are others than those of TLS 1.3 or mean more. */
export const NOTES_12: Notes = {
  HelloRequest: note(
    "The server asks for a new handshake on this connection (renegotiation). The client may " +
      "ignore it.",
    "RFC 5246 §7.4.1.1",
  ),
  ClientHello: note(
    "The client speaks first and says what it can do. As all of the handshake up to " +
      "ChangeCipherSpec, it is in the clear.",
    "RFC 5246 §7.4.1.2",
  ),
  "ClientHello.legacyVersion": note(
    "The highest version the client speaks, if it does not know TLS 1.3. Without the " +
      "supported_versions extension this number is the whole negotiation.",
    "RFC 5246 §7.4.1.2, RFC 9846 §4.3.1 [8446 §4.2.1]",
  ),
  "ClientHello.random": note(
    "32 bytes that are fresh for every handshake. Together with the server's they go into the " +
      "session keys; older clients put the time of day into the first four.",
    "RFC 5246 §7.4.1.2",
  ),
  "ClientHello.legacySessionId": note(
    "The name of an earlier session the client would like to resume, or empty.",
    "RFC 5246 §7.4.1.2",
  ),
  "ClientHello.cipherSuites": note(
    "The client's suites, its favourite first. One name settles everything: key exchange, " +
      "authentication, record cipher and hash.",
    "RFC 5246 §7.4.1.2, §A.5",
  ),
  "ClientHello.legacyCompressionMethods": note(
    "How records could be compressed; zero means: not at all. Compression before encryption tells " +
      "an observer how well a guess fits a secret, so only zero is safe.",
    "RFC 5246 §7.4.1.2, RFC 3749 §6",
  ),
  "ClientHello.extensions": note(
    "What was added to TLS after it was designed. A client of SSL 3.0 sends none, and a server " +
      "passes over what it does not know.",
    "RFC 5246 §7.4.1.4",
  ),
  ServerHello: note(
    "The server's choice: version, suite and session. No keys yet: they come with the key " +
      "exchange messages.",
    "RFC 5246 §7.4.1.3",
  ),
  "ServerHello.legacyVersion": note(
    "The version that will be spoken: up to TLS 1.2 this is the true number.",
    "RFC 5246 §7.4.1.3",
  ),
  "ServerHello.random": note(
    "32 fresh bytes of the server. One that can speak TLS 1.3 marks the last eight when it has to " +
      'choose less: "DOWNGRD" and one byte more.',
    "RFC 5246 §7.4.1.3, RFC 9846 §4.2.3 [8446 §4.1.3]",
  ),
  "ServerHello.legacySessionIdEcho": note(
    "The session's name. If it is the one the client asked for, both go straight to " +
      "ChangeCipherSpec with the main secret they kept.",
    "RFC 5246 §7.4.1.3",
  ),
  "ServerHello.cipherSuite": note(
    "The one suite chosen from the client's list. It decides what key exchange messages follow.",
    "RFC 5246 §7.4.1.3",
  ),
  "ServerHello.legacyCompressionMethod": note(
    "The compression chosen from the client's list, zero for none.",
    "RFC 5246 §7.4.1.3",
  ),
  "ServerHello.extensions": note(
    "Answers to extensions the client sent, and to no others. Up to TLS 1.2 they all stand here, " +
      "in the clear.",
    "RFC 5246 §7.4.1.4",
  ),
  Certificate: note(
    "The certificates that say whose key this is. They travel in the clear, so an observer learns " +
      "the name even without the hello.",
    "RFC 5246 §7.4.2",
  ),
  "Certificate.certificateList": note(
    "X.509 certificates in DER: the sender's own first, each next one certifying the one before. " +
      "A client without a suitable one sends an empty list.",
    "RFC 5246 §7.4.2, §7.4.6",
  ),
  CertificateRequest: note(
    "The server asks the client to show a certificate too.",
    "RFC 5246 §7.4.4",
  ),
  "CertificateRequest.certificateTypes": note(
    "The kinds of keys the client's certificate may hold.",
    "RFC 5246 §7.4.4",
  ),
  "CertificateRequest.supportedSignatureAlgorithms": note(
    "The signatures the server can verify. New in TLS 1.2: before, the kind of key decided.",
    "RFC 5246 §7.4.4",
  ),
  "CertificateRequest.certificateAuthorities": note(
    "Names of the authorities the server trusts for this, in DER. Empty means that any will do.",
    "RFC 5246 §7.4.4",
  ),
  ServerHelloDone: note(
    "The server has said its part and waits. It has no content.",
    "RFC 5246 §7.4.5",
  ),
  CertificateVerify: note(
    "The client's signature over all handshake messages so far. It proves that the client holds " +
      "the private key of its certificate.",
    "RFC 5246 §7.4.8",
  ),
  "CertificateVerify.algorithm": note(
    "Hash and signature algorithm, one of those the server offered. Up to TLS 1.1 the field is " +
      "missing, since the key decides.",
    "RFC 5246 §7.4.8, RFC 4346 §7.4.8",
  ),
  "CertificateVerify.signature": note(
    "Signs the handshake messages themselves, without a word about who signs and what for. TLS " +
      "1.3 adds that.",
    "RFC 5246 §7.4.8, RFC 9846 §4.5.2 [8446 §4.4.3]",
  ),
  NewSessionTicket: note(
    "The server hands out a ticket just before its ChangeCipherSpec, still in the clear. With it " +
      "the client can resume, and the server need not remember anything.",
    "RFC 5077 §3.3",
  ),
  "NewSessionTicket.ticketLifetimeHint": note(
    "For how many seconds the server would like the ticket to be kept; zero leaves it to the " +
      "client.",
    "RFC 5077 §3.3",
  ),
  "NewSessionTicket.ticket": note(
    "The session's state, the main secret included, encrypted with a key of the server alone. " +
      "Whoever steals that key opens every session resumed with such tickets.",
    "RFC 5077 §3.3, §4, §5.5",
  ),
  CertificateStatus: note(
    "A fresh statement of the authority that the certificate is not revoked (OCSP stapling). In " +
      "TLS 1.3 it moved into an extension of the certificate.",
    "RFC 6066 §8",
  ),
  "CertificateStatus.statusType": note("How the status is proved: by OCSP.", "RFC 6066 §8"),
  "CertificateStatus.response": note(
    "The responder's signed answer, in DER.",
    "RFC 6066 §8",
  ),
  Finished: note(
    "The first message under the new keys. It proves that both have the same keys and saw the " +
      "same handshake: a change on the way shows here.",
    "RFC 5246 §7.4.9",
  ),
  "Finished.verifyData": note(
    "Made with the PRF from the main secret, the sender's role and a hash of all handshake " +
      "messages: twelve bytes, in SSL 3.0 thirty-six.",
    "RFC 5246 §7.4.9, RFC 6101 §5.6.9",
  ),
  "Handshake.msgType": note(
    "Which message this is. Each state of the handshake allows certain messages and no others.",
    "RFC 5246 §7.3, §7.4",
  ),
  "Handshake.length": note(
    "Length of the message's body in three bytes.",
    "RFC 5246 §7.4",
  ),
  "TLSRecord.type": note(
    "What the record carries. Up to TLS 1.2 it is true even when the content is encrypted, and " +
      "anybody can read it.",
    "RFC 5246 §6.2.1, §6.2.3",
  ),
  "TLSRecord.legacyRecordVersion": note(
    "The version that is spoken. Before it is settled, a client may write an older one here.",
    "RFC 5246 §6.2.1, §E.1",
  ),
  "TLSRecord.fragment": note(
    "The content. Once ChangeCipherSpec is sent it is encrypted, and followed or preceded by what " +
      "the cipher needs: a MAC, padding, an IV.",
    "RFC 5246 §6.2.3",
  ),
  Handshake: note(
    "A handshake message. It may be cut into several records, and one record may hold several.",
    "RFC 5246 §6.2.1, §7.4",
  ),
  "Alert.level": note(
    "A warning lets the connection go on, a fatal alert ends it.",
    "RFC 5246 §7.2",
  ),
  "Alert.description": note(
    "What is the matter. close_notify says that the sender has no more to send; without it, data " +
      "may have been cut off.",
    "RFC 5246 §7.2, §7.2.1",
  ),
};
