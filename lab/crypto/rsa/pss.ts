import { type Bytes, concat, equalBytes, xor } from "../../bytes/mod.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys.ts";
import type { HashFunction } from "../provider.ts";
import type { RandomSource } from "../random.ts";
import { bitLength } from "../integers.ts";
import { isPublicKey, modulusLength, privateOperation, publicOperation } from "./operations.ts";

const TRAILER = 0xbc;

/**
 * RSASSA-PSS with MGF1 over the same hash (RFC 8017 §8.1.1).
 *
 * @param saltLength in bytes; TLS takes the length of the digest (RFC 9846 §4.3.3 [8446 §4.2.3])
 * @param random gives the salt, under the purpose `"rsa-pss salt"`
 * @throws {RangeError} if the modulus is too short for hash and salt
 */
export function pssSign(
  hash: HashFunction,
  saltLength: number,
  key: RsaPrivateKey,
  message: Bytes,
  random: RandomSource,
): Bytes {
  const salt = random.bytes("rsa-pss salt", saltLength);
  const encoded = encode(hash, message, salt, bitLength(key.publicKey.modulus) - 1);
  if (encoded === undefined) {
    const length = modulusLength(key.publicKey);
    throw new RangeError(
      `Cannot sign with ${hash.name} and a salt of ${saltLength} bytes: ` +
        `a modulus of ${length} bytes is too short`,
    );
  }
  return privateOperation(key, encoded, random)!; // it has a bit less than the modulus
}

/** Whether a signature is valid (RFC 8017 §8.1.2), with a salt of exactly that length. */
export function pssVerify(
  hash: HashFunction,
  saltLength: number,
  key: RsaPublicKey,
  message: Bytes,
  signature: Bytes,
): boolean {
  if (!isPublicKey(key) || signature.length !== modulusLength(key)) return false;
  const opened = publicOperation(key, signature);
  if (opened === undefined) return false;
  const bits = bitLength(key.modulus) - 1;
  const length = Math.ceil(bits / 8);
  // With 8n + 1 bits of modulus the encoding is a byte shorter than the signature.
  if (opened.length > length && opened[0] !== 0) return false;
  return matches(hash, message, opened.subarray(opened.length - length), saltLength, bits);
}

/** EMSA-PSS-ENCODE (§9.1.1), `undefined` if there is no room. */
function encode(hash: HashFunction, message: Bytes, salt: Bytes, bits: number): Bytes | undefined {
  const length = Math.ceil(bits / 8);
  const blockLength = length - hash.length - 1;
  if (blockLength < salt.length + 1) return undefined;
  const digest = saltedDigest(hash, message, salt);
  const block = new Uint8Array(blockLength); // zeros, 0x01, salt
  block[blockLength - salt.length - 1] = 0x01;
  block.set(salt, blockLength - salt.length);
  const masked = xor(block, mgf1(hash, digest, blockLength));
  masked[0]! &= topMask(length, bits);
  return concat(masked, digest, Uint8Array.of(TRAILER));
}

/** EMSA-PSS-VERIFY (§9.1.2). */
function matches(
  hash: HashFunction,
  message: Bytes,
  encoded: Bytes,
  saltLength: number,
  bits: number,
): boolean {
  const blockLength = encoded.length - hash.length - 1;
  const zeros = blockLength - saltLength - 1;
  if (zeros < 0 || encoded.at(-1) !== TRAILER) return false;
  const masked = encoded.subarray(0, blockLength);
  const digest = encoded.subarray(blockLength, -1);
  const top = topMask(encoded.length, bits);
  if ((masked[0]! & ~top) !== 0) return false;
  const block = xor(masked, mgf1(hash, digest, blockLength));
  block[0]! &= top;
  if (block.subarray(0, zeros).some((octet) => octet !== 0) || block[zeros] !== 0x01) return false;
  return equalBytes(digest, saltedDigest(hash, message, block.subarray(zeros + 1)));
}

/** `Hash(00 × 8 || Hash(message) || salt)`. */
function saltedDigest(hash: HashFunction, message: Bytes, salt: Bytes): Bytes {
  return hash.digest(concat(new Uint8Array(8), hash.digest(message), salt));
}

/** Clears the bits of the first byte that an encoding of `bits` bits does not have. */
function topMask(length: number, bits: number): number {
  return 0xff >> (8 * length - bits);
}

/** The mask generation function of §B.2.1: `Hash(seed || 0) || Hash(seed || 1) || …`. */
function mgf1(hash: HashFunction, seed: Bytes, length: number): Bytes {
  const mask = new Uint8Array(length);
  for (let at = 0, counter = 0; at < length; at += hash.length, counter++) {
    // A mask is far shorter than 65536 digests, so two bytes of the four are enough to count.
    const block = hash.digest(concat(seed, Uint8Array.of(0, 0, counter >> 8, counter)));
    mask.set(block.subarray(0, length - at), at);
  }
  return mask;
}
