import type { Bytes } from "../../bytes/mod.ts";

/**
 * AES encryption of single blocks (FIPS 197) for keys of 16 or 32 bytes. SubBytes, ShiftRows and
 * MixColumns of a whole column are looked up at once: four tables of 256 words. The way back is in
 * `aes_inverse.ts`, because the modes that count never need it.
 */

/** SubBytes (§5.1.1): what each byte is replaced by. */
export const SBOX = new Uint8Array(256);
const T0 = new Int32Array(256);
const T1 = new Int32Array(256);
const T2 = new Int32Array(256);
const T3 = new Int32Array(256);
makeTables();

/** Fills the tables from the definition of SubBytes and MixColumns (§5.1.1, §5.1.3). */
function makeTables(): void {
  // Walks through the field's elements as powers of its generator 3, the inverses beside them.
  for (let element = 1, inverse = 1, i = 0; i < 255; i++) {
    SBOX[element] = affine(inverse);
    element ^= double(element);
    // Divides by 3, which is multiplying by 0xf6.
    inverse ^= inverse << 1;
    inverse ^= inverse << 2;
    inverse ^= inverse << 4;
    inverse &= 0xff;
    if (inverse & 0x80) inverse ^= 0x09;
  }
  SBOX[0] = 0x63;
  for (let i = 0; i < 256; i++) {
    const s = SBOX[i]!;
    const s2 = double(s);
    const column = (s2 << 24) | (s << 16) | (s << 8) | (s2 ^ s);
    T0[i] = column;
    T1[i] = (column >>> 8) | (column << 24);
    T2[i] = (column >>> 16) | (column << 16);
    T3[i] = (column >>> 24) | (column << 8);
  }
}

/** Multiplies by x in the field of 256 elements (§4.2). */
export function double(element: number): number {
  return ((element << 1) ^ (element & 0x80 ? 0x1b : 0)) & 0xff;
}

function affine(b: number): number {
  const twice = b | (b << 8);
  return (b ^ (twice >> 4) ^ (twice >> 5) ^ (twice >> 6) ^ (twice >> 7) ^ 0x63) & 0xff;
}

function substituteWord(word: number): number {
  return (SBOX[word >>> 24]! << 24) | (SBOX[(word >>> 16) & 0xff]! << 16) |
    (SBOX[(word >>> 8) & 0xff]! << 8) | SBOX[word & 0xff]!;
}

/** The round keys of a key of 16 or 32 bytes, four words a round (§5.2). */
export function expandKey(key: Bytes): Int32Array {
  const keyWords = key.length / 4;
  const words = new Int32Array(4 * (keyWords + 7));
  for (let i = 0; i < keyWords; i++) {
    words[i] = (key[4 * i]! << 24) | (key[4 * i + 1]! << 16) | (key[4 * i + 2]! << 8) |
      key[4 * i + 3]!;
  }
  for (let i = keyWords, constant = 1; i < words.length; i++) {
    let word = words[i - 1]!;
    if (i % keyWords === 0) {
      word = substituteWord((word << 8) | (word >>> 24)) ^ (constant << 24);
      constant = double(constant);
    } else if (keyWords > 6 && i % keyWords === 4) word = substituteWord(word);
    words[i] = words[i - keyWords]! ^ word;
  }
  return words;
}

/** Encrypts the block of words `a b c d` (§5.1) into `output`, four words. */
export function encryptBlock(
  roundKeys: Int32Array,
  a: number,
  b: number,
  c: number,
  d: number,
  output: Int32Array,
): void {
  a ^= roundKeys[0]!;
  b ^= roundKeys[1]!;
  c ^= roundKeys[2]!;
  d ^= roundKeys[3]!;
  const last = roundKeys.length - 4;
  for (let k = 4; k < last; k += 4) {
    const e = T0[a >>> 24]! ^ T1[(b >>> 16) & 0xff]! ^ T2[(c >>> 8) & 0xff]! ^ T3[d & 0xff]!;
    const f = T0[b >>> 24]! ^ T1[(c >>> 16) & 0xff]! ^ T2[(d >>> 8) & 0xff]! ^ T3[a & 0xff]!;
    const g = T0[c >>> 24]! ^ T1[(d >>> 16) & 0xff]! ^ T2[(a >>> 8) & 0xff]! ^ T3[b & 0xff]!;
    const h = T0[d >>> 24]! ^ T1[(a >>> 16) & 0xff]! ^ T2[(b >>> 8) & 0xff]! ^ T3[c & 0xff]!;
    a = e ^ roundKeys[k]!;
    b = f ^ roundKeys[k + 1]!;
    c = g ^ roundKeys[k + 2]!;
    d = h ^ roundKeys[k + 3]!;
  }
  output[0] = lastColumn(a, b, c, d) ^ roundKeys[last]!;
  output[1] = lastColumn(b, c, d, a) ^ roundKeys[last + 1]!;
  output[2] = lastColumn(c, d, a, b) ^ roundKeys[last + 2]!;
  output[3] = lastColumn(d, a, b, c) ^ roundKeys[last + 3]!;
}

/** A column of the last round, which does without MixColumns. */
function lastColumn(a: number, b: number, c: number, d: number): number {
  return (SBOX[a >>> 24]! << 24) | (SBOX[(b >>> 16) & 0xff]! << 16) |
    (SBOX[(c >>> 8) & 0xff]! << 8) | SBOX[d & 0xff]!;
}
