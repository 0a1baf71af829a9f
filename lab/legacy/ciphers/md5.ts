import { hmac } from "@noble/hashes/hmac.js";
import { md5 as nobleMd5 } from "@noble/hashes/legacy.js";
import type { Bytes } from "../../bytes/mod.ts";
import type { HashState } from "../../crypto/mod.ts";

/** Length of an MD5 digest in bytes. */
export const MD5_LENGTH = 16;

/** MD5 (RFC 1321), 16 bytes. Two messages with one digest are a matter of seconds (RFC 6151). */
export function md5(data: Bytes): Bytes {
  return nobleMd5(data);
}

/** MD5 of a transcript that grows. */
export function createMd5(): HashState {
  return new Md5State(nobleMd5.create());
}

/** HMAC-MD5 (RFC 2104): the MAC of the suites that end in `_MD5`. */
export function hmacMd5(key: Bytes, data: Bytes): Bytes {
  return hmac(nobleMd5, key, data);
}

type NobleState = ReturnType<typeof nobleMd5.create>;

class Md5State implements HashState {
  readonly #state: NobleState;

  constructor(state: NobleState) {
    this.#state = state;
  }

  update(data: Bytes): this {
    this.#state.update(data);
    return this;
  }

  copy(): HashState {
    return new Md5State(this.#state.clone());
  }

  digest(): Bytes {
    // noble ends a state with its digest; transcripts go on.
    return this.#state.clone().digest();
  }
}
