import { weierstrass, type WeierstrassPointCons } from "@noble/curves/abstract/weierstrass.js";
import type { CurveName } from "../keys.ts";
import { bytesToInteger } from "../integers.ts";
import { NIST_CURVES } from "../nist_curves.ts";
import { Multiples } from "./multiples.ts";
import { type AffinePoint, Sum } from "./sum.ts";

/** The points of one curve: `Point.BASE`, `Point.fromBytes`, and its fields `Fp` and `Fn`. */
export type CurvePoints = WeierstrassPointCons<bigint>;

/** One point of a curve. */
export type CurvePoint = CurvePoints["BASE"];

/**
 * What noble gets for a source of randomness. It would hide scalars behind random multiples of the
 * order, which takes half as long again and protects from nobody here: no clock inside the lab can
 * tell how long anything took. Without a source it leaves that out.
 */
export function noBlinding(): never {
  throw new Error("Cannot draw ambient randomness: the lab has none");
}

/** A curve in use: its points, and the table of its base point's multiples. */
export class Curve {
  readonly points: CurvePoints;
  readonly #baseWindow: number;
  #base: Multiples | undefined;

  constructor(name: CurveName, baseWindow: number) {
    this.points = weierstrass<bigint>({ ...NIST_CURVES[name] }, { randomBytes: noBlinding });
    this.#baseWindow = baseWindow;
  }

  /** Made when first asked for: whoever only reads points does without. */
  get base(): Multiples {
    return this.#base ??= new Multiples(this.points, this.points.BASE, this.#baseWindow);
  }

  /** `scalar` times the base point, for a scalar in `1..n-1`. */
  baseTimes(scalar: bigint): AffinePoint {
    const sum = new Sum(this.points.Fp.ORDER);
    this.base.addTo(sum, scalar);
    return sum.toAffine();
  }
}

/** The NIST curves, each made when first asked for. */
export class Curves {
  readonly #made = new Map<CurveName, Curve>();
  readonly #baseWindow: number;

  /** @param baseWindow bits of scalar that one lookup in a base point's table stands for */
  constructor(baseWindow: number) {
    this.#baseWindow = baseWindow;
  }

  curve(name: CurveName): Curve {
    let curve = this.#made.get(name);
    if (curve === undefined) this.#made.set(name, curve = new Curve(name, this.#baseWindow));
    return curve;
  }
}

/** Length of an uncompressed point, in bytes: 0x04 and two coordinates. */
export function pointLength(points: CurvePoints): number {
  return 1 + 2 * points.Fp.BYTES;
}

/**
 * Reads an uncompressed point (SEC 1 §2.3.4) and checks that it is on the curve; `undefined` for
 * anything else. TLS allows no other form (RFC 9846 §4.3.8.2 [8446 §4.2.8.2]).
 */
export function decodePoint(points: CurvePoints, bytes: Uint8Array): CurvePoint | undefined {
  if (bytes.length !== pointLength(points) || bytes[0] !== 0x04) return undefined;
  try {
    return points.fromBytes(bytes);
  } catch {
    return undefined; // a coordinate out of range, or a point of another curve
  }
}

/** Reads a big-endian scalar of the curve's length in `1..n-1`; `undefined` for anything else. */
export function decodeScalar(points: CurvePoints, bytes: Uint8Array): bigint | undefined {
  if (bytes.length !== points.Fn.BYTES) return undefined;
  const scalar = bytesToInteger(bytes);
  return scalar > 0n && scalar < points.Fn.ORDER ? scalar : undefined;
}
