import { type Bytes, concat } from "../bytes/mod.ts";
import type { CryptoProvider, HashName } from "./provider.ts";

/** HKDF-Extract (RFC 5869 §2.2): a pseudorandom key of the hash's length. */
export function hkdfExtract(
  provider: CryptoProvider,
  hash: HashName,
  salt: Bytes,
  inputKeyMaterial: Bytes,
): Bytes {
  return provider.hmac(hash, salt, inputKeyMaterial);
}

/**
 * HKDF-Expand (RFC 5869 §2.3): `length` bytes from a pseudorandom key.
 *
 * @throws {RangeError} if more than 255 digests are asked for
 */
export function hkdfExpand(
  provider: CryptoProvider,
  hash: HashName,
  pseudorandomKey: Bytes,
  info: Bytes,
  length: number,
): Bytes {
  const digestLength = provider.hash(hash).length;
  if (length > 255 * digestLength) {
    throw new RangeError(`Cannot expand to ${length} bytes: HKDF-${hash} ends at 255 digests`);
  }
  // T(1) = HMAC(key, info || 0x01); T(n) = HMAC(key, T(n-1) || info || n)
  const first = new Uint8Array(info.length + 1);
  first.set(info);
  first[info.length] = 1;
  let block = provider.hmac(hash, pseudorandomKey, first);
  if (length <= digestLength) return length < digestLength ? block.slice(0, length) : block;
  const output = new Uint8Array(length);
  output.set(block);
  for (let at = digestLength, n = 2; at < length; at += digestLength, n++) {
    block = provider.hmac(hash, pseudorandomKey, concat(block, info, Uint8Array.of(n)));
    output.set(block.subarray(0, length - at), at);
  }
  return output;
}
