import { normalizeZ } from "@noble/curves/abstract/curve.js";
import type { CurvePoint, CurvePoints } from "./curves.ts";
import { type AffinePoint, Sum } from "./sum.ts";

/**
 * A table of multiples of one point, so that multiplying it by a scalar takes additions only. The
 * scalar is cut into digits of `width` bits; for each place the table has the multiples that a
 * digit there stands for.
 */
export class Multiples {
  /** Points of all places, one after the other, for the digits 1, 2, 3, … */
  readonly #table: readonly AffinePoint[];
  readonly #width: number;

  constructor(points: CurvePoints, point: CurvePoint, width: number) {
    const places = Math.ceil(points.Fn.BITS / width) + 1; // the last digit may carry over
    const multiples: CurvePoint[] = [];
    for (let base = point, place = 0; place < places; place++) {
      multiples.push(...firstMultiples(base, 2 ** (width - 1)));
      base = multiples.at(-1)!.double();
    }
    this.#width = width;
    this.#table = affine(points, multiples);
  }

  /** Adds `scalar` times the point to a sum. */
  addTo(sum: Sum, scalar: bigint): void {
    const perPlace = 2 ** (this.#width - 1);
    signedDigits(scalar, this.#width).forEach((digit, place) => {
      if (digit !== 0) {
        sum.add(this.#table[place * perPlace + Math.abs(digit) - 1]!, digit < 0);
      }
    });
  }
}

const WIDTH = 4;

/** `scalar` times a point that is not worth a table: doubling, and a digit every fourth time. */
export function multiply(points: CurvePoints, point: CurvePoint, scalar: bigint): Sum {
  const table = affine(points, firstMultiples(point, 2 ** (WIDTH - 1)));
  const sum = new Sum(points.Fp.ORDER);
  for (const digit of signedDigits(scalar, WIDTH).toReversed()) {
    for (let i = 0; i < WIDTH; i++) sum.double();
    if (digit !== 0) sum.add(table[Math.abs(digit) - 1]!, digit < 0);
  }
  return sum;
}

/**
 * A scalar in digits from `-2^(width-1)` to `2^(width-1)`, the lowest first. Negative digits halve
 * the table, because the negative of a point costs nothing.
 */
function signedDigits(scalar: bigint, width: number): number[] {
  const radix = 2 ** width;
  const mask = BigInt(radix - 1);
  const digits: number[] = [];
  for (let carry = 0; scalar > 0n || carry > 0; scalar >>= BigInt(width)) {
    const digit = Number(scalar & mask) + carry;
    carry = digit > radix / 2 ? 1 : 0;
    digits.push(digit - carry * radix);
  }
  return digits;
}

/** The point itself, twice the point, and so on. */
function firstMultiples(point: CurvePoint, count: number): CurvePoint[] {
  const multiples = [point];
  while (multiples.length < count) multiples.push(multiples.at(-1)!.add(point));
  return multiples;
}

/** Coordinates of points, all with a single division. */
function affine(points: CurvePoints, list: CurvePoint[]): AffinePoint[] {
  return normalizeZ(points, list).map(({ X, Y }) => ({ x: X, y: Y }));
}
