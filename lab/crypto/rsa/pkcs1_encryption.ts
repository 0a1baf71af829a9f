import { type Bytes, concat } from "../../bytes/mod.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys.ts";
import type { RandomSource } from "../random.ts";
import { modulusLength, privateOperation, publicOperation } from "./operations.ts";

/** Bytes of an encryption block that are not the message: `00 02`, eight of padding, `00`. */
const OVERHEAD = 11;

/**
 * RSAES-PKCS1-v1_5 (RFC 8017 §7.2.1): the key exchange of TLS_RSA_* suites (RFC 5246 §7.4.7.1).
 *
 * @param random gives the padding, under the purpose `"rsa padding"`
 * @throws {RangeError} if the message is too long for the modulus
 */
export function pkcs1Encrypt(key: RsaPublicKey, message: Bytes, random: RandomSource): Bytes {
  const length = modulusLength(key);
  if (message.length > length - OVERHEAD) {
    throw new RangeError(
      `Cannot encrypt ${message.length} bytes: a modulus of ${length} bytes has room for ` +
        `${length - OVERHEAD}`,
    );
  }
  const block = concat(
    Uint8Array.of(0x00, 0x02),
    nonZeroBytes(random, length - message.length - 3),
    Uint8Array.of(0x00),
    message,
  );
  return publicOperation(key, block)!; // it begins with a zero, so it is below the modulus
}

/**
 * The message of a ciphertext (RFC 8017 §7.2.2), or `undefined` if it is not one. Telling a peer
 * which of the two happened is Bleichenbacher's oracle: RFC 5246 §7.4.7.1 says how to hide it.
 */
export function pkcs1Decrypt(
  key: RsaPrivateKey,
  ciphertext: Bytes,
  random: RandomSource,
): Bytes | undefined {
  if (ciphertext.length !== modulusLength(key.publicKey)) return undefined;
  const block = privateOperation(key, ciphertext, random);
  if (block === undefined || block[0] !== 0x00 || block[1] !== 0x02) return undefined;
  const separator = block.indexOf(0x00, 2);
  return separator < OVERHEAD - 1 ? undefined : block.slice(separator + 1);
}

function nonZeroBytes(random: RandomSource, count: number): Bytes {
  const bytes = random.bytes("rsa padding", count);
  for (let i = 0; i < count; i++) {
    while (bytes[i] === 0) bytes[i] = random.bytes("rsa padding", 1)[0]!;
  }
  return bytes;
}
