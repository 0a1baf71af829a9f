import { bitLength, modPow, modulo } from "../integers.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys.ts";

/**
 * RSA on bare numbers, as an attacker thinks of it: no padding, no blinding and no check of the
 * result. Nobody honest should use these; `CryptoProvider` has what they need.
 */

/**
 * `m ** e` modulo n.
 *
 * @throws {RangeError} if the number is not from 0 to below the modulus
 */
export function rsaPublicOperation(key: RsaPublicKey, m: bigint): bigint {
  check(key, m);
  return modPow(m, key.exponent, key.modulus);
}

/**
 * `c ** d` modulo n, modulo one prime at a time: an oracle may be asked a hundred thousand times.
 *
 * @throws {RangeError} if the number is not from 0 to below the modulus
 */
export function rsaPrivateOperation(key: RsaPrivateKey, c: bigint): bigint {
  check(key.publicKey, c);
  const { p, q } = key;
  const m1 = modPow(c % p, key.dP, p);
  const m2 = modPow(c % q, key.dQ, q);
  return m2 + q * modulo((m1 - m2) * key.qInv, p);
}

function check({ modulus }: RsaPublicKey, value: bigint): void {
  if (value < 0n || value >= modulus) {
    throw new RangeError(
      `Cannot raise a number of ${bitLength(value < 0n ? -value : value)} bits: ` +
        `it is not from 0 to below the modulus`,
    );
  }
}
