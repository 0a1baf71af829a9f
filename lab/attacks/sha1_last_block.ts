import type { Bytes } from "../bytes/mod.ts";

/** Length of a message block of SHA-1, in bytes. */
export const SHA1_BLOCK = 64;
/** A one and the length of the message, which follow it (FIPS 180-4 §5.1.1). */
const FINISH = 9;

// The message schedule. One is enough: nothing here is ever interrupted.
const W = new Int32Array(80);

/**
 * SHA-1 of a message again and again, with two words of its last block changed in between
 * (FIPS 180-4 §6.1.2). What lies before that block is taken in once: for whoever looks for
 * collisions, all but the end of a certificate costs nothing.
 */
export class Sha1LastBlock {
  readonly #before = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  readonly #after = new Int32Array(5);
  readonly #block = new Int32Array(16);
  readonly #word: number;

  /**
   * @param at where in the message the eight bytes stand that are changed
   * @throws {RangeError} unless they are two whole words of the last block
   */
  constructor(message: Bytes, at: number) {
    const last = message.length - message.length % SHA1_BLOCK;
    const fits = at >= last && at % 4 === 0 && at + 8 <= message.length &&
      message.length - last <= SHA1_BLOCK - FINISH;
    if (!fits) {
      throw new RangeError(`Cannot change byte ${at} of ${message.length}: not at the end`);
    }
    for (let from = 0; from < last; from += SHA1_BLOCK) {
      compress(this.#before, this.#before, wordsOf(message.subarray(from, from + SHA1_BLOCK)));
    }
    const padded = new Uint8Array(SHA1_BLOCK);
    padded.set(message.subarray(last));
    padded[message.length - last] = 0x80;
    new DataView(padded.buffer).setUint32(SHA1_BLOCK - 4, message.length * 8);
    this.#block.set(wordsOf(padded));
    this.#word = (at - last) / 4;
  }

  /** The hash with these two words in place; the array is the same every time. */
  hash(first: number, second: number): Int32Array {
    this.#block[this.#word] = first;
    this.#block[this.#word + 1] = second;
    compress(this.#after, this.#before, this.#block);
    return this.#after;
  }
}

function wordsOf(block: Bytes): Int32Array {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  return Int32Array.from({ length: 16 }, (_, i) => view.getInt32(4 * i));
}

/** Takes one block into a chaining value. */
function compress(out: Int32Array, state: Int32Array, block: Int32Array): void {
  for (let t = 0; t < 16; t++) W[t] = block[t]!;
  for (let t = 16; t < 80; t++) {
    const x = W[t - 3]! ^ W[t - 8]! ^ W[t - 14]! ^ W[t - 16]!;
    W[t] = (x << 1) | (x >>> 31);
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!;
  for (let t = 0; t < 80; t++) {
    const mixed = t < 20
      ? ((b & c) | (~b & d)) + 0x5a827999
      : t < 40
      ? (b ^ c ^ d) + 0x6ed9eba1
      : t < 60
      ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
      : (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + W[t]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  out[0] = (state[0]! + a) | 0;
  out[1] = (state[1]! + b) | 0;
  out[2] = (state[2]! + c) | 0;
  out[3] = (state[3]! + d) | 0;
  out[4] = (state[4]! + e) | 0;
}
