import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import type { Bytes } from "../../bytes/mod.ts";

/**
 * ML-KEM-768 (FIPS 203) by noble, with our three kinds of trouble. All chance is passed in.
 */

/** Lengths in bytes (FIPS 203 §8, table 3; the seed is d and z, one behind the other). */
export const ML_KEM_LENGTHS = {
  seed: 64,
  encapsulationKey: 1184,
  decapsulationKey: 2400,
  /** What encapsulation draws. */
  message: 32,
  ciphertext: 1088,
  secret: 32,
} as const;

export interface MlKemKeyPair {
  /** Public. */
  readonly encapsulationKey: Bytes;
  /** Private; it has the public one in it. */
  readonly decapsulationKey: Bytes;
}

export interface Encapsulation {
  readonly ciphertext: Bytes;
  readonly secret: Bytes;
}

/**
 * The pair of a seed (FIPS 203 §6.1).
 *
 * @throws {RangeError} if the seed does not have 64 bytes
 */
export function mlKemKeyPair(seed: Bytes): MlKemKeyPair {
  check("seed", seed);
  const { publicKey, secretKey } = ml_kem768.keygen(seed);
  return { encapsulationKey: publicKey, decapsulationKey: secretKey };
}

/**
 * A secret for the holder of a key (FIPS 203 §6.2), or `undefined` if the key is none: of another
 * length, or with a coefficient that is not reduced (§7.2).
 *
 * @throws {RangeError} if the message does not have 32 bytes
 */
export function mlKemEncapsulate(
  encapsulationKey: Bytes,
  message: Bytes,
): Encapsulation | undefined {
  check("message", message);
  if (encapsulationKey.length !== ML_KEM_LENGTHS.encapsulationKey) return undefined;
  try {
    const { cipherText, sharedSecret } = ml_kem768.encapsulate(encapsulationKey, message);
    return { ciphertext: cipherText, secret: sharedSecret };
  } catch {
    return undefined; // the only complaint left is a coefficient from 3329 up
  }
}

/**
 * The secret of a ciphertext (FIPS 203 §6.3), `undefined` only if it has the wrong length. One that
 * nobody made for this key leads to a secret that nobody else has: the rejection is implicit.
 *
 * @throws {RangeError} if the key does not have 2400 bytes
 */
export function mlKemDecapsulate(decapsulationKey: Bytes, ciphertext: Bytes): Bytes | undefined {
  check("decapsulationKey", decapsulationKey);
  if (ciphertext.length !== ML_KEM_LENGTHS.ciphertext) return undefined;
  return ml_kem768.decapsulate(ciphertext, decapsulationKey);
}

function check(what: keyof typeof ML_KEM_LENGTHS, bytes: Bytes): void {
  if (bytes.length !== ML_KEM_LENGTHS[what]) {
    throw new RangeError(
      `Cannot use ML-KEM with a ${what} of ${bytes.length} bytes: it takes ${ML_KEM_LENGTHS[what]}`,
    );
  }
}
