import { type Bytes, hex } from "../bytes/mod.ts";
import { integerToBytes } from "../crypto/mod.ts";

/**
 * An element of the field of GCM, with 2^128 elements (SP 800-38D §6.3): a block of 16 bytes as a
 * number, whose highest bit stands for x^0.
 */
export type Element = bigint;

const ONE: Element = 1n << 127n;
const REDUCTION = 0xe1n << 120n;
/** The field has 2 to this many elements. */
const DEGREE = 128;

/** A polynomial over the field: the coefficient of X^i at place i, the highest not zero. */
export type Polynomial = readonly Element[];

export function elementOf(block: Bytes): Element {
  return BigInt(`0x${hex(block)}`);
}

/** The element as a block of 16 bytes. */
export function blockOf(element: Element): Bytes {
  return integerToBytes(element, 16);
}

export function multiply(a: Element, b: Element): Element {
  let product = 0n;
  for (let bit = ONE; bit > 0n; bit >>= 1n) {
    if ((b & bit) !== 0n) product ^= a;
    a = (a & 1n) === 0n ? a >> 1n : (a >> 1n) ^ REDUCTION;
  }
  return product;
}

/** `a` to the power of 2^128 - 2. */
function inverse(a: Element): Element {
  let result = ONE;
  let power = a;
  for (let i = 1; i < DEGREE; i++) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}

/** Sum, which is also the difference. */
export function add(f: Polynomial, g: Polynomial): Polynomial {
  const length = Math.max(f.length, g.length);
  return trimmed(Array.from({ length }, (_, i) => (f[i] ?? 0n) ^ (g[i] ?? 0n)));
}

/** The value of a polynomial at a point. */
export function valueAt(f: Polynomial, x: Element): Element {
  return f.reduceRight((sum, coefficient) => multiply(sum, x) ^ coefficient, 0n);
}

/**
 * All points of the field where a polynomial is zero, each once: Berlekamp's way, which tells roots
 * apart by their traces. For degrees in the tens it takes a part of a second.
 *
 * @throws {RangeError} for the polynomial that is zero everywhere
 */
export function rootsOf(polynomial: Polynomial): readonly Element[] {
  const f = monic(trimmed(polynomial));
  if (f.length === 0) throw new RangeError("Cannot list the roots of 0: all points are");
  if (f.length === 1) return [];
  // X, X^2, X^4, … modulo f: of these all traces are made.
  const powers: Polynomial[] = [remainder([0n, ONE], f)];
  for (let i = 1; i <= DEGREE; i++) powers.push(remainder(square(powers[i - 1]!), f));
  // X^(2^128) - X is the product of all X - a, so this is that of those with a root of f.
  const split = greatestCommonDivisor(f, add(powers[DEGREE]!, powers[0]!));
  return rootsAmong(split, powers, 0);
}

/** @param f a product of different linear factors @param from the first basis element not tried */
function rootsAmong(f: Polynomial, powers: readonly Polynomial[], from: number): Element[] {
  if (f.length < 2) return [];
  if (f.length === 2) return [f[0]!];
  for (let i = from; i < DEGREE; i++) {
    const part = greatestCommonDivisor(f, remainder(trace(ONE >> BigInt(i), powers), f));
    if (part.length < 2 || part.length === f.length) continue;
    const rest = quotient(f, part);
    return [...rootsAmong(part, powers, i + 1), ...rootsAmong(rest, powers, i + 1)];
  }
  return [];
}

/** The trace of `factor` times X, as a polynomial. */
function trace(factor: Element, powers: readonly Polynomial[]): Polynomial {
  let sum: Polynomial = [];
  for (let i = 0; i < DEGREE; i++, factor = multiply(factor, factor)) {
    sum = add(sum, powers[i]!.map((coefficient) => multiply(coefficient, factor)));
  }
  return sum;
}

function square(f: Polynomial): Polynomial {
  return f.flatMap((coefficient) => [multiply(coefficient, coefficient), 0n]).slice(0, -1);
}

export function greatestCommonDivisor(f: Polynomial, g: Polynomial): Polynomial {
  let [a, b] = [trimmed(f), trimmed(g)];
  while (b.length > 0) [a, b] = [b, remainder(a, b)];
  return monic(a);
}

function remainder(f: Polynomial, by: Polynomial): Polynomial {
  return divided(f, by).rest;
}

function quotient(f: Polynomial, by: Polynomial): Polynomial {
  return divided(f, by).whole;
}

function divided(
  f: Polynomial,
  by: Polynomial,
): { readonly whole: Polynomial; readonly rest: Polynomial } {
  const divisor = monic(by);
  const rest = [...f];
  const whole: Element[] = [];
  for (let at = rest.length - divisor.length; at >= 0; at--) {
    const factor = rest[at + divisor.length - 1]!;
    whole[at] = factor;
    if (factor === 0n) continue;
    divisor.forEach((coefficient, i) => rest[at + i]! ^= multiply(coefficient, factor));
  }
  return { whole: trimmed(whole), rest: trimmed(rest) };
}

function monic(f: Polynomial): Polynomial {
  const highest = f.at(-1);
  if (highest === undefined || highest === ONE) return f;
  const factor = inverse(highest);
  return f.map((coefficient) => multiply(coefficient, factor));
}

function trimmed(f: Polynomial): Polynomial {
  let { length } = f;
  while (length > 0 && f[length - 1] === 0n) length--;
  return f.slice(0, length);
}
