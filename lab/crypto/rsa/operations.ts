import type { Bytes } from "../../bytes/mod.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys.ts";
import type { RandomSource } from "../random.ts";
import {
  bitLength,
  bytesToInteger,
  integerToBytes,
  modInverse,
  modPow,
  modulo,
} from "../integers.ts";

/** Bounds of what a stranger's key may cost us; whether a key is *good* is for others to say. */
const LARGEST_MODULUS = 16384;
const LARGEST_EXPONENT = 64;

/** Length of a modulus, and with it of every signature and ciphertext, in bytes (RFC 8017's k). */
export function modulusLength({ modulus }: RsaPublicKey): number {
  return Math.ceil(bitLength(modulus) / 8);
}

/** Whether numbers can be an RSA public key at all (RFC 8017 §3.1), and one of bearable size. */
export function isPublicKey({ modulus, exponent }: RsaPublicKey): boolean {
  return modulus > 0n && (modulus & 1n) === 1n && bitLength(modulus) <= LARGEST_MODULUS &&
    exponent >= 3n && (exponent & 1n) === 1n && exponent < modulus &&
    bitLength(exponent) <= LARGEST_EXPONENT;
}

/**
 * RSAEP and RSAVP1 (RFC 8017 §5.1.1, §5.2.2): raises a number to the public exponent.
 *
 * @returns as many bytes as the modulus has, or `undefined` if the number is not below it
 */
export function publicOperation(key: RsaPublicKey, input: Bytes): Bytes | undefined {
  const value = bytesToInteger(input);
  if (value >= key.modulus) return undefined;
  return integerToBytes(modPow(value, key.exponent, key.modulus), modulusLength(key));
}

const BLINDING_LENGTH = 16;

/**
 * RSADP and RSASP1 (RFC 8017 §5.1.2, §5.2.1): raises a number to the private exponent, modulo one
 * prime at a time. The base is multiplied by `r^e` for a chance `r` beforehand, so that how long it
 * takes says nothing about the message (Kocher 1996).
 *
 * @param random gives the blinding; it has no influence on the result
 * @returns as many bytes as the modulus has, or `undefined` if the number is not below it
 */
export function privateOperation(
  key: RsaPrivateKey,
  input: Bytes,
  random: RandomSource,
): Bytes | undefined {
  const { publicKey: { modulus, exponent }, p, q } = key;
  const value = bytesToInteger(input);
  if (value >= modulus) return undefined;
  const { r, inverse } = blinding(modulus, random);
  const blinded = value * modPow(r, exponent, modulus) % modulus;
  const m1 = modPow(blinded % p, key.dP, p);
  const m2 = modPow(blinded % q, key.dQ, q);
  const result = (m2 + q * modulo((m1 - m2) * key.qInv, p)) * inverse % modulus;
  // One fault in either half would let anyone compute the factors (Boneh, DeMillo, Lipton 1997).
  // So nothing leaves before it was checked, as RFC 9846 §C.3 and RFC 8017 §5.1.2 note.
  if (modPow(result, exponent, modulus) !== value) {
    throw new Error("Cannot release an RSA result: it does not verify, so the key is damaged");
  }
  return integerToBytes(result, modulusLength(key.publicKey));
}

/** A chance number and its inverse. 128 bits suffice to make a base unpredictable. */
function blinding(modulus: bigint, random: RandomSource): { r: bigint; inverse: bigint } {
  for (;;) {
    const r = bytesToInteger(random.bytes("rsa blinding", BLINDING_LENGTH));
    const inverse = modInverse(r, modulus);
    if (inverse !== undefined) return { r, inverse };
  }
}
