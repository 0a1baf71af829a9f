import type { Term } from "./term.ts";

/** Messages that TLS 1.2 has, and TLS 1.3 has not. */
export const TLS12_TERMS: readonly Term[] = [
  {
    term: "renegotiation",
    also: ["rehandshake"],
    text:
      "A second handshake on a connection that stands, inside its encryption. TLS up to 1.2 has it; " +
      "since 2010 the two handshakes name each other, and TLS 1.3 has done without it.",
    seeAlso: ["handshake", "Finished", "KeyUpdate"],
    spec: "RFC 5246 §7.4.1.1, RFC 5746",
    scenarios: ["renegotiation", "triple-handshake"],
  },
  {
    term: "ServerKeyExchange",
    also: ["SKE", "server key exchange"],
    text:
      "Up to TLS 1.2: the server's half of a key agreement, with a signature by the key of its " +
      "certificate. With RSA key exchange there is no such message.",
    seeAlso: ["ClientKeyExchange", "key agreement", "signature"],
    spec: "RFC 5246 §7.4.3",
    scenarios: ["handshake-tls12-ecdhe", "goto-fail"],
  },
  {
    term: "ServerHelloDone",
    also: ["Done", "server hello done"],
    text: "Up to TLS 1.2: the server says that its part of the handshake is over for now, and " +
      "that it waits for the client.",
    seeAlso: ["ServerHello", "ClientKeyExchange"],
    spec: "RFC 5246 §7.4.5",
    scenarios: ["handshake-tls12-rsa", "handshake-tls12-ecdhe"],
  },
  {
    term: "ClientKeyExchange",
    also: ["CKE", "client key exchange"],
    text: "Up to TLS 1.2: what the client gives for making keys. With RSA key exchange it is the " +
      "encrypted premaster secret, otherwise its half of the key agreement.",
    seeAlso: ["ServerKeyExchange", "premaster secret", "RSA key exchange"],
    spec: "RFC 5246 §7.4.7",
    scenarios: ["handshake-tls12-rsa", "handshake-tls12-ecdhe"],
  },
  {
    term: "heartbeat",
    also: ["Heartbleed"],
    text:
      "An extension up to TLS 1.2: one side sends a few bytes and wants them back, to see whether " +
      "the other is there. Heartbleed was a server that sent back more than it had got.",
    seeAlso: ["extension", "record"],
    spec: "RFC 6520",
    scenarios: ["heartbleed"],
  },
];
