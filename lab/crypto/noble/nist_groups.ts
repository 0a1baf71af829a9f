import type { CurveName } from "../keys.ts";
import type { Group } from "../provider.ts";
import { type Curves, decodePoint, decodeScalar } from "./curves.ts";

/** ECDH on a NIST curve: the secret is the x-coordinate alone (SEC 1 §3.3.1, RFC 9846 §7.4.2). */
export function nistGroup(curves: Curves, name: CurveName): Group {
  return {
    name,
    // An uncompressed point: 0x04 and two coordinates (RFC 9846 §4.3.8.2 [8446 §4.2.8.2]).
    publicLength: { "P-256": 65, "P-384": 97, "P-521": 133 }[name],

    generate(random, purpose) {
      const points = curves.points(name);
      // FIPS 186-5 §A.2.2: draw as many bits as the order has, until they are in range.
      const spareBits = 8 * points.Fn.BYTES - points.Fn.BITS;
      for (;;) {
        const candidate = random.bytes(purpose, points.Fn.BYTES);
        candidate[0]! &= 0xff >> spareBits;
        if (decodeScalar(points, candidate) !== undefined) return this.keyPair(candidate);
      }
    },

    keyPair(privateKey) {
      const points = curves.points(name);
      const scalar = decodeScalar(points, privateKey);
      if (scalar === undefined) {
        throw new RangeError(
          `Cannot use a ${name} private key of ${privateKey.length} bytes: it is out of range`,
        );
      }
      return { privateKey, publicKey: points.BASE.multiplyUnsafe(scalar).toBytes(false) };
    },

    agree(privateKey, peerPublicKey) {
      const points = curves.points(name);
      const scalar = decodeScalar(points, privateKey);
      if (scalar === undefined) {
        throw new RangeError(`Cannot agree with a ${name} private key that is out of range`);
      }
      const peer = decodePoint(points, peerPublicKey);
      if (peer === undefined) return undefined;
      // The order is prime and the scalar below it, so the product is never the point at infinity.
      return points.Fp.toBytes(peer.multiplyUnsafe(scalar).x);
    },
  };
}
