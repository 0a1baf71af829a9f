import { modInverse, modulo } from "../integers.ts";

/** A point by its two coordinates. */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * A sum of points under way, on a curve `y^2 = x^3 - 3x + b`: all the NIST curves are such. It is
 * kept in Jacobian coordinates, `x = X / Z^2` and `y = Y / Z^3`, so that nothing is divided before
 * the end. Adding a point whose coordinates are known takes half of noble's general addition.
 *
 * Numbers in here may be negative: `%` keeps the sign, and only results are brought into range.
 */
export class Sum {
  readonly #p: bigint;
  #x = 1n;
  #y = 1n;
  /** 0 for the point at infinity, with which a sum begins. */
  #z = 0n;

  /** @param p the prime of the curve's field */
  constructor(p: bigint) {
    this.#p = p;
  }

  /** Adds a point of the curve, or its negative (Cohen, Miyaji and Ono 1998). */
  add({ x, y }: AffinePoint, negative: boolean): void {
    const p = this.#p;
    const [x1, y1, z1] = [this.#x, this.#y, this.#z];
    const y2 = negative ? -y : y;
    if (z1 === 0n) {
      [this.#x, this.#y, this.#z] = [x, y2, 1n];
      return;
    }
    const zz = z1 * z1 % p;
    const h = (x * zz - x1) % p;
    const r = (y2 * (zz * z1 % p) - y1) % p;
    if (h === 0n) { // the same x: the point itself, or its negative
      if (r === 0n) this.double();
      else this.#z = 0n;
      return;
    }
    const hh = h * h % p;
    const hhh = h * hh % p;
    const v = x1 * hh % p;
    const x3 = (r * r - hhh - 2n * v) % p;
    this.#x = x3;
    this.#y = (r * (v - x3) - y1 * hhh) % p;
    this.#z = z1 * h % p;
  }

  /** Adds the sum to itself. */
  double(): void {
    const p = this.#p;
    const [x, y, z] = [this.#x, this.#y, this.#z];
    if (z === 0n) return;
    const yy = y * y % p;
    const s = 4n * x * yy % p;
    const zz = z * z % p;
    const m = 3n * (x - zz) * (x + zz) % p; // 3 x^2 - 3 z^4
    const x3 = (m * m - 2n * s) % p;
    this.#x = x3;
    this.#y = (m * (s - x3) - 8n * yy * yy) % p;
    this.#z = 2n * y * z % p;
  }

  /** Whether the sum is a point whose x-coordinate is congruent to `x`; divides nothing. */
  hasX(x: bigint): boolean {
    const z = this.#z;
    return z !== 0n && (x * (z * z % this.#p) - this.#x) % this.#p === 0n;
  }

  /** The sum's coordinates. The point at infinity has none: asking for them is a bug. */
  toAffine(): AffinePoint {
    const p = this.#p;
    const inverse = modInverse(this.#z, p);
    if (inverse === undefined) throw new Error("Cannot give coordinates of the point at infinity");
    const square = inverse * inverse % p;
    return { x: modulo(this.#x * square, p), y: modulo(this.#y * square % p * inverse, p) };
  }
}
