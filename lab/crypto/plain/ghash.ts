import type { Bytes } from "../../bytes/mod.ts";

/**
 * GHASH (SP 800-38D §6.4): a polynomial over 128-bit blocks, evaluated at a secret point H. Blocks
 * are four words here, whose highest bit stands for x^0. Multiplying by H goes a byte at a time,
 * with all 256 multiples of H at hand.
 */
export class Ghash {
  /** `byte * H`, four words for each byte. */
  readonly #multiples = new Int32Array(4 * 256);
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** @param h the secret point, four words */
  constructor(h: Int32Array) {
    const table = this.#multiples;
    let a = h[0]!, b = h[1]!, c = h[2]!, d = h[3]!;
    // The highest bit of a byte is x^0: 0x80 is H itself, 0x40 is x H, and so on.
    for (let bit = 0x80; bit > 0; bit >>= 1) {
      table[4 * bit] = a;
      table[4 * bit + 1] = b;
      table[4 * bit + 2] = c;
      table[4 * bit + 3] = d;
      const fallen = d & 1 ? REDUCTION : 0;
      d = (d >>> 1) | (c << 31);
      c = (c >>> 1) | (b << 31);
      b = (b >>> 1) | (a << 31);
      a = (a >>> 1) ^ fallen;
    }
    // Every other byte is a sum of two that are already there.
    for (let high = 2; high < 256; high *= 2) {
      const at = 4 * high;
      const a = table[at]!, b = table[at + 1]!, c = table[at + 2]!, d = table[at + 3]!;
      for (let low = 4; low < at; low += 4) {
        table[at + low] = a ^ table[low]!;
        table[at + low + 1] = b ^ table[low + 1]!;
        table[at + low + 2] = c ^ table[low + 2]!;
        table[at + low + 3] = d ^ table[low + 3]!;
      }
    }
  }

  /** Begins anew. */
  reset(): void {
    this.#a =
      this.#b =
      this.#c =
      this.#d =
        0;
  }

  /** Takes in `length` bytes from `at`, filled up with zeros to whole blocks. */
  update(bytes: Bytes, at: number, length: number): void {
    const end = at + length;
    for (; at + 16 <= end; at += 16) {
      this.block(word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12));
    }
    if (at < end) {
      const padded = LAST.fill(0);
      padded.set(bytes.subarray(at, end));
      this.block(word(padded, 0), word(padded, 4), word(padded, 8), word(padded, 12));
    }
  }

  /** Adds one block and multiplies by H. */
  block(a: number, b: number, c: number, d: number): void {
    const table = this.#multiples;
    const x = INPUT;
    x[0] = a ^ this.#a;
    x[1] = b ^ this.#b;
    x[2] = c ^ this.#c;
    x[3] = d ^ this.#d;
    a =
      b =
      c =
      d =
        0;
    // Horner's rule from the last byte to the first: z = z x^8 + byte H.
    for (let i = 3; i >= 0; i--) {
      const input = x[i]!;
      for (let shift = 0; shift < 32; shift += 8) {
        const at = ((input >>> shift) & 0xff) << 2;
        const fallen = REDUCTIONS[d & 0xff]!;
        d = ((d >>> 8) | (c << 24)) ^ table[at + 3]!;
        c = ((c >>> 8) | (b << 24)) ^ table[at + 2]!;
        b = ((b >>> 8) | (a << 24)) ^ table[at + 1]!;
        a = (a >>> 8) ^ fallen ^ table[at]!;
      }
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** The value so far, combined with four words of mask, as 16 bytes at `at`. */
  writeMasked(mask: Int32Array, output: Bytes, at: number): void {
    writeWord(output, at, this.#a ^ mask[0]!);
    writeWord(output, at + 4, this.#b ^ mask[1]!);
    writeWord(output, at + 8, this.#c ^ mask[2]!);
    writeWord(output, at + 12, this.#d ^ mask[3]!);
  }
}

/** What x^128 is: 1 + x + x^2 + x^7, in the highest bits. */
const REDUCTION = 0xe1000000 | 0;

/** What the eight bits are worth that fall off the end when a block moves by x^8. */
const REDUCTIONS = Int32Array.from({ length: 256 }, (_, fallen) => {
  let top = 0;
  for (let bit = 0; bit < 8; bit++) top = (top >>> 1) ^ ((fallen >> bit) & 1 ? REDUCTION : 0);
  return top;
});

const INPUT = new Int32Array(4);
const LAST = new Uint8Array(16);

/** The big-endian word at `at`. */
export function word(bytes: Bytes, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Writes a big-endian word at `at`. */
export function writeWord(bytes: Bytes, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
