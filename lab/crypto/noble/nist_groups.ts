import { type Bytes, concat } from "../../bytes/mod.ts";
import type { CurveName } from "../keys.ts";
import type { Group, KeyPair } from "../provider.ts";
import type { RandomSource } from "../random.ts";
import { type Curves, decodePoint, decodeScalar } from "./curves.ts";
import { multiply } from "./multiples.ts";

/** An uncompressed point: 0x04 and two coordinates (RFC 9846 §4.3.8.2 [8446 §4.2.8.2]). */
const PUBLIC_LENGTH: Readonly<Record<CurveName, number>> = {
  "P-256": 65,
  "P-384": 97,
  "P-521": 133,
};

const UNCOMPRESSED = Uint8Array.of(0x04);

/** ECDH on a NIST curve: the secret is the x-coordinate alone (SEC 1 §3.3.1, RFC 9846 §7.4.2). */
export function nistGroup(curves: Curves, name: CurveName): Group {
  /** Draws as many bits as the order has, until they are in range (FIPS 186-5 §A.2.2). */
  function generate(random: RandomSource, purpose: string): KeyPair {
    const { points } = curves.curve(name);
    const spareBits = 8 * points.Fn.BYTES - points.Fn.BITS;
    for (;;) {
      const candidate = random.bytes(purpose, points.Fn.BYTES);
      candidate[0]! &= 0xff >> spareBits;
      if (decodeScalar(points, candidate) !== undefined) return keyPair(candidate);
    }
  }

  function keyPair(privateKey: Bytes): KeyPair {
    const curve = curves.curve(name);
    const { x, y } = curve.baseTimes(scalarOf(privateKey));
    const { Fp } = curve.points;
    return { privateKey, publicKey: concat(UNCOMPRESSED, Fp.toBytes(x), Fp.toBytes(y)) };
  }

  function agree(privateKey: Bytes, peerPublicKey: Bytes): Bytes | undefined {
    const { points } = curves.curve(name);
    const scalar = scalarOf(privateKey);
    const peer = decodePoint(points, peerPublicKey);
    if (peer === undefined) return undefined;
    // The order is prime and the scalar below it, so the product is never the point at infinity.
    return points.Fp.toBytes(multiply(points, peer, scalar).toAffine().x);
  }

  function scalarOf(privateKey: Bytes): bigint {
    const scalar = decodeScalar(curves.curve(name).points, privateKey);
    if (scalar !== undefined) return scalar;
    throw new RangeError(
      `Cannot use a ${name} private key of ${privateKey.length} bytes: it is out of range`,
    );
  }

  return { name, publicLength: PUBLIC_LENGTH[name], generate, keyPair, agree };
}
