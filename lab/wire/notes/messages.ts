import { note, type Notes } from "./note.ts";

/** The messages that travel protected: parameters, proofs, and what comes after the handshake. */
export const MESSAGE_NOTES: Notes = {
  EncryptedExtensions: note(
    "The first protected message: the server's answers that are not needed for making keys.",
    "RFC 9846 §4.4.1 [8446 §4.3.1]",
  ),
  "EncryptedExtensions.extensions": note(
    "Only extensions the client offered may stand here. A passive observer cannot read them.",
    "RFC 9846 §4.4.1 [8446 §4.3.1]",
  ),
  CertificateRequest: note(
    "The server asks the client to show a certificate too.",
    "RFC 9846 §4.4.2 [8446 §4.3.2]",
  ),
  "CertificateRequest.certificateRequestContext": note(
    "A name for this request, which the answer repeats. During the handshake it is empty.",
    "RFC 9846 §4.4.2 [8446 §4.3.2]",
  ),
  "CertificateRequest.extensions": note(
    "What the certificate must be like. signature_algorithms must be among them.",
    "RFC 9846 §4.4.2 [8446 §4.3.2]",
  ),
  Certificate: note(
    "The certificates that say whose key will sign next. A certificate alone proves nothing: it " +
      "is public, and anybody can send a copy.",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
  ),
  "Certificate.certificateRequestContext": note(
    "Repeats the context of the request this answers; empty in a server's Certificate.",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
  ),
  "Certificate.certificateList": note(
    "The sender's own certificate first, then usually those of the authorities above it. A client " +
      "without a suitable one sends an empty list.",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
  ),
  "Certificate.certificateList.certData": note(
    "One X.509 certificate in DER.",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
  ),
  "Certificate.certificateList.extensions": note(
    "Facts about this one certificate, such as a fresh statement that it is not revoked.",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
  ),
  CertificateVerify: note(
    "A signature over the whole handshake so far. It proves that the sender holds the private key " +
      "of its certificate, here and now.",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
  ),
  "CertificateVerify.algorithm": note(
    "How it was signed. It must be one of the schemes the other side offered, and fit the key.",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
  ),
  "CertificateVerify.signature": note(
    "Signs 64 spaces, a text that names the signer's role, a zero byte and the transcript hash, " +
      "so it cannot be mistaken for a signature made for another purpose.",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
  ),
  Finished: note(
    "A MAC over all messages before it. If anybody changed a single bit on the way, the two sides " +
      "have different transcripts, and this is where it shows.",
    "RFC 9846 §4.5.3 [8446 §4.4.4]",
  ),
  "Finished.verifyData": note(
    "HMAC of the transcript hash, under a key that only the two sides can derive. It is as long " +
      "as the suite's hash.",
    "RFC 9846 §4.5.3 [8446 §4.4.4]",
  ),
  CompressedCertificate: note(
    "A Certificate message in fewer bytes, for a receiver that said it can unpack it.",
    "RFC 8879 §4",
  ),
  "CompressedCertificate.algorithm": note(
    "How it was compressed: one of the ways the receiver listed in compress_certificate.",
    "RFC 8879 §4",
  ),
  "CompressedCertificate.uncompressedLength": note(
    "How long the message is once it is unpacked. A receiver can refuse before it fills its " +
      "memory.",
    "RFC 8879 §4, §5",
  ),
  "CompressedCertificate.compressedCertificateMessage": note(
    "The body of the Certificate message, compressed.",
    "RFC 8879 §4",
  ),
  EndOfEarlyData: note(
    "The client's early data ends here; what follows is under the handshake keys.",
    "RFC 9846 §4.6 [8446 §4.5]",
  ),
  NewSessionTicket: note(
    "After the handshake, the server hands out a ticket. With it the client can resume later " +
      "without certificates being shown again.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "NewSessionTicket.ticketLifetime": note(
    "For how many seconds the ticket is good, seven days at most.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "NewSessionTicket.ticketAgeAdd": note(
    "A random number the client will add to the ticket's age, so that an observer cannot connect " +
      "two sessions by that age.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "NewSessionTicket.ticketNonce": note(
    "Makes the key of this ticket different from that of every other ticket of the connection.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "NewSessionTicket.ticket": note(
    "Bytes that mean something to the server alone: an index into its memory, or its own notes " +
      "encrypted with a key of its own.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "NewSessionTicket.extensions": note(
    "Says, for one, whether early data may be sent with this ticket.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  KeyUpdate: note(
    "The sender's next record is under a fresh key, derived from the old one. Whoever steals the " +
      "new key cannot read what went before.",
    "RFC 9846 §4.7.3 [8446 §4.6.3]",
  ),
  "KeyUpdate.requestUpdate": note(
    "Whether the other side should change its sending key too.",
    "RFC 9846 §4.7.3 [8446 §4.6.3]",
  ),
};
