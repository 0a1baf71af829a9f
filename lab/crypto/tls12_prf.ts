import { type Bytes, concat, utf8 } from "../bytes/mod.ts";
import type { CryptoProvider, HashName } from "./provider.ts";

/**
 * The pseudorandom function of TLS 1.2 (RFC 5246 §5): `P_hash(secret, label || seed)`.
 *
 * @param label ASCII, such as `"master secret"`
 * @param length how many bytes to make
 */
export function tls12Prf(
  provider: CryptoProvider,
  hash: HashName,
  secret: Bytes,
  label: string,
  seed: Bytes,
  length: number,
): Bytes {
  const labelledSeed = concat(utf8(label), seed);
  const output = new Uint8Array(length);
  // A(0) = seed, A(i) = HMAC(secret, A(i-1)); the output is HMAC(secret, A(1) || seed) || …
  let chain = labelledSeed;
  for (let at = 0; at < length;) {
    chain = provider.hmac(hash, secret, chain);
    const block = provider.hmac(hash, secret, concat(chain, labelledSeed));
    output.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return output;
}
