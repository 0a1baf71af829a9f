import { type Bytes, decode, decodeTrusted, encode, type Infer } from "../../bytes/mod.ts";
import type { CurveName, PublicKey } from "../../crypto/mod.ts";
import * as der from "../der/author.ts";
import { Identifier } from "../der/element.ts";
import type { Oid } from "../der/oid.ts";
import { bitStringOctets, integer } from "../der/primitives.ts";
import { sequence, withDer } from "../der/structure.ts";
import { AlgorithmIdentifier, bareAlgorithm, nullAlgorithm } from "./algorithm.ts";
import { objectIdentifier, oidName, OIDS } from "./oids.ts";

/** The two members of a `SubjectPublicKeyInfo`: which kind of key, and the key's own octets. */
interface KeyInfo {
  readonly algorithm: AlgorithmIdentifier;
  readonly subjectPublicKey: Bytes;
}

/** `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7) with its own octets, which pins are made of. */
export const SubjectPublicKeyInfo = withDer<KeyInfo>(sequence("SubjectPublicKeyInfo", {
  algorithm: AlgorithmIdentifier,
  subjectPublicKey: bitStringOctets,
}, showKey));
export type SubjectPublicKeyInfo = Infer<typeof SubjectPublicKeyInfo>;

/** `RSAPublicKey` (RFC 8017 §A.1.1). */
const RsaPublicKey = sequence("RSAPublicKey", { modulus: integer, publicExponent: integer });

const CURVES: Readonly<Record<CurveName, { oid: Oid; bytes: number }>> = {
  "P-256": { oid: OIDS.secp256r1, bytes: 32 },
  "P-384": { oid: OIDS.secp384r1, bytes: 48 },
  "P-521": { oid: OIDS.secp521r1, bytes: 66 },
};

/** Length of a coordinate or scalar of a curve, in bytes. */
export function curveBytes(curve: CurveName): number {
  return CURVES[curve].bytes;
}

/** The curve of `id-ecPublicKey` parameters; only named ones exist for the web (RFC 5480 §2.1.1). */
export function curveOf(parameters: Bytes | undefined): CurveName | undefined {
  const read = parameters && decode(objectIdentifier, parameters);
  if (!read?.ok) return undefined;
  return (Object.keys(CURVES) as CurveName[]).find((curve) => CURVES[curve].oid === read.value);
}

/** The `AlgorithmIdentifier` that public and private keys of this kind carry. */
export function keyAlgorithm(key: PublicKey): AlgorithmIdentifier {
  switch (key.type) {
    case "ec":
      return { algorithm: OIDS["id-ecPublicKey"], parameters: der.oid(CURVES[key.curve].oid) };
    case "ed25519":
      return bareAlgorithm(OIDS["id-Ed25519"]);
    case "rsa":
      return nullAlgorithm(OIDS.rsaEncryption);
  }
}

/** The `SubjectPublicKeyInfo` of a key. */
export function subjectPublicKeyInfoOf(key: PublicKey): SubjectPublicKeyInfo {
  const bits = key.type === "rsa"
    ? encode(RsaPublicKey, { modulus: key.modulus, publicExponent: key.exponent })
    : key.point;
  const algorithm = encode(AlgorithmIdentifier, keyAlgorithm(key));
  return decodeTrusted(SubjectPublicKeyInfo, der.sequence(algorithm, der.bitString(bits)));
}

/**
 * The key, or `undefined` where the lab has none of the kind: other algorithms, explicit curve
 * parameters, compressed points, numbers that cannot be an RSA key. Whether a point is on its
 * curve is for the crypto provider to find out.
 */
export function publicKeyOf(info: KeyInfo): PublicKey | undefined {
  const { algorithm: { algorithm, parameters }, subjectPublicKey } = info;
  if (algorithm === OIDS["id-ecPublicKey"]) {
    const curve = curveOf(parameters);
    if (curve === undefined || subjectPublicKey[0] !== 4) return undefined;
    if (subjectPublicKey.length !== 1 + 2 * CURVES[curve].bytes) return undefined;
    return { type: "ec", curve, point: subjectPublicKey };
  }
  if (algorithm === OIDS["id-Ed25519"]) {
    if (parameters !== undefined || subjectPublicKey.length !== 32) return undefined;
    return { type: "ed25519", point: subjectPublicKey };
  }
  if (algorithm !== OIDS.rsaEncryption) return undefined;
  const read = decode(RsaPublicKey, subjectPublicKey);
  if (!read.ok) return undefined;
  const { modulus, publicExponent: exponent } = read.value;
  return modulus > 0n && exponent > 1n && exponent < modulus && modulus % 2n === 1n
    ? { type: "rsa", modulus, exponent }
    : undefined;
}

/**
 * Whether a key's parameters describe a curve, well or badly, in place of naming one, which must not
 * be (RFC 5480 §2.1.1).
 */
export function bringsOwnCurve({ algorithm: { algorithm, parameters } }: KeyInfo): boolean {
  return algorithm === OIDS["id-ecPublicKey"] && parameters?.[0] === Identifier.SEQUENCE;
}

/**
 * `P-256`, `RSA 2048`, `Ed25519`, or the name of what the lab does not know.
 *
 * @param key what `publicKeyOf` makes of it, for whoever has that already
 */
export function showKey(info: KeyInfo, key: PublicKey | undefined = publicKeyOf(info)): string {
  switch (key?.type) {
    case "ec":
      return key.curve;
    case "ed25519":
      return "Ed25519";
    case "rsa":
      return `RSA ${modulusBits(key.modulus)}`;
    default:
      return bringsOwnCurve(info)
        ? "EC with curve parameters of its own"
        : oidName(info.algorithm.algorithm) ?? info.algorithm.algorithm;
  }
}

/** Bit length of a modulus. */
export function modulusBits(modulus: bigint): number {
  return modulus.toString(2).length;
}
