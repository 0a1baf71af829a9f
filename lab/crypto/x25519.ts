import type { Bytes } from "../bytes/mod.ts";
import type { Group } from "./provider.ts";

const LENGTH = 32;

/** The two computations of RFC 7748 §6.1, for keys that have 32 bytes. */
export interface X25519Functions {
  publicKey(privateKey: Bytes): Bytes;
  /** All zero, or `undefined`, for a point of small order. */
  secret(privateKey: Bytes, peerPublicKey: Bytes): Bytes | undefined;
}

/** X25519 as a group: what is the same whoever computes it. */
export function x25519Group({ publicKey, secret }: X25519Functions): Group {
  function check(privateKey: Bytes): void {
    if (privateKey.length !== LENGTH) {
      throw new RangeError(`Cannot use an X25519 private key of ${privateKey.length} bytes`);
    }
  }
  function keyPair(privateKey: Bytes) {
    check(privateKey);
    return { privateKey, publicKey: publicKey(privateKey) };
  }
  return {
    name: "X25519",
    publicLength: LENGTH,
    generate: (random, purpose) => keyPair(random.bytes(purpose, LENGTH)),
    keyPair,
    agree(privateKey, peerPublicKey) {
      check(privateKey);
      if (peerPublicKey.length !== LENGTH) return undefined;
      const shared = secret(privateKey, peerPublicKey);
      return shared?.some((octet) => octet !== 0) ? shared : undefined;
    },
  };
}
