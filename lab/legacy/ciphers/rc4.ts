import type { Bytes } from "../../bytes/mod.ts";

/**
 * RC4 under one key: a permutation of 256 bytes that gives one byte of key stream at a step. RFC
 * 7465 forbids it in TLS, because some of its bytes come out more often than others.
 */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  /**
   * @param key 1 to 256 bytes
   * @throws {RangeError} if it has another length
   */
  constructor(key: Bytes) {
    if (key.length < 1 || key.length > 256) {
      throw new RangeError(`Cannot use an RC4 key of ${key.length} bytes`);
    }
    const state = this.#state;
    for (let i = 0; i < 256; i++) state[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      const value = state[i]!;
      j = (j + value + key[i % key.length]!) & 0xff;
      state[i] = state[j]!;
      state[j] = value;
    }
  }

  /** Encrypts or decrypts, which is the same; the key stream goes on where it was left. */
  crypt(data: Bytes): Bytes {
    const output = data.slice();
    const state = this.#state;
    let i = this.#i, j = this.#j;
    for (let at = 0; at < output.length; at++) {
      i = (i + 1) & 0xff;
      const a = state[i]!;
      j = (j + a) & 0xff;
      const b = state[j]!;
      state[i] = b;
      state[j] = a;
      output[at]! ^= state[(a + b) & 0xff]!;
    }
    this.#i = i;
    this.#j = j;
    return output;
  }

  /** The next bytes of the key stream. */
  keystream(count: number): Bytes {
    return this.crypt(new Uint8Array(count));
  }
}
