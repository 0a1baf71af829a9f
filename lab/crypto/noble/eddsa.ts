import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equalBytes } from "../../bytes/mod.ts";
import { isEd25519Point } from "../ed25519_points.ts";
import type { Ed25519PrivateKey, Ed25519PublicKey } from "../keys.ts";
import { bytesToInteger } from "../rsa/integers.ts";

const { Point } = ed25519;
const { Fp, Fn } = Point;
type EdwardsPoint = typeof Point.BASE;

/**
 * Gives the base point that Ed25519 and X25519 share tables of this width. It is noble's own and one
 * per program, so the widest that anybody asked for stays.
 */
export function widenEdwardsBase(window: number): void {
  if (window <= edwardsWindow) return;
  edwardsWindow = window;
  Point.BASE.precompute(window);
}
let edwardsWindow = 0;

/**
 * The Ed25519 public key of a 32-byte seed (RFC 8032 §5.1.5).
 *
 * @throws {RangeError} if the seed has another length
 */
export function ed25519PublicKey(seed: Bytes): Ed25519PublicKey {
  return { type: "ed25519", point: Point.BASE.multiplyUnsafe(expand(seed).scalar).toBytes() };
}

/**
 * Ed25519 (RFC 8032 §5.1.6): 64 bytes, the same for the same message. Written out over noble's
 * points, because noble's own draws ambient randomness to hide the scalar from a stopwatch.
 *
 * @throws {RangeError} if the seed does not have 32 bytes
 */
export function ed25519Sign(key: Ed25519PrivateKey, message: Bytes): Bytes {
  const { scalar, prefix } = expand(key.seed);
  const r = reduced(sha512(concat(prefix, message)));
  const commitment = Point.BASE.multiplyUnsafe(r).toBytes();
  const challenge = reduced(sha512(concat(commitment, key.publicKey.point, message)));
  return concat(commitment, Fn.toBytes(Fn.add(r, Fn.mul(challenge, scalar))));
}

/** Whether an Ed25519 signature is valid (RFC 8032 §5.1.7): `R = S B - k A`, byte for byte. */
export function ed25519Verify(key: Ed25519PublicKey, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || !isEd25519Point(key.point)) return false;
  const commitment = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const a = decodePoint(key.point);
  if (a === undefined || s >= Fn.ORDER) return false;
  const challenge = reduced(sha512(concat(commitment, key.point, message)));
  const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(challenge));
  return equalBytes(expected.toBytes(), commitment);
}

function decodePoint(bytes: Bytes): EdwardsPoint | undefined {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return undefined; // no point of the curve has this y-coordinate
  }
}

/** The X25519 public key of a clamped scalar: the base point is quicker on the Edwards form. */
export function x25519PublicKey(privateKey: Bytes): Bytes {
  const { Y, Z } = Point.BASE.multiplyUnsafe(reduced(clamp(privateKey)));
  return Fp.toBytes(Fp.div(Fp.add(Z, Y), Fp.sub(Z, Y))); // u = (1 + y) / (1 - y), RFC 7748 §4.1
}

/** The X25519 secret of two keys of 32 bytes, or `undefined` if it is all zero (RFC 7748 §6.1). */
export function x25519Secret(privateKey: Bytes, peerPublicKey: Bytes): Bytes | undefined {
  try {
    return x25519.getSharedSecret(privateKey, peerPublicKey);
  } catch {
    return undefined; // lengths are right, so it was a point of small order
  }
}

function expand(seed: Bytes): { scalar: bigint; prefix: Bytes } {
  if (seed.length !== 32) {
    throw new RangeError(`Cannot use an Ed25519 seed of ${seed.length} bytes`);
  }
  const digest = sha512(seed);
  return { scalar: reduced(clamp(digest.subarray(0, 32))), prefix: digest.subarray(32) };
}

/** Sets and clears the bits that RFC 7748 §5 and RFC 8032 §5.1.5 say, in a copy. */
function clamp(bytes: Bytes): Bytes {
  const clamped = bytes.slice();
  clamped[0]! &= 0xf8;
  clamped[31]! = (clamped[31]! & 0x7f) | 0x40;
  return clamped;
}

/** Little-endian bytes as a number modulo the order of the base point. */
function reduced(bytes: Bytes): bigint {
  return Fn.create(littleEndian(bytes));
}

function littleEndian(bytes: Bytes): bigint {
  return bytesToInteger(bytes.toReversed());
}
