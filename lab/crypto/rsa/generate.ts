import type { RsaPrivateKey } from "../keys.ts";
import type { RandomSource } from "../random.ts";
import { modInverse } from "../integers.ts";
import { drawPrime } from "./primes.ts";

const USUAL_EXPONENT = 65537n;

/**
 * A fresh RSA key with the public exponent 65537 (FIPS 186-5 §A.1.3). The same source gives the same
 * key; 2048 bits take about a tenth of a second, so scenarios use the keys in `fixtures`.
 *
 * @param bits length of the modulus, an even number from 128 up; below 2048 it is a toy
 * @throws {RangeError} if the length is out of range
 */
export function generateRsaKey(bits: number, random: RandomSource, purpose: string): RsaPrivateKey {
  if (!Number.isInteger(bits) || bits < 128 || bits > 16384 || bits % 2 !== 0) {
    throw new RangeError(`Cannot make an RSA key of ${bits} bits`);
  }
  const half = bits / 2;
  const fits = (prime: bigint) => (prime - 1n) % USUAL_EXPONENT !== 0n;
  const p = drawPrime(random, `${purpose}, p`, half, fits);
  // Factors close together are found at once by Fermat's method.
  const gap = 1n << BigInt(Math.max(half - 100, 0));
  const apart = (q: bigint) => (p > q ? p - q : q - p) > gap;
  const q = drawPrime(random, `${purpose}, q`, half, (prime) => fits(prime) && apart(prime));
  return rsaKeyFromPrimes(p, q);
}

/**
 * The key that two primes make: what an attacker has as soon as he found one of them.
 *
 * @throws {RangeError} if no private exponent belongs to the public one
 */
export function rsaKeyFromPrimes(
  p: bigint,
  q: bigint,
  exponent: bigint = USUAL_EXPONENT,
): RsaPrivateKey {
  const [p1, q1] = [p - 1n, q - 1n];
  const d = modInverse(exponent, p1 * q1 / greatestCommonDivisor(p1, q1));
  const qInv = modInverse(q, p);
  if (d === undefined || qInv === undefined) {
    throw new RangeError(
      `Cannot make an RSA key: the exponent ${exponent} does not fit the primes`,
    );
  }
  return {
    type: "rsa",
    publicKey: { type: "rsa", modulus: p * q, exponent },
    d,
    p,
    q,
    dP: d % p1,
    dQ: d % q1,
    qInv,
  };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
