import { encode } from "../../bytes/mod.ts";
import {
  bytesToInteger,
  generateRsaKey,
  integerToBytes,
  PREMASTER_LENGTH,
  type RandomSource,
  type RsaPrivateKey,
  type RsaPublicKey,
} from "../../crypto/mod.ts";
import {
  type ClientContext,
  type ClientHalf,
  type Fault,
  fault,
  type KeyExchange12,
  RSA,
  splitParams,
} from "../../tls/mod.ts";
import { ServerRsaParams } from "../../wire/mod.ts";

/** Longest modulus of a key that encrypts for export, in bits (RFC 2246 §D.1). */
const LONGEST = 512;
/** Longest one that anybody takes, so that a peer cannot hold us up. */
const LONGEST_OF_ALL = 8192;
/** Padding of PKCS #1 and a premaster secret, in bytes. */
const SHORTEST = 11 + PREMASTER_LENGTH;

/**
 * RSA for export (RFC 2246 §7.4.3): the key in the certificate is too strong to encrypt with, so the
 * server signs a short one with it.
 *
 * @param shortKey the server's short key; servers made one and kept it for as long as they ran
 */
export function rsaExportWith(shortKey: (random: RandomSource) => RsaPrivateKey): KeyExchange12 {
  return {
    name: "RSA_EXPORT",
    forwardSecret: false,
    serverSends: "signed",
    keyUse: "digitalSignature",
    server(context) {
      const key = shortKey(context.random);
      const half = RSA.server({ ...context, key });
      if (!("accept" in half)) return half;
      const { modulus, exponent } = key.publicKey;
      const params = encode(ServerRsaParams, {
        rsaModulus: minimal(modulus),
        rsaExponent: minimal(exponent),
      });
      return { ...half, group: `RSA of ${bitsOf(modulus)} bits`, params };
    },
    client: (body, context) => readShortKey(body, context, LONGEST),
  };
}

/** RSA for export with a fresh key of 512 bits in each handshake. */
export const RSA_EXPORT: KeyExchange12 = rsaExportWith((random) =>
  generateRsaKey(LONGEST, random, "export key")
);

/**
 * RSA as a careless client does it: it takes a short key in a ServerKeyExchange, although it has
 * asked for nothing of the kind (FREAK, CVE-2015-0204).
 */
export const RSA_TAKING_SHORT_KEYS: KeyExchange12 = {
  ...RSA,
  serverSends: "signed",
  client: (body, context) =>
    body === undefined
      ? RSA.client(undefined, context)
      : readShortKey(body, context, LONGEST_OF_ALL),
};

function readShortKey(
  body: Uint8Array | undefined,
  context: ClientContext,
  longest: number,
): ClientHalf | Fault {
  const split = splitParams(ServerRsaParams, body);
  if ("reason" in split) return split;
  const { value: { rsaModulus, rsaExponent }, params, rest } = split;
  const peerKey: RsaPublicKey = {
    type: "rsa",
    modulus: bytesToInteger(rsaModulus),
    exponent: bytesToInteger(rsaExponent),
  };
  const { modulus, exponent } = peerKey;
  const bits = bitsOf(modulus);
  const usable = bits <= longest && Math.ceil(bits / 8) >= SHORTEST && modulus % 2n === 1n &&
    exponent >= 3n && exponent % 2n === 1n && exponent < modulus;
  if (!usable) return fault("badKeyShare", `No use for a short RSA key of ${bits} bits`);
  const half = RSA.client(undefined, { ...context, peerKey });
  return "answer" in half ? { ...half, params, rest, group: `RSA of ${bits} bits` } : half;
}

function minimal(value: bigint): Uint8Array {
  return integerToBytes(value, Math.ceil(bitsOf(value) / 8));
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}
