import { note, type Notes } from "./note.ts";

/** Extensions from other documents: about the service, the certificates, and older versions. */
export const OTHER_EXTENSION_NOTES: Notes = {
  "extensions.GREASE": note(
    "A number that means nothing and never will. Clients send such numbers so that servers keep " +
      "passing over what they do not know.",
    "RFC 8701 §1, §3",
  ),
  "extensions.server_name": note(
    "The name of the server the client wants. One address may serve many names, so the server " +
      "needs it to choose a certificate, and it travels in the clear.",
    "RFC 6066 §3",
  ),
  "extensions.server_name.extensionData": note(
    "From a client a list of names, in practice one. A server that used the name answers with " +
      "nothing in it.",
    "RFC 6066 §3",
  ),
  "extensions.server_name.extensionData.nameType": note(
    "What kind of name follows; host_name is the only kind there is.",
    "RFC 6066 §3",
  ),
  "extensions.server_name.extensionData.hostName": note(
    "A DNS name without a dot at its end; IP addresses are not allowed here.",
    "RFC 6066 §3",
  ),
  "extensions.application_layer_protocol_negotiation": note(
    "Which protocols the client would speak inside TLS, such as h2 for HTTP/2. The server picks " +
      "one, and no round trip is lost.",
    "RFC 7301 §3.1",
  ),
  "extensions.status_request": note(
    "Asks for a fresh statement of the authority that the certificate is not revoked, sent along " +
      "with it (OCSP stapling).",
    "RFC 6066 §8, RFC 9846 §4.5.1.1 [8446 §4.4.2.1]",
  ),
  "extensions.status_request.extensionData.statusType": note(
    "How the status is proved; ocsp is the usual way.",
    "RFC 6066 §8",
  ),
  "extensions.status_request.extensionData.request": note(
    "Which responders the client trusts, and extensions for them; mostly empty.",
    "RFC 6066 §8",
  ),
  "extensions.status_request.extensionData.response": note(
    "The responder's signed answer, in DER.",
    "RFC 6066 §8",
  ),
  "extensions.status_request_v2": note(
    "Asks for such statements about every certificate of the chain. TLS 1.3 no longer needs it.",
    "RFC 6961 §2.2",
  ),
  "extensions.signed_certificate_timestamp": note(
    "Promises of public logs to record the certificate. Issuing one in secret becomes hard.",
    "RFC 6962 §3.3",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct": note(
    "One log's promise to publish the certificate soon. Whoever gets it can hold the log to it.",
    "RFC 6962 §3.2",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.sctVersion": note(
    "The version of the promise; 0 is the only one in use.",
    "RFC 6962 §3.2",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.logId": note(
    "Whose promise it is: the SHA-256 hash of the log's public key.",
    "RFC 6962 §3.2",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.timestamp": note(
    "When the log promised. A promise from the future is refused.",
    "RFC 6962 §3.2, §5.2",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.extensions": note(
    "Room for what the future may bring; empty today.",
    "RFC 6962 §3.2",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.algorithm": note(
    "How the log signs: with ECDSA on P-256 or with RSA, over SHA-256.",
    "RFC 6962 §2.1.4, RFC 5246 §4.7",
  ),
  "extensions.signed_certificate_timestamp.extensionData.sct.signature": note(
    "The log's signature over the moment and the certificate.",
    "RFC 6962 §3.2",
  ),
  "extensions.client_certificate_type": note(
    "Allows the client to show something else than X.509, such as a bare public key.",
    "RFC 7250 §3",
  ),
  "extensions.server_certificate_type": note(
    "Allows the server to show something else than X.509, such as a bare public key.",
    "RFC 7250 §3",
  ),
  "extensions.compress_certificate": note(
    "Ways to compress the certificate list. Certificates are public, so compressing them gives " +
      "no secret away.",
    "RFC 8879 §3",
  ),
  "extensions.record_size_limit": note(
    "The longest record the sender can take. Small devices have little memory.",
    "RFC 8449 §4",
  ),
  "extensions.max_fragment_length": note(
    "An older way to ask for short records, with only four lengths to choose from.",
    "RFC 6066 §4",
  ),
  "extensions.padding": note(
    "Zeros that make the hello longer. Some old servers hang on hellos of certain lengths.",
    "RFC 7685 §3",
  ),
  "extensions.ec_point_formats": note(
    "A relic of TLS 1.2: how points of elliptic curves are written. TLS 1.3 has only one way.",
    "RFC 8422 §5.1.2",
  ),
  "extensions.extended_main_secret": note(
    "For TLS 1.2: the main secret then depends on the whole handshake, as it always does in TLS " +
      "1.3.",
    "RFC 7627 §5.1",
  ),
  "extensions.encrypt_then_mac": note(
    "For TLS 1.2 with CBC suites: first encrypt, then authenticate, which ended a line of padding " +
      "attacks.",
    "RFC 7366 §2",
  ),
  "extensions.session_ticket": note(
    "Tickets as TLS 1.2 had them; TLS 1.3 has pre_shared_key instead.",
    "RFC 5077 §3.2",
  ),
  "extensions.renegotiation_info": note(
    "For TLS 1.2 and older: ties a second handshake to the first, against an attacker who splices " +
      "two connections. TLS 1.3 does not renegotiate.",
    "RFC 5746 §3.2",
  ),
  "extensions.heartbeat": note(
    "Asks for echoes that keep a connection alive. A famous bug in reading them (Heartbleed) gave " +
      "out the memory of servers.",
    "RFC 6520 §2",
  ),
  "extensions.heartbeat.extensionData": note(
    "Whether the sender takes requests for echoes, or only wants to send them.",
    "RFC 6520 §2",
  ),
  "extensions.renegotiation_info.extensionData.renegotiatedConnection": note(
    "Empty in a first handshake. In a later one it repeats the Finished values of the one before.",
    "RFC 5746 §3.2",
  ),
  "extensions.use_srtp": note(
    "For telephony: keys of a DTLS handshake are to protect voice and video.",
    "RFC 5764 §4.1.1",
  ),
  "extensions.use_srtp.extensionData.srtpProtectionProfiles": note(
    "The ways of protecting the media that the sender can do.",
    "RFC 5764 §4.1.1",
  ),
  "extensions.use_srtp.extensionData.srtpMki": note(
    "An identifier that tells media keys apart; mostly empty.",
    "RFC 5764 §4.1.1",
  ),
  "extensions.quic_transport_parameters": note(
    "QUIC runs the TLS handshake inside itself, and carries its own settings here.",
    "RFC 9001 §8.2",
  ),
  "extensions.encrypted_client_hello": note(
    "Hides the true hello, and with it the server's name, inside an outer one that shows only a " +
      "public name.",
    "RFC 9849 §5",
  ),
};
