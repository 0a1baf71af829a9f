import { note, type Notes } from "./note.ts";

/** The two messages that TLS 1.3 has no more: keys are agreed on after the hellos. */
export const KEY_EXCHANGE_NOTES: Notes = {
  ServerKeyExchange: note(
    "What the client needs for the key exchange and the certificate does not say. With plain RSA " +
      "it is not sent.",
    "RFC 5246 §7.4.3",
  ),
  "ServerKeyExchange.params": note(
    "The server's part of the key exchange: a group and a public value made for this session.",
    "RFC 5246 §7.4.3",
  ),
  "ServerKeyExchange.params.curveType": note(
    "How the curve is given: today always by name.",
    "RFC 8422 §5.4",
  ),
  "ServerKeyExchange.params.namedCurve": note(
    "The group the server chose from the client's supported_groups.",
    "RFC 8422 §5.4",
  ),
  "ServerKeyExchange.params.publicPoint": note(
    "The public half of the server's key for this exchange. If it is fresh each time, later theft " +
      "of the certificate's key opens nothing recorded today.",
    "RFC 8422 §5.4",
  ),
  "ServerKeyExchange.params.dhP": note(
    "The prime of the group. The server alone chooses it, and a short one can be broken: that was " +
      "Logjam.",
    "RFC 5246 §7.4.3, RFC 7919 §1",
  ),
  "ServerKeyExchange.params.dhG": note(
    "The generator: the number whose powers are exchanged.",
    "RFC 5246 §7.4.3",
  ),
  "ServerKeyExchange.params.dhYs": note(
    "The server's public value: the generator to the power of a secret number, modulo the prime.",
    "RFC 5246 §7.4.3",
  ),
  "ServerKeyExchange.params.rsaModulus": note(
    "The modulus of a short RSA key, at most 512 bits, which export law once demanded.",
    "RFC 2246 §7.4.3",
  ),
  "ServerKeyExchange.params.rsaExponent": note(
    "The public exponent of that short key.",
    "RFC 2246 §7.4.3",
  ),
  "ServerKeyExchange.pskIdentityHint": note(
    "A hint which of its pre-shared keys the client should use.",
    "RFC 4279 §2, §5.2",
  ),
  "ServerKeyExchange.signedParams": note(
    "The server's signature over the two randoms and the parameters. It says nothing about the " +
      "suite, so it also fits a handshake that somebody else steered.",
    "RFC 5246 §7.4.3",
  ),
  "ServerKeyExchange.signedParams.algorithm": note(
    "Hash and signature algorithm, one of those the client offered. Up to TLS 1.1 the field is " +
      "missing, since the suite decides.",
    "RFC 5246 §7.4.3, §7.4.1.4.1",
  ),
  "ServerKeyExchange.signedParams.signature": note(
    "Made with the private key of the certificate. It ties the fresh parameters to the server's " +
      "name, and to this session through the randoms.",
    "RFC 5246 §7.4.3",
  ),
  ClientKeyExchange: note(
    "The client's part of the key exchange. With it both sides can compute the premaster secret, " +
      "and from that all keys.",
    "RFC 5246 §7.4.7",
  ),
  "ClientKeyExchange.encryptedPreMasterSecret": note(
    "48 bytes made up by the client, encrypted for the server's RSA key. Whoever gets that key, " +
      "even years later, can open this and every other recording.",
    "RFC 5246 §7.4.7.1",
  ),
  "ClientKeyExchange.dhYc": note(
    "The client's public value: the generator to the power of its own secret number.",
    "RFC 5246 §7.4.7.2",
  ),
  "ClientKeyExchange.ecdhYc": note(
    "The client's public point on the curve.",
    "RFC 8422 §5.7",
  ),
  "ClientKeyExchange.pskIdentity": note(
    "The name of the pre-shared key the client will use, in the clear.",
    "RFC 4279 §2, §5.1",
  ),
};
