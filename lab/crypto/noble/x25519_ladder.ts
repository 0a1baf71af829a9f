import type { Bytes } from "../../bytes/mod.ts";
import { bytesToInteger, integerToBytes, modInverse, modulo } from "../integers.ts";

/** The prime of Curve25519 (RFC 7748 §4.1). */
export const P = 2n ** 255n - 19n;

/** The u-coordinate of the base point (RFC 7748 §4.1), as 32 bytes. */
export const BASE_POINT: Bytes = Uint8Array.of(9, ...new Uint8Array(31));

/** `(A - 2) / 4` of the curve's equation `v^2 = u^3 + A u^2 + u`. */
const A24 = 121665n;

/**
 * The function X25519 of RFC 7748 §5: the u-coordinate of scalar times point, 32 bytes each.
 *
 * noble's own takes twice as long, because it makes the swaps without branches, against a stopwatch
 * that the lab does not have.
 */
export function x25519(scalar: Bytes, point: Bytes): Bytes {
  const u = littleEndian(point) % 2n ** 255n; // the highest bit says nothing
  const k = littleEndian(clamp(scalar));
  return toLittleEndian(ladder(k, u % P));
}

/** Montgomery's ladder, with the variable names of RFC 7748 §5. */
function ladder(k: bigint, x1: bigint): bigint {
  let [x2, z2, x3, z3] = [1n, 0n, x1, 1n];
  let swapped = false;
  // A clamped scalar always has 255 bits.
  for (const bit of k.toString(2)) {
    const swap = bit === "1";
    if (swap !== swapped) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    swapped = swap;
    const a = x2 + z2;
    const aa = a * a % P;
    const b = x2 - z2;
    const bb = b * b % P;
    const e = aa - bb;
    const da = (x3 - z3) * a % P;
    const cb = (x3 + z3) * b % P;
    const sum = da + cb;
    const difference = da - cb;
    x3 = sum * sum % P;
    z3 = x1 * (difference * difference % P) % P;
    x2 = aa * bb % P;
    z2 = e * (aa + A24 * e) % P;
  }
  if (swapped) [x2, z2] = [x3, z3];
  return quotient(x2, z2);
}

/** `numerator / denominator` in the field, where dividing by 0 gives 0. */
export function quotient(numerator: bigint, denominator: bigint): bigint {
  return modulo(numerator * (modInverse(denominator, P) ?? 0n), P);
}

/** Sets and clears the bits that RFC 7748 §5 and RFC 8032 §5.1.5 say, in a copy. */
export function clamp(scalar: Bytes): Bytes {
  const clamped = scalar.slice();
  clamped[0]! &= 0xf8;
  clamped[31]! = (clamped[31]! & 0x7f) | 0x40;
  return clamped;
}

/** Little-endian bytes as a number. */
export function littleEndian(bytes: Bytes): bigint {
  return bytesToInteger(bytes.toReversed());
}

/** A number as 32 little-endian bytes. */
export function toLittleEndian(value: bigint): Bytes {
  return integerToBytes(value, 32).reverse();
}
