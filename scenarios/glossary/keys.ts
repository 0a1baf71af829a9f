import type { Term } from "./term.ts";

/** Where secrets come from, and what becomes of them. */
export const KEY_TERMS: readonly Term[] = [
  {
    term: "key agreement",
    also: ["key exchange", "Diffie–Hellman", "DHE", "ECDHE"],
    text:
      "Both sides show each other a public value, and both compute the same secret from it; who " +
      "only listens cannot. Fresh values for each connection give forward secrecy.",
    seeAlso: ["key share", "group", "forward secrecy", "RSA key exchange"],
    spec: "RFC 9846 §7.4",
    scenarios: ["handshake", "handshake-tls12-ecdhe"],
  },
  {
    term: "key share",
    also: ["key_share"],
    text:
      "One side's public value for the key agreement, in its hello. Everybody may see it: without " +
      "one of the private halves it is worth nothing.",
    seeAlso: ["key agreement", "group", "HelloRetryRequest"],
    spec: "RFC 9846 §4.3.8 [8446 §4.2.8]",
    scenarios: ["handshake"],
  },
  {
    term: "group",
    also: ["named group", "supported_groups", "x25519", "P-256", "secp256r1"],
    text:
      "The mathematics in which a key agreement takes place, such as the curves x25519 and P-256. " +
      "Both sides have to use the same one.",
    seeAlso: ["key agreement", "key share"],
    spec: "RFC 9846 §4.3.7 [8446 §4.2.7]",
  },
  {
    term: "post-quantum",
    also: ["ML-KEM", "X25519MLKEM768", "hybrid key agreement"],
    text:
      "Made to withstand quantum computers, should there be large ones. In TLS that is ML-KEM, which " +
      "browsers use beside x25519, as X25519MLKEM768: who wants the secret has to break both.",
    seeAlso: ["key agreement", "forward secrecy", "group"],
    spec: "FIPS 203",
    scenarios: ["post-quantum"],
  },
  {
    term: "RSA key exchange",
    also: ["static RSA"],
    text:
      "The old way to a secret: the client makes one up and encrypts it to the server's public " +
      "key. Whoever gets that key later can open every recording, so TLS 1.3 no longer has it.",
    seeAlso: ["premaster secret", "forward secrecy", "key agreement"],
    spec: "RFC 5246 §7.4.7.1",
    scenarios: ["handshake-tls12-rsa", "record-now-decrypt-later", "bleichenbacher"],
  },
  {
    term: "premaster secret",
    also: ["pre-master secret"],
    text:
      "In TLS 1.2 and before, what the key exchange gives: from it and the two randoms the main " +
      "secret is made. In RSA key exchange the client makes it up, 48 bytes long.",
    seeAlso: ["main secret", "RSA key exchange", "random"],
    spec: "RFC 5246 §8.1",
    scenarios: ["handshake-tls12-rsa"],
  },
  {
    term: "main secret",
    also: ["master secret"],
    text:
      "The secret from which the keys for the conversation are derived. RFC 8446 and everything " +
      "before it call it master secret; no certificate's private key takes part in making it.",
    seeAlso: ["premaster secret", "key schedule", "traffic secret"],
    spec: "RFC 9846 §7.1",
    scenarios: ["handshake-tls12-rsa", "handshake-tls12-ecdhe"],
  },
  {
    term: "forward secrecy",
    also: ["perfect forward secrecy", "PFS"],
    text:
      "A key stolen later opens no earlier recording. It comes from a key agreement with fresh " +
      "values that are thrown away afterwards.",
    seeAlso: ["key agreement", "RSA key exchange", "PSK"],
    spec: "RFC 4949",
    scenarios: ["handshake-tls12-ecdhe", "record-now-decrypt-later"],
  },
  {
    term: "HKDF",
    also: ["key derivation", "KDF"],
    text:
      "The way in which TLS 1.3 makes secrets and keys out of other secrets: one-way, and with a " +
      "label for each purpose, so that no two are the same.",
    seeAlso: ["key schedule", "MAC"],
    spec: "RFC 5869, RFC 9846 §7.1",
  },
  {
    term: "key schedule",
    also: [],
    text:
      "The plan by which all secrets of a connection come from the key agreement, a PSK if there " +
      "is one, and the transcript.",
    seeAlso: ["HKDF", "main secret", "traffic secret"],
    spec: "RFC 9846 §7.1",
    scenarios: ["handshake"],
  },
  {
    term: "traffic secret",
    also: ["traffic keys", "session key"],
    text:
      "The secret of one direction, for the handshake or for the conversation; key and IV are made " +
      "from it. It is not true that one key serves both directions.",
    seeAlso: ["key schedule", "IV", "KeyUpdate"],
    spec: "RFC 9846 §7.1, §7.3",
    scenarios: ["handshake", "key-update"],
  },
  {
    term: "KeyUpdate",
    also: ["key update"],
    text: "A message after which its sender uses new keys, so that no key is used for too long.",
    seeAlso: ["traffic secret"],
    spec: "RFC 9846 §4.7.3 [8446 §4.6.3]",
    scenarios: ["key-update"],
  },
];
