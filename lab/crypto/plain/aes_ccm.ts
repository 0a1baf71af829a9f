import type { Bytes } from "../../bytes/mod.ts";
import { checkNonce } from "../aead.ts";
import { constantTimeEqual } from "../constant_time.ts";
import type { AeadKey } from "../provider.ts";
import { encryptBlock, expandKey } from "./aes.ts";
import { word, writeWord } from "./ghash.ts";

/** With a nonce of 12 bytes, three are left for the length of the message (RFC 3610 §2). */
const LENGTH_BYTES = 3;
const LONGEST = 2 ** (8 * LENGTH_BYTES) - 1;

/** Up to here the length of the additional data is written in two bytes (§2.2). */
const LONGEST_DATA = 0xfeff;

/**
 * AES-CCM (RFC 3610) with nonces of 12 bytes: CBC-MAC over everything, then counter mode over the
 * message and the tag. RFC 6655 brought it to TLS, for small devices.
 */
export class AesCcm implements AeadKey {
  readonly #roundKeys: Int32Array;
  readonly #tagLength: number;

  /**
   * @param key 16 or 32 bytes
   * @param tagLength 16, or 8 for the suites whose names end in `CCM_8`
   */
  constructor(key: Bytes, tagLength: 8 | 16) {
    this.#roundKeys = expandKey(key);
    this.#tagLength = tagLength;
  }

  /** @throws {RangeError} if the plaintext has 16 MB or the additional data 65280 bytes */
  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes {
    checkNonce(nonce);
    if (plaintext.length > LONGEST || additionalData.length > LONGEST_DATA) {
      throw new RangeError(`Cannot seal ${plaintext.length} bytes with CCM: that is too long`);
    }
    const sealed = new Uint8Array(plaintext.length + this.#tagLength);
    this.#crypt(nonce, plaintext, plaintext.length, sealed);
    sealed.set(this.#tag(nonce, additionalData, plaintext), plaintext.length);
    return sealed;
  }

  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined {
    checkNonce(nonce);
    const length = sealed.length - this.#tagLength;
    if (length < 0 || length > LONGEST || additionalData.length > LONGEST_DATA) return undefined;
    const plaintext = new Uint8Array(length);
    this.#crypt(nonce, sealed, length, plaintext);
    const tag = this.#tag(nonce, additionalData, plaintext);
    return constantTimeEqual(tag, sealed.subarray(length)) ? plaintext : undefined;
  }

  /** Encrypts the counter block `A_i` (§2.3) into `STREAM`. */
  #counter(nonce: Bytes, i: number): void {
    const a = ((LENGTH_BYTES - 1) << 24) | (word(nonce, 0) >>> 8);
    const b = word(nonce, 3);
    const c = word(nonce, 7);
    encryptBlock(this.#roundKeys, a, b, c, (nonce[11]! << 24) | i, STREAM);
  }

  /** Counter mode (§2.3): combines `length` bytes with the key stream from counter 1 on. */
  #crypt(nonce: Bytes, input: Bytes, length: number, output: Bytes): void {
    for (let at = 0, i = 1; at < length; at += 16, i++) {
      this.#counter(nonce, i);
      const end = Math.min(16, length - at);
      for (let k = 0; k < end; k++) {
        output[at + k] = input[at + k]! ^ (STREAM[k >> 2]! >>> (24 - 8 * (k & 3)));
      }
    }
  }

  /** The encrypted tag over additional data and message (§2.2, §2.3). */
  #tag(nonce: Bytes, additionalData: Bytes, message: Bytes): Bytes {
    const mac = MAC.fill(0);
    const tagLength = this.#tagLength;
    // B_0: flags, nonce, length of the message
    const first = BLOCK.fill(0);
    first[0] = (additionalData.length > 0 ? 0x40 : 0) | (((tagLength - 2) / 2) << 3) |
      (LENGTH_BYTES - 1);
    first.set(nonce, 1);
    first[13] = message.length >>> 16;
    first[14] = message.length >>> 8;
    first[15] = message.length;
    this.#absorb(first, 0);
    if (additionalData.length > 0) {
      const data = new Uint8Array(16 * Math.ceil((additionalData.length + 2) / 16));
      data[0] = additionalData.length >>> 8;
      data[1] = additionalData.length;
      data.set(additionalData, 2);
      for (let at = 0; at < data.length; at += 16) this.#absorb(data, at);
    }
    let at = 0;
    for (; at + 16 <= message.length; at += 16) this.#absorb(message, at);
    if (at < message.length) {
      const last = BLOCK.fill(0);
      last.set(message.subarray(at));
      this.#absorb(last, 0);
    }
    this.#counter(nonce, 0);
    const tag = new Uint8Array(16);
    for (let i = 0; i < 4; i++) writeWord(tag, 4 * i, mac[i]! ^ STREAM[i]!);
    return tag.subarray(0, tagLength);
  }

  /** Takes one block into the CBC-MAC. */
  #absorb(bytes: Bytes, at: number): void {
    encryptBlock(
      this.#roundKeys,
      MAC[0]! ^ word(bytes, at),
      MAC[1]! ^ word(bytes, at + 4),
      MAC[2]! ^ word(bytes, at + 8),
      MAC[3]! ^ word(bytes, at + 12),
      MAC,
    );
  }
}

// Scratch. One of each is enough: nothing here is ever interrupted.
const STREAM = new Int32Array(4);
const MAC = new Int32Array(4);
const BLOCK = new Uint8Array(16);
