import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  type PrivateKeyInput,
  sign,
  verify,
} from "node:crypto";
import { type Bytes, concat, fromHex } from "../../bytes/mod.ts";
import { isEd25519Point } from "../ed25519_points.ts";
import type { Ed25519PrivateKey, Ed25519PublicKey } from "../keys.ts";
import { plainBytes } from "./hashes.ts";

/**
 * X25519 and Ed25519 through node:crypto, which takes keys only in containers: PKCS #8 for private
 * ones, SubjectPublicKeyInfo for public ones. For these algorithms (RFC 8410) both are a fixed head
 * and the 32 bytes.
 */
const HEADS = {
  x25519: {
    pkcs8: fromHex("302e020100300506032b656e04220420"),
    spki: fromHex("302a300506032b656e032100"),
  },
  ed25519: {
    pkcs8: fromHex("302e020100300506032b657004220420"),
    spki: fromHex("302a300506032b6570032100"),
  },
};

type Algorithm = keyof typeof HEADS;

function privateKeyObject(algorithm: Algorithm, bytes: Bytes): KeyObject {
  return createPrivateKey({ ...der(HEADS[algorithm].pkcs8, bytes), type: "pkcs8" });
}

function publicKeyObject(algorithm: Algorithm, bytes: Bytes): KeyObject {
  return createPublicKey({ ...der(HEADS[algorithm].spki, bytes), type: "spki" });
}

function der(head: Bytes, bytes: Bytes): { key: PrivateKeyInput["key"]; format: "der" } {
  // The types ask for a Buffer; any Uint8Array will do.
  return { key: concat(head, bytes) as PrivateKeyInput["key"], format: "der" };
}

function publicBytes(privateKey: KeyObject): Bytes {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return plainBytes(spki).slice(-32);
}

/** The X25519 public key of 32 bytes. */
export function x25519PublicKey(privateKey: Bytes): Bytes {
  return publicBytes(privateKeyObject("x25519", privateKey));
}

/** The X25519 secret of two keys of 32 bytes, or `undefined` if it is all zero (RFC 7748 §6.1). */
export function x25519Secret(privateKey: Bytes, peerPublicKey: Bytes): Bytes | undefined {
  const ours = privateKeyObject("x25519", privateKey);
  const theirs = publicKeyObject("x25519", peerPublicKey);
  try {
    return plainBytes(diffieHellman({ privateKey: ours, publicKey: theirs }));
  } catch {
    return undefined; // the only complaint left is a point of small order
  }
}

/**
 * The Ed25519 public key of a seed (RFC 8032 §5.1.5).
 *
 * @throws {RangeError} if the seed does not have 32 bytes
 */
export function ed25519PublicKey(seed: Bytes): Ed25519PublicKey {
  return { type: "ed25519", point: publicBytes(signingKey(seed)) };
}

// Reading a key takes longer than signing with it, and an authority signs with one all day.
const signingKeys = new WeakMap<Ed25519PrivateKey, KeyObject>();

/**
 * Ed25519 (RFC 8032 §5.1.6): 64 bytes, the same for the same message.
 *
 * @throws {RangeError} if the seed does not have 32 bytes
 */
export function ed25519Sign(key: Ed25519PrivateKey, message: Bytes): Bytes {
  let known = signingKeys.get(key);
  if (known === undefined) signingKeys.set(key, known = signingKey(key.seed));
  return plainBytes(sign(null, message, known));
}

function signingKey(seed: Bytes): KeyObject {
  if (seed.length !== 32) {
    throw new RangeError(`Cannot use an Ed25519 seed of ${seed.length} bytes`);
  }
  return privateKeyObject("ed25519", seed);
}

/** Whether an Ed25519 signature is valid (RFC 8032 §5.1.7). */
export function ed25519Verify(key: Ed25519PublicKey, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || !isEd25519Point(key.point)) return false;
  try {
    return verify(null, message, publicKeyObject("ed25519", key.point), signature);
  } catch {
    return false; // no point of the curve has this y-coordinate
  }
}
