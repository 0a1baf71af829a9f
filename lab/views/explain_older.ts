import type { HandshakeForm } from "../wire/mod.ts";

/** One plain sentence for each message up to TLS 1.2: what a trainer says while pointing at it. */
const SENTENCES: Readonly<Record<string, string>> = {
  HelloRequest: "HelloRequest: the server asks the client to begin a new handshake.",
  ServerHello: "ServerHello: what the server chose, and a random number of its own. Whatever it " +
    "chose, there is no secret yet.",
  Certificate: "Certificate: the claim that this key belongs to that name, signed by somebody. " +
    "Anybody can copy it, so it proves nothing yet.",
  CertificateStatus: "CertificateStatus: the authority's word that the certificate has not been " +
    "taken back.",
  CertificateRequest: "CertificateRequest: the server wants to know who the client is, too.",
  ServerHelloDone: "ServerHelloDone: the server has said its part, and waits.",
  CertificateVerify:
    "CertificateVerify: the client's signature over everything said so far. Only " +
    "the holder of the certificate's private key can make it.",
  NewSessionTicket: "NewSessionTicket: the session, sealed with a key that only the server has, " +
    "for the client to bring along next time.",
  Finished: "Finished: a MAC over all messages of the handshake, and the first message under the " +
    "new keys. If one byte was changed on the way, the two sides find out here.",
};

const SIGNED_HALF = "ServerKeyExchange: the server's half of the key agreement, signed with the " +
  "key of its certificate, so that it can come from nobody else.";
const UNSIGNED_HALF = "ServerKeyExchange: the server's half of the key agreement, and nobody " +
  "signs it: it may come from anybody.";
const CLIENTS_HALF =
  "ClientKeyExchange: the client's half of the key agreement. From here on both " +
  "have the same secret, and nobody who only listened does.";
const AGAINST_CERTIFICATE = "ClientKeyExchange: the client's half of the key agreement; the " +
  "server's half is the key in its certificate. Whoever gets that key, even years later, can read " +
  "along.";
const ENCRYPTED_SECRET = "ClientKeyExchange: a secret that the client made up, encrypted to the " +
  "server's key. Whoever gets that key, even years later, can open it.";

/** The sentence on a message up to TLS 1.2; none for messages those versions do not have. */
export function olderSentenceOn(
  name: string,
  form: HandshakeForm,
): string | undefined {
  const keyExchange: string = form.keyExchange ?? "";
  switch (name) {
    case "ServerKeyExchange":
      return serverKeyExchange(keyExchange);
    case "ClientKeyExchange":
      return clientKeyExchange(keyExchange);
    default:
      return Object.hasOwn(SENTENCES, name) ? SENTENCES[name] : undefined;
  }
}

function serverKeyExchange(keyExchange: string): string {
  switch (keyExchange) {
    case "RSA_EXPORT":
      return "ServerKeyExchange: a short RSA key to encrypt to, signed with the key of the " +
        "certificate.";
    case "PSK":
    case "RSA_PSK":
      return "ServerKeyExchange: a hint which of the keys they share the server means.";
    default:
      return /anon|PSK/.test(keyExchange) ? UNSIGNED_HALF : SIGNED_HALF;
  }
}

function clientKeyExchange(keyExchange: string): string {
  if (keyExchange === "PSK") {
    return "ClientKeyExchange: the name of a key that both have had since long before. Whoever " +
      "gets it, even years later, can read along.";
  }
  if (/^ECDH_(?!anon)/.test(keyExchange)) return AGAINST_CERTIFICATE;
  return keyExchange.startsWith("RSA") ? ENCRYPTED_SECRET : CLIENTS_HALF;
}
