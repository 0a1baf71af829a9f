import { type Bytes, concat, utf8 } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { hmacMd5 } from "../ciphers/md5.ts";
import type { ExportableKeys, HandshakeDigests, WriteKeys } from "./types.ts";

/** Length of the verify_data of TLS 1.0 and 1.1, in bytes. */
const VERIFY_DATA_LENGTH = 12;

/**
 * The pseudorandom function of TLS 1.0 and 1.1 (RFC 2246 §5): one half of the secret goes through
 * HMAC-MD5, the other through HMAC-SHA-1, and the results are combined by exclusive or, so that it
 * stands as long as either hash does.
 *
 * @param label ASCII, such as `"master secret"`
 * @param length how many bytes to make
 */
export function tls10Prf(
  provider: CryptoProvider,
  secret: Bytes,
  label: string,
  seed: Bytes,
  length: number,
): Bytes {
  const half = Math.ceil(secret.length / 2); // the halves share a byte if the length is odd
  const labelledSeed = concat(utf8(label), seed);
  const sha1 = (key: Bytes, data: Bytes) => provider.hmac("SHA-1", key, data);
  const output = pHash(hmacMd5, secret.subarray(0, half), labelledSeed, length);
  const other = pHash(sha1, secret.subarray(secret.length - half), labelledSeed, length);
  for (let i = 0; i < length; i++) output[i]! ^= other[i]!;
  return output;
}

/** P_hash (RFC 2246 §5): `HMAC(secret, A(1) || seed) || HMAC(secret, A(2) || seed) || …` */
function pHash(
  hmac: (key: Bytes, data: Bytes) => Bytes,
  secret: Bytes,
  seed: Bytes,
  length: number,
): Bytes {
  const output = new Uint8Array(length);
  let chain = seed;
  for (let at = 0; at < length;) {
    chain = hmac(secret, chain);
    const block = hmac(secret, concat(chain, seed));
    output.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return output;
}

/**
 * The verify_data of a Finished message (RFC 2246 §7.4.9), 12 bytes.
 *
 * @param transcript digests of all handshake messages before it
 */
export function tls10VerifyData(
  provider: CryptoProvider,
  masterSecret: Bytes,
  sender: "client" | "server",
  { md5, sha1 }: HandshakeDigests,
): Bytes {
  return tls10Prf(
    provider,
    masterSecret,
    `${sender} finished`,
    concat(md5, sha1),
    VERIFY_DATA_LENGTH,
  );
}

/**
 * The keys of an exportable suite (RFC 2246 §6.3.1): 40 bits stay secret, and public randoms are
 * mixed in, which makes the keys longer but no harder to find.
 */
export function tls10ExportKeys(provider: CryptoProvider, keys: ExportableKeys): WriteKeys {
  const { clientRandom, serverRandom, keyLength, ivLength } = keys;
  const randoms = concat(clientRandom, serverRandom);
  const key = (secret: Bytes, label: string) =>
    tls10Prf(provider, secret, label, randoms, keyLength);
  const ivBlock = tls10Prf(provider, new Uint8Array(0), "IV block", randoms, 2 * ivLength);
  return {
    clientWriteKey: key(keys.clientWriteKey, "client write key"),
    serverWriteKey: key(keys.serverWriteKey, "server write key"),
    clientWriteIv: ivBlock.slice(0, ivLength),
    serverWriteIv: ivBlock.slice(ivLength),
  };
}
