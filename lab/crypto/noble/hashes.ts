import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { Bytes } from "../../bytes/mod.ts";
import type { HashFunction, HashName, HashState } from "../provider.ts";

const HASHES = { "SHA-1": sha1, "SHA-256": sha256, "SHA-384": sha384, "SHA-512": sha512 };

type NobleState = ReturnType<(typeof HASHES)[HashName]["create"]>;

class NobleHashState implements HashState {
  readonly #state: NobleState;

  constructor(state: NobleState) {
    this.#state = state;
  }

  update(data: Bytes): this {
    this.#state.update(data);
    return this;
  }

  copy(): HashState {
    return new NobleHashState(this.#state.clone() as NobleState);
  }

  digest(): Bytes {
    // noble ends a state with its digest; transcripts go on.
    return this.#state.clone().digest();
  }
}

function hashFunction(name: HashName): HashFunction {
  const hash = HASHES[name];
  return {
    name,
    length: hash.outputLen,
    digest: (data) => hash(data),
    create: () => new NobleHashState(hash.create()),
  };
}

/** The hash functions of `@noble/hashes`. */
export const NOBLE_HASHES: Readonly<Record<HashName, HashFunction>> = {
  "SHA-1": hashFunction("SHA-1"),
  "SHA-256": hashFunction("SHA-256"),
  "SHA-384": hashFunction("SHA-384"),
  "SHA-512": hashFunction("SHA-512"),
};

/** HMAC (RFC 2104). */
export function nobleHmac(hash: HashName, key: Bytes, data: Bytes): Bytes {
  return hmac(HASHES[hash], key, data);
}

/** MD5 (RFC 1321), 16 bytes: only the signatures of TLS 1.0 and 1.1 ask for it. */
export function nobleMd5(data: Bytes): Bytes {
  return md5(data);
}
