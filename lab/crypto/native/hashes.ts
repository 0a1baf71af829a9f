import { createHash, createHmac, type Hash } from "node:crypto";
import { type Bytes, equalBytes } from "../../bytes/mod.ts";
import { HmacSha256 } from "../plain/hmac_sha256.ts";
import { sha256 } from "../plain/sha256.ts";
import type { HashFunction, HashName, HashState } from "../provider.ts";

/** What OpenSSL calls them, and their digest lengths in bytes. */
const NATIVE: Readonly<Record<HashName, { readonly name: string; readonly length: number }>> = {
  "SHA-1": { name: "sha1", length: 20 },
  "SHA-256": { name: "sha256", length: 32 },
  "SHA-384": { name: "sha384", length: 48 },
  "SHA-512": { name: "sha512", length: 64 },
};

/** Up to here our own SHA-256 is done before a call into the runtime has come back. Measured. */
const SHORT = 192;

class NativeHashState implements HashState {
  readonly #state: Hash;

  constructor(state: Hash) {
    this.#state = state;
  }

  update(data: Bytes): this {
    this.#state.update(data);
    return this;
  }

  copy(): HashState {
    return new NativeHashState(this.#state.copy());
  }

  digest(): Bytes {
    // node:crypto ends a state with its digest; transcripts go on.
    return plainBytes(this.#state.copy().digest());
  }
}

/** A Buffer as an ordinary array: Buffer changes what `slice` and others mean. */
export function plainBytes(buffer: Bytes): Bytes {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function hashFunction(hash: HashName): HashFunction {
  const { name, length } = NATIVE[hash];
  const digest = (data: Bytes) => plainBytes(createHash(name).update(data).digest());
  return {
    name: hash,
    length,
    digest: hash === "SHA-256"
      ? (data) => data.length <= SHORT ? sha256(data) : digest(data)
      : digest,
    create: () => new NativeHashState(createHash(name)),
  };
}

/** The hash functions of node:crypto. */
export const NATIVE_HASHES: Readonly<Record<HashName, HashFunction>> = {
  "SHA-1": hashFunction("SHA-1"),
  "SHA-256": hashFunction("SHA-256"),
  "SHA-384": hashFunction("SHA-384"),
  "SHA-512": hashFunction("SHA-512"),
};

/**
 * HMAC (RFC 2104). A key schedule takes one secret several times in a row (for a key, an IV, a
 * Finished key), so what HMAC-SHA-256 prepares for the last key is kept.
 */
export function nativeHmac(): (hash: HashName, key: Bytes, data: Bytes) => Bytes {
  let last = { key: new Uint8Array(0) as Bytes, hmac: new HmacSha256(new Uint8Array(0)) };
  return (hash, key, data) => {
    if (hash !== "SHA-256" || data.length > SHORT) {
      return plainBytes(createHmac(NATIVE[hash].name, key).update(data).digest());
    }
    if (!equalBytes(key, last.key)) last = { key: key.slice(), hmac: new HmacSha256(key) };
    return last.hmac.mac(data);
  };
}

/** MD5 (RFC 1321), 16 bytes: only the signatures of TLS 1.0 and 1.1 ask for it. */
export function nativeMd5(data: Bytes): Bytes {
  return plainBytes(createHash("md5").update(data).digest());
}
