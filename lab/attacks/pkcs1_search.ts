import type { RsaPublicKey } from "../crypto/mod.ts";

/** A question: is the secret, times that number, well padded? */
export type Multiplier = bigint;

/** After so many steps of one length, they are doubled. */
const PATIENCE = 4;

interface Interval {
  readonly least: bigint;
  readonly most: bigint;
}

/**
 * Finds a well padded number from its encryption and somebody who tells well padded numbers from
 * others (Bleichenbacher, CRYPTO 1998). A ciphertext multiplied by the encryption of s decrypts to
 * the secret times s; if that begins with 00 02, the secret lies in one of few intervals, and what
 * is left of them shrinks with each yes.
 *
 * Yields multipliers to ask about, takes the answers, and returns the secret: `undefined` if
 * the answers contradict each other.
 */
export function* searchPadded(
  { modulus }: RsaPublicKey,
): Generator<Multiplier, bigint | undefined, boolean> {
  const length = Math.ceil(modulus.toString(16).length / 2);
  const unit = 1n << BigInt(8 * (length - 2)); // what is well padded lies from 2 to 3 of these
  const [low, high] = [2n * unit, 3n * unit - 1n];
  let candidates: readonly Interval[] = [{ least: low, most: high }];
  let s = ceilDiv(modulus, 3n * unit);
  while (!(yield s)) s++;
  for (;;) {
    candidates = narrowed(candidates, s, low, high, modulus);
    const [only, more] = candidates;
    if (only === undefined) return undefined;
    if (more === undefined && only.least === only.most) return only.least;
    s = yield* next(candidates.map((one) => promising(one, s, low, high, modulus)));
  }
}

/**
 * Asks on until somebody says yes. Where several intervals are left, their multipliers take turns:
 * one of them holds the secret, and will be hit soon.
 */
function* next(
  series: readonly Generator<Multiplier, never>[],
): Generator<Multiplier, Multiplier, boolean> {
  for (;;) {
    for (const multipliers of series) {
      const s = multipliers.next().value;
      if (yield s) return s;
    }
  }
}

/**
 * Multipliers that may say yes if the secret lies in that interval: about twice as large as the last
 * one, so that a yes halves the interval (step 2.c).
 */
function* promising(
  { least, most }: Interval,
  last: Multiplier,
  low: bigint,
  high: bigint,
  modulus: bigint,
): Generator<Multiplier, never> {
  let r = ceilDiv(2n * (most * last - low), modulus);
  // Where the modulus is nearly a multiple of the secret, one r after the other comes to nothing for
  // the same reason; so the steps become longer.
  for (let step = 1n;; step *= 2n) {
    for (let i = 0; i < PATIENCE; i++, r += step) {
      const end = (high + r * modulus) / least;
      for (let s = ceilDiv(low + r * modulus, most); s <= end; s++) yield s;
    }
  }
}

/** What of the intervals agrees with a yes (step 3). */
function narrowed(
  intervals: readonly Interval[],
  s: Multiplier,
  low: bigint,
  high: bigint,
  modulus: bigint,
): readonly Interval[] {
  const found: Interval[] = [];
  for (const { least, most } of intervals) {
    const end = (most * s - low) / modulus;
    for (let r = ceilDiv(least * s - high, modulus); r <= end; r++) {
      const from = ceilDiv(low + r * modulus, s);
      const to = (high + r * modulus) / s;
      const interval = { least: from > least ? from : least, most: to < most ? to : most };
      if (interval.least <= interval.most) found.push(interval);
    }
  }
  return found;
}

/** For numbers of either sign over a positive one. */
function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor; // towards zero
  return dividend > quotient * divisor ? quotient + 1n : quotient;
}
