import { type Bytes, fromHex, hex } from "../bytes/mod.ts";

/** Big-endian bytes as a number (RFC 8017 §4.2, OS2IP). */
export function bytesToInteger(bytes: Bytes): bigint {
  return bytes.length === 0 ? 0n : BigInt("0x" + hex(bytes));
}

/**
 * A number as `length` big-endian bytes (RFC 8017 §4.1, I2OSP).
 *
 * @throws {RangeError} if it is negative or does not fit
 */
export function integerToBytes(value: bigint, length: number): Bytes {
  const digits = value.toString(16).padStart(2 * length, "0");
  if (value < 0n || digits.length > 2 * length) {
    throw new RangeError(`Cannot write ${value} in ${length} bytes`);
  }
  return fromHex(digits);
}

/** Number of binary digits of a number that is not negative; 0 has none. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** `value` modulo `modulus`, from 0 up, also for negative values. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/**
 * `base ** exponent` modulo `modulus`, for an exponent from 0 up. The exponent is read digit by
 * digit: to base 32 when it is long, so that five squarings share one multiplication.
 */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const digitBits = exponent < 1n << 64n ? 1 : 5;
  const radix = 2 ** digitBits;
  const powers = [1n % modulus];
  for (let i = 1; i < radix; i++) powers.push(modulo(powers[i - 1]! * base, modulus));
  let result = powers[0]!;
  for (const character of exponent.toString(radix)) {
    for (let i = 0; i < digitBits; i++) result = result * result % modulus;
    const digit = parseInt(character, radix);
    if (digit !== 0) result = result * powers[digit]! % modulus;
  }
  return result;
}

/**
 * The number whose product with `value` is 1 modulo `modulus`, by Euclid's extended algorithm;
 * `undefined` if the two have a common factor.
 */
export function modInverse(value: bigint, modulus: bigint): bigint | undefined {
  let [remainder, next] = [modulus, modulo(value, modulus)];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return remainder === 1n ? modulo(factor, modulus) : undefined;
}
