import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equalBytes } from "../../bytes/mod.ts";
import { isEd25519Point } from "../ed25519_points.ts";
import type { Ed25519PrivateKey, Ed25519PublicKey } from "../keys.ts";
import type { EdwardsPoint, EdwardsPoints } from "./edwards.ts";
import { clamp, littleEndian, quotient, toLittleEndian } from "./x25519_ladder.ts";

/**
 * The Ed25519 public key of a 32-byte seed (RFC 8032 §5.1.5).
 *
 * @throws {RangeError} if the seed has another length
 */
export function ed25519PublicKey(points: EdwardsPoints, seed: Bytes): Ed25519PublicKey {
  const { scalar } = expand(points, seed);
  return { type: "ed25519", point: points.BASE.multiplyUnsafe(scalar).toBytes() };
}

/**
 * Ed25519 (RFC 8032 §5.1.6): 64 bytes, the same for the same message.
 *
 * @throws {RangeError} if the seed does not have 32 bytes
 */
export function ed25519Sign(points: EdwardsPoints, key: Ed25519PrivateKey, message: Bytes): Bytes {
  const { BASE, Fn } = points;
  const { scalar, prefix } = expand(points, key.seed);
  const r = reduced(points, sha512(concat(prefix, message)));
  const commitment = BASE.multiplyUnsafe(r).toBytes();
  const k = reduced(points, sha512(concat(commitment, key.publicKey.point, message)));
  return concat(commitment, toLittleEndian(Fn.add(r, Fn.mul(k, scalar))));
}

/** Whether an Ed25519 signature is valid (RFC 8032 §5.1.7): `R = S B - k A`, byte for byte. */
export function ed25519Verify(
  points: EdwardsPoints,
  key: Ed25519PublicKey,
  message: Bytes,
  signature: Bytes,
): boolean {
  if (signature.length !== 64 || !isEd25519Point(key.point)) return false;
  const commitment = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const a = decodePoint(points, key.point);
  if (a === undefined || s >= points.Fn.ORDER) return false;
  const k = reduced(points, sha512(concat(commitment, key.point, message)));
  const expected = points.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k));
  return equalBytes(expected.toBytes(), commitment);
}

/**
 * The X25519 public key of a private one: multiples of the base point are quicker on the Edwards
 * form, where they come from a table, and `u = (1 + y) / (1 - y)` (RFC 7748 §4.1).
 */
export function x25519PublicKey(points: EdwardsPoints, privateKey: Bytes): Bytes {
  const { Y, Z } = points.BASE.multiplyUnsafe(reduced(points, clamp(privateKey)));
  return toLittleEndian(quotient(Z + Y, points.Fp.sub(Z, Y)));
}

function decodePoint(points: EdwardsPoints, bytes: Bytes): EdwardsPoint | undefined {
  try {
    return points.fromBytes(bytes);
  } catch {
    return undefined; // no point of the curve has this y-coordinate
  }
}

function expand(points: EdwardsPoints, seed: Bytes): { scalar: bigint; prefix: Bytes } {
  if (seed.length !== 32) {
    throw new RangeError(`Cannot use an Ed25519 seed of ${seed.length} bytes`);
  }
  const digest = sha512(seed);
  return { scalar: reduced(points, clamp(digest.subarray(0, 32))), prefix: digest.subarray(32) };
}

/** Little-endian bytes as a number modulo the order of the base point. */
function reduced(points: EdwardsPoints, bytes: Bytes): bigint {
  return points.Fn.create(littleEndian(bytes));
}
