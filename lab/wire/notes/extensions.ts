import { note, type Notes } from "./note.ts";

/** The extensions of TLS 1.3 itself, in whatever message they stand. */
export const EXTENSION_NOTES: Notes = {
  extensionType: note(
    "The extension's number in the registry of IANA. A number that the receiver does not know is " +
      "passed over in a request and refused in an answer.",
    "RFC 9846 §4.3 [8446 §4.2]",
  ),
  extensionData: note(
    "The extension's content. Its form depends on the number, and on the message it stands in.",
    "RFC 9846 §4.3 [8446 §4.2]",
  ),
  "extensions.supported_versions": note(
    "The true version negotiation: a client lists what it can speak, a server names the one it " +
      "chose.",
    "RFC 9846 §4.3.1 [8446 §4.2.1]",
  ),
  "extensions.supported_versions.extensionData": note(
    "0x0304 is TLS 1.3. From a client this is a list, the preferred version first; from a server " +
      "a single number.",
    "RFC 9846 §4.3.1 [8446 §4.2.1]",
  ),
  "extensions.cookie": note(
    "Bytes a server gives out with HelloRetryRequest and wants back. So it need not remember the " +
      "client meanwhile, and learns that the client can be reached at its address.",
    "RFC 9846 §4.3.2 [8446 §4.2.2]",
  ),
  "extensions.signature_algorithms": note(
    "The signatures the sender can verify, the preferred one first. The other side signs the " +
      "handshake with one of these.",
    "RFC 9846 §4.3.3 [8446 §4.2.3]",
  ),
  "extensions.signature_algorithms_cert": note(
    "The same for signatures inside certificates, where those differ. Without it, " +
      "signature_algorithms counts for both.",
    "RFC 9846 §4.3.3 [8446 §4.2.3]",
  ),
  "extensions.supported_groups": note(
    "The groups in which the client can do a Diffie-Hellman exchange, the preferred one first.",
    "RFC 9846 §4.3.7 [8446 §4.2.7]",
  ),
  "extensions.key_share": note(
    "Public keys for the Diffie-Hellman exchange. The client guesses which groups the server will " +
      "like; a right guess saves a round trip.",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
  ),
  "extensions.key_share.extensionData": note(
    "From a client a list of shares; from a server the single share of its choice, or, in a " +
      "HelloRetryRequest, only the name of the group it wants.",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
  ),
  "extensions.key_share.extensionData.group": note(
    "The group this public key belongs to. The client must have listed it in supported_groups.",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
  ),
  "extensions.key_share.extensionData.keyExchange": note(
    "The public half of a key made for this one connection. The private half is thrown away " +
      "afterwards, so later theft of other keys opens nothing recorded today.",
    "RFC 9846 §4.3.8.2 [8446 §4.2.8.2]",
  ),
  "extensions.psk_key_exchange_modes": note(
    "How the client would use a pre-shared key: with a fresh Diffie-Hellman exchange " +
      "(psk_dhe_ke), or without one (psk_ke), which gives up forward secrecy.",
    "RFC 9846 §4.3.9 [8446 §4.2.9]",
  ),
  "extensions.pre_shared_key": note(
    "Offers keys that both sides already have, mostly from tickets. It must be the last " +
      "extension, for its binders cover all that stands before them.",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
  ),
  "extensions.pre_shared_key.extensionData": note(
    "From a client identities and binders; from a server the index of the identity it took.",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
  ),
  "extensions.pre_shared_key.extensionData.identities": note(
    "The keys on offer, by name. The names are in the clear.",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
  ),
  "extensions.pre_shared_key.extensionData.identities.identity": note(
    "The name of a key: for a resumed session, the ticket.",
    "RFC 9846 §4.3.11 [8446 §4.2.11]",
  ),
  "extensions.pre_shared_key.extensionData.identities.obfuscatedTicketAge": note(
    "How many milliseconds old the ticket is, plus its secret ticket_age_add. It helps the server " +
      "to notice early data that is replayed.",
    "RFC 9846 §4.3.11.1 [8446 §4.2.11.1]",
  ),
  "extensions.pre_shared_key.extensionData.binders": note(
    "For each identity a MAC over the hello up to here. It proves that the client knows the key, " +
      "and ties the key to this handshake.",
    "RFC 9846 §4.3.11.2 [8446 §4.2.11.2]",
  ),
  "extensions.early_data": note(
    "Announces data that the client sends at once, under the pre-shared key. An attacker can " +
      "replay it, so it suits only requests that do no harm twice.",
    "RFC 9846 §4.3.10 [8446 §4.2.10], §8",
  ),
  "extensions.early_data.extensionData.maxEarlyDataSize": note(
    "How many bytes of early data this ticket allows.",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ),
  "extensions.certificate_authorities": note(
    "The authorities the sender trusts, so that the other side can choose a fitting certificate.",
    "RFC 9846 §4.3.4 [8446 §4.2.4]",
  ),
  "extensions.oid_filters": note(
    "Certificate extensions, with values, that a client's certificate must have.",
    "RFC 9846 §4.3.5 [8446 §4.2.5]",
  ),
  "extensions.oid_filters.extensionData.certificateExtensionOid": note(
    "Object identifier of a certificate extension, in DER.",
    "RFC 9846 §4.3.5 [8446 §4.2.5]",
  ),
  "extensions.oid_filters.extensionData.certificateExtensionValues": note(
    "The values that the certificate must have there, in DER; none if any value will do.",
    "RFC 9846 §4.3.5 [8446 §4.2.5]",
  ),
  "extensions.post_handshake_auth": note(
    "The client is willing to be asked for a certificate later, in the middle of the connection.",
    "RFC 9846 §4.3.6 [8446 §4.2.6]",
  ),
};
