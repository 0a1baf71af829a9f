import type { RandomSource } from "../random.ts";
import { bytesToInteger, modPow } from "../integers.ts";

/**
 * Draws a probable prime of exactly `bits` bits whose two highest bits are set, so that the product
 * of two such primes has exactly twice as many (FIPS 186-5 §A.1.3).
 *
 * @param accept what else is asked of it
 */
export function drawPrime(
  random: RandomSource,
  purpose: string,
  bits: number,
  accept: (prime: bigint) => boolean,
): bigint {
  const bytes = Math.ceil(bits / 8);
  const spare = BigInt(8 * bytes - bits);
  const top = 0b11n << BigInt(bits - 2);
  for (;;) {
    const candidate = (bytesToInteger(random.bytes(purpose, bytes)) >> spare) | top | 1n;
    if (accept(candidate) && isProbablePrime(candidate, bits, random, `${purpose}, witnesses`)) {
      return candidate;
    }
  }
}

/**
 * Whether a number is most likely prime: no small factors, and no witness against it among chance
 * bases (Miller and Rabin; FIPS 186-5 §B.3.1).
 */
export function isProbablePrime(
  candidate: bigint,
  bits: number,
  random: RandomSource,
  purpose: string,
): boolean {
  if (candidate < 2n) return false;
  for (const { product, primes } of smallPrimes ??= group(primesBelow(1000))) {
    const remainder = Number(candidate % BigInt(product));
    for (const prime of primes) if (remainder % prime === 0) return candidate === BigInt(prime);
  }
  // candidate - 1 = odd * 2^twos
  let odd = candidate - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++;
  for (let round = 0; round < rounds(bits); round++) {
    const drawn = bytesToInteger(random.bytes(purpose, Math.ceil(bits / 8)));
    const base = 2n + drawn % (candidate - 3n);
    if (isWitness(base, candidate, odd, twos)) return false;
  }
  return true;
}

/** Whether a base proves that a number is composite. */
function isWitness(base: bigint, candidate: bigint, odd: bigint, twos: number): boolean {
  let power = modPow(base, odd, candidate);
  if (power === 1n || power === candidate - 1n) return false;
  for (let i = 1; i < twos; i++) {
    power = power * power % candidate;
    if (power === candidate - 1n) return false;
  }
  return true;
}

/** Rounds for an error below 2^-100 in chance candidates; short ones need more (table B.1). */
function rounds(bits: number): number {
  return bits >= 1024 ? 5 : bits >= 512 ? 8 : 40;
}

/** The primes below 1000, in groups whose product is still an exact number; made when first needed. */
let smallPrimes: ReturnType<typeof group> | undefined;

function primesBelow(limit: number): number[] {
  const primes: number[] = [];
  for (let n = 2; n < limit; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

function group(primes: readonly number[]): { product: number; primes: number[] }[] {
  const groups: { product: number; primes: number[] }[] = [];
  for (const prime of primes) {
    const last = groups.at(-1);
    if (last !== undefined && last.product * prime <= Number.MAX_SAFE_INTEGER) {
      last.product *= prime;
      last.primes.push(prime);
    } else groups.push({ product: prime, primes: [prime] });
  }
  return groups;
}
