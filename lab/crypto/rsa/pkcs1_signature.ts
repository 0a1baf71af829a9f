import { type Bytes, concat, equalBytes, fromHex } from "../../bytes/mod.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys.ts";
import type { HashFunction, HashName } from "../provider.ts";
import type { RandomSource } from "../random.ts";
import { isPublicKey, modulusLength, privateOperation, publicOperation } from "./operations.ts";

/** `DigestInfo` in DER up to the digest itself (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<HashName, Bytes>> = {
  "SHA-1": fromHex("3021300906052b0e03021a05000414"),
  "SHA-256": fromHex("3031300d060960864801650304020105000420"),
  "SHA-384": fromHex("3041300d060960864801650304020205000430"),
  "SHA-512": fromHex("3051300d060960864801650304020305000440"),
};

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1).
 *
 * @throws {RangeError} if the modulus is too short for the hash
 */
export function pkcs1Sign(
  hash: HashFunction,
  key: RsaPrivateKey,
  message: Bytes,
  random: RandomSource,
): Bytes {
  return signContent(digestInfo(hash, message), hash.name, key, random);
}

/**
 * Whether a signature is valid (RFC 8017 §8.2.2). The encoding is made anew and compared whole:
 * parsing it has let forged signatures through again and again (Bleichenbacher 2006).
 */
export function pkcs1Verify(
  hash: HashFunction,
  key: RsaPublicKey,
  message: Bytes,
  signature: Bytes,
): boolean {
  return verifyContent(digestInfo(hash, message), key, signature);
}

/**
 * The same padding around digests that no DigestInfo names, as TLS 1.0 and 1.1 sign (RFC 4346
 * §4.7, §7.4.3).
 *
 * @param digests MD5 and SHA-1 of the message, one behind the other, 36 bytes
 * @throws {RangeError} if the modulus is too short
 */
export function pkcs1SignDigests(digests: Bytes, key: RsaPrivateKey, random: RandomSource): Bytes {
  return signContent(digests, "MD5 and SHA-1", key, random);
}

/** Whether a signature over such digests is valid. */
export function pkcs1VerifyDigests(digests: Bytes, key: RsaPublicKey, signature: Bytes): boolean {
  return verifyContent(digests, key, signature);
}

/** What is signed of a message: its hash, with the name of the hash in front (RFC 8017 §9.2). */
export function digestInfo(hash: HashFunction, message: Bytes): Bytes {
  return concat(DIGEST_INFO[hash.name], hash.digest(message));
}

function signContent(
  content: Bytes,
  name: string,
  key: RsaPrivateKey,
  random: RandomSource,
): Bytes {
  const length = modulusLength(key.publicKey);
  const encoded = encode(content, length);
  if (encoded === undefined) {
    throw new RangeError(`Cannot sign with ${name}: a modulus of ${length} bytes is too short`);
  }
  return privateOperation(key, encoded, random)!; // it begins with a zero, so it is below the modulus
}

function verifyContent(content: Bytes, key: RsaPublicKey, signature: Bytes): boolean {
  if (!isPublicKey(key)) return false;
  const length = modulusLength(key);
  const expected = encode(content, length);
  if (expected === undefined || signature.length !== length) return false;
  const opened = publicOperation(key, signature);
  return opened !== undefined && equalBytes(opened, expected);
}

/** EMSA-PKCS1-v1_5 (§9.2): `00 01 ff … ff 00 content`, or `undefined` if there is no room. */
function encode(content: Bytes, length: number): Bytes | undefined {
  const padding = length - content.length - 3;
  if (padding < 8) return undefined;
  return concat(
    Uint8Array.of(0x00, 0x01),
    new Uint8Array(padding).fill(0xff),
    Uint8Array.of(0x00),
    content,
  );
}
