import { type Bytes, decode, fromHex, hex } from "../../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  type RsaPrivateKey,
  type RsaPublicKey,
  seededRandom,
} from "../../crypto/mod.ts";
import {
  keyShare,
  preSharedKey,
  readExtension,
  RsaClientKeyExchange,
  ServerRsaParams,
  sessionTicket,
} from "../../wire/mod.ts";
import { openTicket, type SessionState, type TicketKey } from "../resumption/mod.ts";
import { EarlySecret, type HandshakeSecret } from "../schedule/mod.ts";
import { splitParams } from "../tls12/key_exchange/split_params.ts";
import {
  type Closed,
  isClosed,
  type KeySource,
  type SeenNewer,
  type SeenOlder,
  type TrafficLabel,
} from "./keys.ts";

const NOT_13 = { closed: "a main secret of TLS 1.2 says nothing about TLS 1.3" };

/**
 * The lines of an SSLKEYLOGFILE (RFC 9850): whoever holds it reads what both ends read.
 *
 * @param text lines of label, client random and secret; comments and others are passed over
 */
export function keyLogKeys(text: string): KeySource {
  const known = new Map<string, Bytes>();
  for (const line of text.split(/\r?\n/)) {
    const parts = /^([A-Z0-9_]+) ([0-9a-fA-F]{64}) ((?:[0-9a-fA-F]{2})+)$/.exec(line.trim());
    if (parts !== null) known.set(`${parts[1]} ${parts[2]!.toLowerCase()}`, fromHex(parts[3]!));
  }
  const find = (label: string, random: Bytes): Bytes | Closed =>
    known.get(`${label} ${hex(random)}`) ??
      { closed: `no ${label} of the connection in the key log` };
  return {
    mainSecret: ({ randoms }) => find("CLIENT_RANDOM", randoms.client),
    trafficSecret: (label, { clientHello }) => find(label, clientHello.random),
  };
}

/** No key at all: what is in the clear, and no more. */
export const NO_KEYS: KeySource = {
  mainSecret: () => ({ closed: "no key" }),
  trafficSecret: () => ({ closed: "no key" }),
};

/** A main secret of TLS 1.2 or older, 48 bytes: it opens every connection of its session. */
export function mainSecretKeys(mainSecret: Bytes): KeySource {
  return { mainSecret: () => mainSecret, trafficSecret: () => NOT_13 };
}

/** A premaster secret, however it was found: by a logarithm, an oracle, a factor of a modulus. */
export function premasterKeys(premaster: Bytes): KeySource {
  return {
    mainSecret: (seen) =>
      seen.clientKeyExchange === undefined ? GOES_ON : mainSecretFrom(premaster, seen),
    trafficSecret: () => ({ closed: "TLS 1.3 has no premaster secret" }),
  };
}

const GOES_ON = { closed: "an earlier session goes on, and its keys were agreed on elsewhere" };

/** RFC 5246 §8.1, RFC 7627 §4 */
function mainSecretFrom(
  premaster: Bytes,
  { dialect, kit, randoms, extendedMainSecret, transcript }: SeenOlder,
): Bytes {
  return extendedMainSecret
    ? dialect.extendedMainSecret!(kit, premaster, transcript)
    : dialect.mainSecret(kit, premaster, randoms);
}

/**
 * The private key of the server's certificate. It opens what RSA key transport protects (RFC 5246
 * §7.4.7.1), and nothing where it only signed. In an export suite the secret is encrypted to another
 * key, which the server signs and which is short; the private half of that does as well.
 */
export function privateKeyKeys(key: RsaPrivateKey, crypto: CryptoProvider): KeySource {
  return {
    mainSecret: (seen) => {
      const premaster = decryptedPremaster(key, crypto, seen);
      return isClosed(premaster) ? premaster : mainSecretFrom(premaster, seen);
    },
    trafficSecret: () => ({ closed: "TLS 1.3: the private key only signed" }),
  };
}

function decryptedPremaster(
  key: RsaPrivateKey,
  crypto: CryptoProvider,
  seen: SeenOlder,
): Bytes | Closed {
  const sealed = sealedPremaster(seen);
  if ("closed" in sealed) return sealed;
  const { to, temporary, encrypted } = sealed;
  if (to.modulus !== key.publicKey.modulus) {
    const whose = temporary
      ? "the one that the server made for it"
      : "that of the server's certificate";
    return { closed: `the private key is not ${whose}` };
  }
  // Blinding hides from a clock what the key is, and does not change the result: any chance does.
  return crypto.rsaDecrypt(key, encrypted, seededRandom(0, "blinding")) ??
    { closed: "the premaster secret is not well encrypted" };
}

/** An encrypted premaster secret as it went over the wire. */
export interface SealedPremaster {
  /** The key it was encrypted to: that of the certificate, or a temporary one of an export suite. */
  readonly to: RsaPublicKey;
  readonly temporary: boolean;
  readonly encrypted: Bytes;
}

/** What RSA key transport showed to everybody; why there is nothing, where it was another way. */
export function sealedPremaster(
  { suite, dialect, serverKey, serverKeyExchange, clientKeyExchange }: SeenOlder,
): SealedPremaster | Closed {
  if (clientKeyExchange === undefined) return GOES_ON;
  const { name } = suite.keyExchange;
  if (!["RSA", "RSA_EXPORT"].includes(name)) {
    return { closed: `${name}: the private key only signed` };
  }
  const params = serverKeyExchange && splitParams(ServerRsaParams, serverKeyExchange);
  if (params !== undefined && !("value" in params)) return { closed: "an unreadable RSA key" };
  const to = params === undefined ? serverKey : {
    type: "rsa" as const,
    modulus: bytesToInteger(params.value.rsaModulus),
    exponent: bytesToInteger(params.value.rsaExponent),
  };
  if (to?.type !== "rsa") return { closed: "the server's key is no RSA key" };
  const read = dialect.prefixesPremaster
    ? decode(RsaClientKeyExchange, clientKeyExchange)
    : undefined;
  if (read?.ok === false) return { closed: read.error };
  const encrypted = read?.value.encryptedPreMasterSecret ?? clientKeyExchange;
  return { to, temporary: params !== undefined, encrypted };
}

/** What a pre-shared key or a shared secret of TLS 1.3 is good for. */
export interface SharedKeys {
  /** The key that both sides had beforehand; zeros unless given. */
  readonly preSharedKey?: Bytes;
  /** What the key exchange gave; absent where there was none (psk_ke), or where it is not known. */
  readonly sharedSecret?: Bytes;
}

/**
 * Climbs the ladder of TLS 1.3 (RFC 9846 §7.1) from a pre-shared key, a shared secret or both. A
 * pre-shared key alone opens early data, and the rest only if no key exchange went with it.
 */
export function ladderKeys(known: SharedKeys): KeySource {
  return {
    mainSecret: () => ({ closed: "a secret of TLS 1.3 says nothing about TLS 1.2" }),
    trafficSecret: (label, seen) => climb(known, label, seen),
  };
}

function climb(
  { preSharedKey: psk, sharedSecret }: SharedKeys,
  label: TrafficLabel,
  { serverHello, kdf, transcriptHash }: SeenNewer,
): Bytes | Closed {
  const early = psk === undefined ? EarlySecret.withoutPsk(kdf) : new EarlySecret(kdf, psk);
  if (label === "CLIENT_EARLY_TRAFFIC_SECRET") {
    return psk === undefined
      ? { closed: "no pre-shared key" }
      : early.clientTraffic(transcriptHash);
  }
  const extensions = serverHello?.extensions ?? [];
  const exchanged = readExtension(extensions, keyShare, "server_hello") !== undefined;
  if (psk !== undefined && readExtension(extensions, preSharedKey, "server_hello") === undefined) {
    return { closed: "the server did not take the pre-shared key" };
  }
  if (exchanged && sharedSecret === undefined) {
    return { closed: "psk_dhe_ke: a fresh key exchange went with the pre-shared key" };
  }
  const handshake: HandshakeSecret = early.handshake(exchanged ? sharedSecret : undefined);
  switch (label) {
    case "CLIENT_HANDSHAKE_TRAFFIC_SECRET":
      return handshake.clientTraffic(transcriptHash);
    case "SERVER_HANDSHAKE_TRAFFIC_SECRET":
      return handshake.serverTraffic(transcriptHash);
    case "CLIENT_TRAFFIC_SECRET_0":
      return handshake.main().clientTraffic(transcriptHash);
    case "SERVER_TRAFFIC_SECRET_0":
      return handshake.main().serverTraffic(transcriptHash);
  }
}

/**
 * A server's ticket key. In TLS 1.2 a ticket holds the main secret itself, of the connection that
 * it is handed out on as of those that it is shown on (RFC 5077 §3.3). In TLS 1.3 it stands for a
 * pre-shared key, and is only visible where it is shown.
 *
 * @param handedOut the tickets that the server sent in the clear on this connection, in order
 */
export function ticketKeys(
  keys: readonly TicketKey[],
  crypto: CryptoProvider,
  handedOut: readonly Bytes[],
): KeySource {
  const sessionOf = (ticket: Bytes | undefined): SessionState | Closed => {
    if (ticket === undefined) return { closed: "no ticket was shown in the clear" };
    return openTicket(crypto, keys, ticket) ?? { closed: "the ticket is not under this key" };
  };
  return {
    mainSecret({ clientHello, clientKeyExchange }) {
      const shown = readExtension(clientHello.extensions ?? [], sessionTicket, "client_hello");
      const session = sessionOf(
        clientKeyExchange === undefined && shown?.ok ? shown.value : handedOut[0],
      );
      return "closed" in session ? session : session.secret;
    },
    trafficSecret(label, seen) {
      const { clientHello, serverHello } = seen;
      const offered = readExtension(clientHello.extensions ?? [], preSharedKey, "client_hello");
      const chosen = readExtension(serverHello?.extensions ?? [], preSharedKey, "server_hello");
      // Early data are always under the first key offered (RFC 9846 §4.3.10 [8446 §4.2.10]).
      const index = label !== "CLIENT_EARLY_TRAFFIC_SECRET" && chosen?.ok ? chosen.value : 0;
      const session = sessionOf(
        offered?.ok ? offered.value.identities[index]?.identity : undefined,
      );
      return "closed" in session ? session : climb({ preSharedKey: session.secret }, label, seen);
    },
  };
}
