import type { Bytes } from "../../bytes/mod.ts";
import { checkNonce, TAG_LENGTH } from "../aead.ts";
import { constantTimeEqual } from "../constant_time.ts";
import type { AeadKey } from "../provider.ts";
import { encryptBlock, expandKey } from "./aes.ts";
import { Ghash, word, writeWord } from "./ghash.ts";

/**
 * AES-GCM (SP 800-38D §7) with nonces of 12 bytes and tags of 16. Round keys and the multiples of H
 * are computed once per key, which is what makes it quick on the short records of a handshake.
 */
export class AesGcm implements AeadKey {
  readonly #roundKeys: Int32Array;
  readonly #ghash: Ghash;

  /** @param key 16 or 32 bytes */
  constructor(key: Bytes) {
    this.#roundKeys = expandKey(key);
    encryptBlock(this.#roundKeys, 0, 0, 0, 0, STREAM); // H is the encryption of zeros
    this.#ghash = new Ghash(STREAM);
  }

  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes {
    checkNonce(nonce);
    const sealed = new Uint8Array(plaintext.length + TAG_LENGTH);
    this.#crypt(nonce, plaintext, plaintext.length, sealed);
    this.#tag(nonce, additionalData, sealed, plaintext.length, sealed, plaintext.length);
    return sealed;
  }

  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined {
    checkNonce(nonce);
    const length = sealed.length - TAG_LENGTH;
    if (length < 0) return undefined;
    this.#tag(nonce, additionalData, sealed, length, TAG, 0);
    if (!constantTimeEqual(TAG, sealed.subarray(length))) return undefined;
    const plaintext = new Uint8Array(length);
    this.#crypt(nonce, sealed, length, plaintext);
    return plaintext;
  }

  /** Counter mode (§6.5): combines `length` bytes with the key stream from counter 2 on. */
  #crypt(nonce: Bytes, input: Bytes, length: number, output: Bytes): void {
    const roundKeys = this.#roundKeys;
    const stream = STREAM;
    const a = word(nonce, 0), b = word(nonce, 4), c = word(nonce, 8);
    let at = 0;
    let counter = 2; // 1 is the tag's
    for (; at + 16 <= length; at += 16) {
      encryptBlock(roundKeys, a, b, c, counter++, stream);
      writeWord(output, at, word(input, at) ^ stream[0]!);
      writeWord(output, at + 4, word(input, at + 4) ^ stream[1]!);
      writeWord(output, at + 8, word(input, at + 8) ^ stream[2]!);
      writeWord(output, at + 12, word(input, at + 12) ^ stream[3]!);
    }
    if (at < length) {
      encryptBlock(roundKeys, a, b, c, counter, stream);
      for (let i = 0; at < length; i++, at++) {
        output[at] = input[at]! ^ (stream[i >> 2]! >>> (24 - 8 * (i & 3)));
      }
    }
  }

  /** Writes the tag over additional data and `length` bytes of ciphertext to `output`. */
  #tag(
    nonce: Bytes,
    additionalData: Bytes,
    ciphertext: Bytes,
    length: number,
    output: Bytes,
    at: number,
  ): void {
    const ghash = this.#ghash;
    ghash.reset();
    ghash.update(additionalData, 0, additionalData.length);
    ghash.update(ciphertext, 0, length);
    ghash.block(...bitCount(additionalData.length), ...bitCount(length));
    encryptBlock(this.#roundKeys, word(nonce, 0), word(nonce, 4), word(nonce, 8), 1, STREAM);
    ghash.writeMasked(STREAM, output, at);
  }
}

/** A number of bytes as a 64-bit number of bits, in two words. */
function bitCount(bytes: number): [high: number, low: number] {
  return [Math.floor(bytes / 0x2000_0000), bytes << 3];
}

// Scratch. One of each is enough: nothing here is ever interrupted.
const STREAM = new Int32Array(4);
const TAG = new Uint8Array(TAG_LENGTH);
