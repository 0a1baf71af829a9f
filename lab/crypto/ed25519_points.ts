import { type Bytes, hex } from "../bytes/mod.ts";

/**
 * Whether 32 bytes may be an Ed25519 public key: written in the one canonical way, and not a point
 * of small order, under which one signature fits many messages.
 *
 * RFC 8032 §5.1.7 leaves verifiers some freedom in such cases, and they do differ ("Taming the many
 * EdDSAs", Chalkias and others, 2020). Here all providers give one verdict: points like these are
 * refused, S is below the order, and R is compared byte for byte, without the cofactor.
 */
export function isEd25519Point(point: Bytes): boolean {
  if (point.length !== 32) return false;
  const y = point.slice();
  y[31]! &= 0x7f; // the highest bit is the sign of x
  const notReduced = y[0]! >= 0xed && y[31] === 0x7f &&
    y.subarray(1, 31).every((octet) => octet === 0xff);
  return !notReduced && !SMALL_ORDER.has(hex(y));
}

/** The y-coordinates of the eight points whose order divides 8, little-endian. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);
