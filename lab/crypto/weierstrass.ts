/**
 * ECDSA on any curve y² = x³ + ax + b, with any base point: for keys that bring their own. The
 * providers have the curves that everybody should use, and are much faster.
 */
import type { Bytes } from "../bytes/mod.ts";
import { bitLength, bytesToInteger, modInverse, modulo } from "./integers.ts";
import type { CurveName } from "./keys.ts";
import { NIST_CURVES } from "./nist_curves.ts";

/** A point by its two coordinates, from 0 up and below p. */
export interface CurvePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** A curve modulo a prime, and the point that keys are multiples of. */
export interface WeierstrassCurve {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly base: CurvePoint;
  /** How many multiples of the base point there are. */
  readonly order: bigint;
}

/** The two numbers of an ECDSA signature. */
export interface EcdsaNumbers {
  readonly r: bigint;
  readonly s: bigint;
}

/** Larger numbers take a peer's time, and no curve has them. */
const MAXIMUM_BITS = 521;

/** A NIST curve with all its numbers. */
export function nistCurve(name: CurveName): WeierstrassCurve {
  const { p, a, b, n: order, Gx: x, Gy: y } = NIST_CURVES[name];
  return { p, a, b, base: { x, y }, order };
}

/** Whether the coordinates fit the equation. */
export function isOnCurve({ p, a, b }: WeierstrassCurve, { x, y }: CurvePoint): boolean {
  const inRange = [x, y].every((value) => value >= 0n && value < p);
  return inRange && modulo(y * y - (x * x * x + a * x + b), p) === 0n;
}

/**
 * Signs a digest (FIPS 186-5 §6.4.1).
 *
 * @param key the private number: the public key is so many times the base point
 * @param nonce a number that nobody may know, and that must never be used again
 * @throws {RangeError} if one of the two is out of range, or the nonce gives no signature
 */
export function ecdsaSignOn(
  curve: WeierstrassCurve,
  key: bigint,
  digest: Bytes,
  nonce: bigint,
): EcdsaNumbers {
  const { order } = curve;
  const point = nonce > 0n && nonce < order ? times(curve, nonce, curve.base) : undefined;
  const inverse = modInverse(nonce, order);
  if (key <= 0n || key >= order || point === undefined || inverse === undefined) {
    throw new RangeError("Cannot sign: the key or the nonce is out of range");
  }
  const r = modulo(point.x, order);
  const s = modulo(inverse * (leftmostBits(digest, order) + r * key), order);
  if (r === 0n || s === 0n) throw new RangeError("Cannot sign: another nonce is needed");
  return { r, s };
}

/**
 * Whether a signature over a digest fits a public key (FIPS 186-5 §6.4.2). The curve may be a peer's:
 * numbers that cannot be a curve's give `false`.
 */
export function ecdsaVerifyOn(
  curve: WeierstrassCurve,
  key: CurvePoint,
  digest: Bytes,
  { r, s }: EcdsaNumbers,
): boolean {
  const { p, order, base } = curve;
  if (p < 5n || order < 2n || [p, order].some((one) => bitLength(one) > MAXIMUM_BITS)) return false;
  if (!isOnCurve(curve, base) || !isOnCurve(curve, key)) return false;
  const inverse = modInverse(s, order);
  if ([r, s].some((one) => one <= 0n || one >= order) || inverse === undefined) return false;
  const first = scale(curve, modulo(leftmostBits(digest, order) * inverse, order), base);
  const second = scale(curve, modulo(r * inverse, order), key);
  const sum = affine(curve, add(curve, first, second));
  return sum !== undefined && modulo(sum.x, order) === r;
}

/** A multiple of a point; `undefined` for the point at infinity. */
export function times(
  curve: WeierstrassCurve,
  scalar: bigint,
  point: CurvePoint,
): CurvePoint | undefined {
  return affine(curve, scale(curve, scalar, point));
}

/** As many bits of a digest as the order has. */
function leftmostBits(digest: Bytes, order: bigint): bigint {
  const spare = 8 * digest.length - bitLength(order);
  const value = bytesToInteger(digest);
  return spare > 0 ? value >> BigInt(spare) : value;
}

/** Jacobian coordinates: x is `x / z²`, y is `y / z³`, and z is 0 at infinity. */
interface Jacobian extends CurvePoint {
  readonly z: bigint;
}

const INFINITY: Jacobian = { x: 1n, y: 1n, z: 0n };

function affine({ p }: WeierstrassCurve, { x, y, z }: Jacobian): CurvePoint | undefined {
  const inverse = z === 0n ? undefined : modInverse(z, p);
  if (inverse === undefined) return undefined;
  const square = inverse * inverse % p;
  return { x: x * square % p, y: y * square % p * inverse % p };
}

function scale(curve: WeierstrassCurve, scalar: bigint, point: CurvePoint): Jacobian {
  const one = { ...point, z: 1n };
  let sum = INFINITY;
  for (const bit of scalar.toString(2)) {
    sum = double(curve, sum);
    if (bit === "1") sum = add(curve, sum, one);
  }
  return sum;
}

function double({ p, a }: WeierstrassCurve, { x, y, z }: Jacobian): Jacobian {
  if (z === 0n || y === 0n) return INFINITY;
  const ySquare = y * y % p;
  const zSquare = z * z % p;
  const s = 4n * x * ySquare % p;
  const m = (3n * x * x + a * (zSquare * zSquare % p)) % p;
  const newX = modulo(m * m - 2n * s, p);
  return {
    x: newX,
    y: modulo(m * (s - newX) - 8n * ySquare * ySquare, p),
    z: 2n * y * z % p,
  };
}

function add(curve: WeierstrassCurve, one: Jacobian, other: Jacobian): Jacobian {
  if (one.z === 0n) return other;
  if (other.z === 0n) return one;
  const { p } = curve;
  const [zz1, zz2] = [one.z * one.z % p, other.z * other.z % p];
  const [x1, x2] = [one.x * zz2 % p, other.x * zz1 % p];
  const [y1, y2] = [one.y * zz2 % p * other.z % p, other.y * zz1 % p * one.z % p];
  const h = modulo(x2 - x1, p);
  const slope = modulo(y2 - y1, p);
  if (h === 0n) return slope === 0n ? double(curve, one) : INFINITY;
  const hh = h * h % p;
  const hhh = h * hh % p;
  const v = x1 * hh % p;
  const x = modulo(slope * slope - hhh - 2n * v, p);
  return { x, y: modulo(slope * (v - x) - y1 * hhh, p), z: one.z * other.z % p * h % p };
}
