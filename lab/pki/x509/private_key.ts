import { type Bytes, decode, type Decoded, encode, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider, CurveName, PrivateKey } from "../../crypto/mod.ts";
import { explicit, implicit } from "../der/element.ts";
import { bitStringOctets, integer, octetString, smallInteger } from "../der/primitives.ts";
import { any, optional, sequence } from "../der/structure.ts";
import { AlgorithmIdentifier } from "./algorithm.ts";
import { objectIdentifier, OIDS } from "./oids.ts";
import { curveBytes, curveOf, keyAlgorithm } from "./public_key.ts";

/** `OneAsymmetricKey`, the successor of PKCS #8's `PrivateKeyInfo` (RFC 5958 §2). */
export const PrivateKeyInfo = sequence("OneAsymmetricKey", {
  version: smallInteger,
  privateKeyAlgorithm: AlgorithmIdentifier,
  privateKey: octetString,
  attributes: optional({ ...any, accepts: (identifier: number) => identifier === 0xa0 }),
  publicKey: optional(implicit(1, bitStringOctets)),
});

/** `ECPrivateKey` (RFC 5915 §3). */
const EcPrivateKey = sequence("ECPrivateKey", {
  version: smallInteger,
  privateKey: octetString,
  parameters: optional(explicit(0, objectIdentifier)),
  publicKey: optional(explicit(1, bitStringOctets)),
});

/** `RSAPrivateKey` of two primes (RFC 8017 §A.1.2). */
const RsaPrivateKey = sequence("RSAPrivateKey", {
  version: smallInteger,
  modulus: integer,
  publicExponent: integer,
  privateExponent: integer,
  prime1: integer,
  prime2: integer,
  exponent1: integer,
  exponent2: integer,
  coefficient: integer,
});

/**
 * The PKCS #8 octets of a key. EC keys carry their public point; Ed25519 keys carry theirs as
 * well, which makes them version 2.
 */
export function encodePrivateKey(key: PrivateKey): Bytes {
  return encode(PrivateKeyInfo, {
    version: key.type === "ed25519" ? 1 : 0,
    privateKeyAlgorithm: keyAlgorithm(key.publicKey),
    privateKey: privateOctets(key),
    attributes: undefined,
    publicKey: key.type === "ed25519" ? key.publicKey.point : undefined,
  });
}

function privateOctets(key: PrivateKey): Bytes {
  switch (key.type) {
    case "ec":
      return encode(EcPrivateKey, {
        version: 1,
        privateKey: key.scalar,
        parameters: undefined,
        publicKey: key.publicKey.point,
      });
    case "ed25519":
      return encode(octetString, key.seed);
    case "rsa":
      return encode(RsaPrivateKey, {
        version: 0,
        modulus: key.publicKey.modulus,
        publicExponent: key.publicKey.exponent,
        privateExponent: key.d,
        prime1: key.p,
        prime2: key.q,
        exponent1: key.dP,
        exponent2: key.dQ,
        coefficient: key.qInv,
      });
  }
}

/**
 * Reads a PKCS #8 key of a kind the lab knows.
 *
 * @param provider computes the public half where the file leaves it out
 */
export function decodePrivateKey(der: Bytes, provider: CryptoProvider): Decoded<PrivateKey> {
  const outer = decode(PrivateKeyInfo, der);
  if (!outer.ok) return outer;
  const { privateKeyAlgorithm: { algorithm, parameters }, privateKey, publicKey } = outer.value;
  switch (algorithm) {
    case OIDS["id-ecPublicKey"]:
      return ecKey(parameters, privateKey, provider);
    case OIDS["id-Ed25519"]:
      return ed25519Key(privateKey, publicKey, provider);
    case OIDS.rsaEncryption:
      return rsaKey(privateKey);
    default:
      return refuse(`the key algorithm ${algorithm} is not one of the lab's`);
  }
}

function refuse(why: string): Decoded<PrivateKey> {
  return { ok: false, error: `Cannot read private key: ${why}`, at: 0 };
}

function ecKey(
  parameters: Bytes | undefined,
  der: Bytes,
  provider: CryptoProvider,
): Decoded<PrivateKey> {
  const curve = curveOf(parameters);
  if (curve === undefined) return refuse("it is on no named curve of the lab");
  const read = decode(EcPrivateKey, der);
  if (!read.ok) return read;
  const { privateKey: scalar, publicKey } = read.value;
  if (scalar.length !== curveBytes(curve)) return refuse("the scalar is not of the curve's length");
  const point = publicPoint(curve, scalar, provider);
  if (point === undefined) return refuse("the scalar is out of range");
  if (publicKey !== undefined && !equalBytes(point, publicKey)) {
    return refuse("its public half belongs to another key");
  }
  const value = { type: "ec", curve, scalar, publicKey: { type: "ec", curve, point } } as const;
  return { ok: true, value };
}

function publicPoint(curve: CurveName, scalar: Bytes, provider: CryptoProvider): Bytes | undefined {
  try {
    return provider.group(curve).keyPair(scalar).publicKey;
  } catch (error) {
    // To the provider such a scalar is its caller's fault; here it is the file's.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function ed25519Key(
  der: Bytes,
  point: Bytes | undefined,
  provider: CryptoProvider,
): Decoded<PrivateKey> {
  const read = decode(octetString, der);
  if (!read.ok) return read;
  if (read.value.length !== 32) {
    return refuse(`a seed of ${read.value.length} bytes, where 32 belong`);
  }
  const publicKey = provider.ed25519PublicKey(read.value);
  if (point !== undefined && !equalBytes(publicKey.point, point)) {
    return refuse("its public half belongs to another key");
  }
  return { ok: true, value: { type: "ed25519", seed: read.value, publicKey } };
}

function rsaKey(der: Bytes): Decoded<PrivateKey> {
  const read = decode(RsaPrivateKey, der);
  if (!read.ok) return read;
  const { modulus, publicExponent: exponent, privateExponent: d, ...crt } = read.value;
  const { prime1: p, prime2: q, exponent1: dP, exponent2: dQ, coefficient: qInv } = crt;
  if (p * q !== modulus) return refuse("the primes do not multiply to the modulus");
  const publicKey = { type: "rsa", modulus, exponent } as const;
  return { ok: true, value: { type: "rsa", publicKey, d, p, q, dP, dQ, qInv } };
}
