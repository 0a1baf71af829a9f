import type { Term } from "./term.ts";

/** How two sides come to an understanding. */
export const HANDSHAKE_TERMS: readonly Term[] = [
  {
    term: "handshake",
    also: [],
    text:
      "What both sides say to each other before the first word of the conversation: they agree " +
      "on how to encrypt, make keys, and find out who is at the other end.",
    seeAlso: ["ClientHello", "ServerHello", "Finished", "RTT"],
    spec: "RFC 9846 §2, §4",
    scenarios: ["handshake"],
  },
  {
    term: "ClientHello",
    also: ["client hello"],
    text:
      "The client's first message, in the clear: versions and cipher suites it can do, a random " +
      "number, the server's name, and its key shares.",
    seeAlso: ["ServerHello", "key share", "SNI", "extension"],
    spec: "RFC 9846 §4.2.2 [8446 §4.1.2]",
    scenarios: ["handshake", "eavesdrop"],
  },
  {
    term: "ServerHello",
    also: ["server hello"],
    text:
      "The server's answer to the ClientHello: what it chose, and its key share. It is the last " +
      "message of the TLS 1.3 handshake that everybody can read.",
    seeAlso: ["ClientHello", "EncryptedExtensions", "cipher suite"],
    spec: "RFC 9846 §4.2.3 [8446 §4.1.3]",
    scenarios: ["handshake"],
  },
  {
    term: "EncryptedExtensions",
    also: ["EE"],
    text:
      "The first sealed message of the handshake: the server's answers that have nothing to do " +
      "with making keys.",
    seeAlso: ["extension", "ServerHello"],
    spec: "RFC 9846 §4.4.1 [8446 §4.3.1]",
    scenarios: ["handshake"],
  },
  {
    term: "CertificateVerify",
    also: ["CV"],
    text: "A signature over the transcript, made with the private key that belongs to the " +
      "certificate. A certificate can be copied by anybody; this cannot.",
    seeAlso: ["certificate", "signature", "transcript"],
    spec: "RFC 9846 §4.5.2 [8446 §4.4.3]",
    scenarios: ["handshake", "mitm"],
  },
  {
    term: "Finished",
    also: ["Fin"],
    text:
      "A MAC over the transcript. It fits only if both sides have seen the same handshake, so it " +
      "uncovers whoever changed something on the way.",
    seeAlso: ["MAC", "transcript", "handshake"],
    spec: "RFC 9846 §4.5.3 [8446 §4.4.4]",
    scenarios: ["handshake"],
  },
  {
    term: "HelloRetryRequest",
    also: ["HRR"],
    text:
      "The server's wish that the client begin again, mostly with another key share. It has the shape of " +
      "a ServerHello and costs one more round trip; the first hello still counts in the transcript.",
    seeAlso: ["ClientHello", "key share", "RTT"],
    spec: "RFC 9846 §4.2.4 [8446 §4.1.4]",
    scenarios: ["hello-retry"],
  },
  {
    term: "extension",
    also: [],
    text:
      "A field with a number that a message can carry in any choice. Nearly everything new in " +
      "TLS came as one, because whoever does not know it can ignore it.",
    seeAlso: ["ClientHello", "SNI", "ALPN"],
    spec: "RFC 9846 §4.3 [8446 §4.2]",
  },
  {
    term: "SNI",
    also: ["server name indication", "server_name"],
    text:
      "The name of the server, which the client says in its first message, so that the server " +
      "can show the right certificate. Without ECH everybody on the way can read it.",
    seeAlso: ["ClientHello", "ECH", "eavesdropper"],
    spec: "RFC 6066 §3",
    scenarios: ["eavesdrop"],
  },
  {
    term: "ECH",
    also: ["Encrypted Client Hello"],
    text:
      "Hides the sensitive part of the ClientHello, the server's name among it, with a public " +
      "key that the server has published. It does not hide addresses, sizes and times.",
    seeAlso: ["SNI", "ClientHello", "traffic analysis"],
    spec: "RFC 9849",
    scenarios: ["eavesdrop"],
  },
  {
    term: "ALPN",
    also: ["application-layer protocol negotiation"],
    text:
      "How client and server agree, during the handshake, on what they will speak over TLS, such " +
      "as HTTP/1.1 or HTTP/2. It saves a round trip, and confusion between protocols.",
    seeAlso: ["extension", "HTTP"],
    spec: "RFC 7301",
  },
  {
    term: "random",
    also: ["client random", "server random"],
    text:
      "32 bytes of chance in each hello. They make sure that no two handshakes are alike, and " +
      "through the transcript they go into every key.",
    seeAlso: ["ClientHello", "ServerHello", "replay"],
    spec: "RFC 9846 §4.2.2, §4.2.3 [8446 §4.1.2, §4.1.3]",
  },
  {
    term: "session id",
    also: ["legacy_session_id"],
    text: "Up to TLS 1.2 the number of a session that one could come back to. In TLS 1.3 it only " +
      "keeps middleboxes calm; coming back is done with a PSK.",
    seeAlso: ["resumption", "PSK", "middlebox"],
    spec: "RFC 9846 §4.2.2 [8446 §4.1.2]",
    scenarios: ["resumption"],
  },
  {
    term: "transcript",
    also: ["transcript hash"],
    text: "All handshake messages so far, one after the other, as a hash. Keys, signature and " +
      "Finished depend on it, so a byte changed anywhere is noticed.",
    seeAlso: ["Finished", "CertificateVerify", "hash"],
    spec: "RFC 9846 §4.1 [8446 §4.4.1]",
    scenarios: ["handshake"],
  },
  {
    term: "resumption",
    also: ["session resumption"],
    text:
      "Coming back to a server with less work, by means of a secret from last time. In TLS 1.3 " +
      "that is a PSK; before, it was a session id or a ticket.",
    seeAlso: ["PSK", "session ticket", "session id", "0-RTT"],
    spec: "RFC 9846 §2.2",
    scenarios: ["resumption", "latency"],
  },
  {
    term: "PSK",
    also: ["pre-shared key"],
    text: "A secret both sides have before the handshake, mostly from an earlier one. With a key " +
      "agreement beside it (psk_dhe_ke) there is forward secrecy; alone (psk_ke) there is none.",
    seeAlso: ["resumption", "session ticket", "0-RTT", "forward secrecy"],
    spec: "RFC 9846 §4.3.11 [8446 §4.2.11]",
    scenarios: ["ticket-key-theft", "resumption", "iot-psk"],
  },
  {
    term: "session ticket",
    also: ["NewSessionTicket", "ticket"],
    text:
      "A parcel that the server gives the client for next time. It names a PSK, and often holds " +
      "it, sealed with a key of the server's: who has that key has the sessions.",
    seeAlso: ["PSK", "resumption"],
    spec: "RFC 9846 §4.7.1 [8446 §4.6.1]",
    scenarios: ["ticket-key-theft", "resumption", "latency"],
  },
  {
    term: "0-RTT",
    also: ["early data", "zero round trip"],
    text:
      "Data sent along with the ClientHello, under a PSK from last time. It saves a round trip, " +
      "but it can be replayed, and it is not forward secret.",
    seeAlso: ["PSK", "replay", "RTT", "forward secrecy"],
    spec: "RFC 9846 §2.3, §8",
    scenarios: ["zero-rtt-replay", "ticket-key-theft", "latency", "zero-rtt"],
  },
  {
    term: "mutual TLS",
    also: ["mTLS", "client certificate", "CertificateRequest"],
    text:
      "The server wants to know who the client is, too, and asks for a certificate. Otherwise a " +
      "TLS server knows nothing about who is talking to it.",
    seeAlso: ["certificate", "CertificateVerify"],
    spec: "RFC 9846 §4.4.2 [8446 §4.3.2]",
    scenarios: ["mutual-tls-impersonation", "mutual-tls", "handshake-failures"],
  },
  {
    term: "alert",
    also: [],
    text:
      "A message of two bytes that says why this side stops, such as unknown_ca. It is sealed as " +
      "soon as there are keys.",
    seeAlso: ["close_notify", "bad_record_mac", "unknown_ca"],
    spec: "RFC 9846 §6",
    scenarios: ["mitm", "tamper", "handshake-failures"],
  },
  {
    term: "close_notify",
    also: [],
    text:
      "The alert that says: I have said all I wanted to say. If it is missing, the connection may " +
      "have been cut off by somebody else.",
    seeAlso: ["alert", "truncation"],
    spec: "RFC 9846 §6.1",
    scenarios: ["handshake", "record-drop", "truncation"],
  },
  {
    term: "TLS",
    also: ["Transport Layer Security"],
    text:
      "What makes a connection between two programs secret, unchanged and certain to be with the " +
      "right one. The newest version is 1.3; this lab cites it as RFC 9846, which replaces RFC 8446.",
    seeAlso: ["SSL", "handshake", "record"],
    spec: "RFC 9846 §1",
  },
  {
    term: "SSL",
    also: ["Secure Sockets Layer"],
    text:
      "The name of TLS before 1999. Its versions 2.0 and 3.0 are broken and must not be used; the " +
      "name lives on in daily speech.",
    seeAlso: ["TLS", "downgrade"],
    spec: "RFC 6176, RFC 7568",
    scenarios: ["misconfigured-server"],
  },
];
