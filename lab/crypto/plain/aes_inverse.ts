import type { Bytes } from "../../bytes/mod.ts";
import { double, expandKey, SBOX } from "./aes.ts";

/**
 * AES decryption of single blocks: the equivalent inverse cipher (FIPS 197 §5.3.5), which has the
 * steps of encryption in the same order, so that tables serve it as well. Of the modes TLS uses only
 * CBC needs it.
 */

const INVERSE_SBOX = new Uint8Array(256);
const D0 = new Int32Array(256);
const D1 = new Int32Array(256);
const D2 = new Int32Array(256);
const D3 = new Int32Array(256);
makeTables();

/** Fills the tables from the definitions of InvSubBytes and InvMixColumns (§5.3.2, §5.3.3). */
function makeTables(): void {
  for (let i = 0; i < 256; i++) INVERSE_SBOX[SBOX[i]!] = i;
  for (let i = 0; i < 256; i++) {
    const s = INVERSE_SBOX[i]!;
    const s2 = double(s), s4 = double(s2), s8 = double(s4);
    const column = ((s8 ^ s4 ^ s2) << 24) | ((s8 ^ s) << 16) | ((s8 ^ s4 ^ s) << 8) |
      (s8 ^ s2 ^ s);
    D0[i] = column;
    D1[i] = (column >>> 8) | (column << 24);
    D2[i] = (column >>> 16) | (column << 16);
    D3[i] = (column >>> 24) | (column << 8);
  }
}

/**
 * The round keys of decryption for a key of 16 or 32 bytes: those of encryption from last to first,
 * the inner ones after InvMixColumns.
 */
export function expandInverseKey(key: Bytes): Int32Array {
  const forward = expandKey(key);
  const last = forward.length - 4;
  const words = new Int32Array(forward.length);
  for (let k = 0; k <= last; k += 4) {
    for (let i = 0; i < 4; i++) {
      const word = forward[last - k + i]!;
      words[k + i] = k === 0 || k === last ? word : inverseMixColumn(word);
    }
  }
  return words;
}

/** InvMixColumns of one column: the tables undo SubBytes too, so it is done beforehand. */
function inverseMixColumn(word: number): number {
  return D0[SBOX[word >>> 24]!]! ^ D1[SBOX[(word >>> 16) & 0xff]!]! ^
    D2[SBOX[(word >>> 8) & 0xff]!]! ^ D3[SBOX[word & 0xff]!]!;
}

/** Decrypts the block of words `a b c d` into `output`, four words. */
export function decryptBlock(
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
    const e = D0[a >>> 24]! ^ D1[(d >>> 16) & 0xff]! ^ D2[(c >>> 8) & 0xff]! ^ D3[b & 0xff]!;
    const f = D0[b >>> 24]! ^ D1[(a >>> 16) & 0xff]! ^ D2[(d >>> 8) & 0xff]! ^ D3[c & 0xff]!;
    const g = D0[c >>> 24]! ^ D1[(b >>> 16) & 0xff]! ^ D2[(a >>> 8) & 0xff]! ^ D3[d & 0xff]!;
    const h = D0[d >>> 24]! ^ D1[(c >>> 16) & 0xff]! ^ D2[(b >>> 8) & 0xff]! ^ D3[a & 0xff]!;
    a = e ^ roundKeys[k]!;
    b = f ^ roundKeys[k + 1]!;
    c = g ^ roundKeys[k + 2]!;
    d = h ^ roundKeys[k + 3]!;
  }
  output[0] = lastColumn(a, d, c, b) ^ roundKeys[last]!;
  output[1] = lastColumn(b, a, d, c) ^ roundKeys[last + 1]!;
  output[2] = lastColumn(c, b, a, d) ^ roundKeys[last + 2]!;
  output[3] = lastColumn(d, c, b, a) ^ roundKeys[last + 3]!;
}

/** A column of the last round, which does without InvMixColumns. */
function lastColumn(a: number, b: number, c: number, d: number): number {
  return (INVERSE_SBOX[a >>> 24]! << 24) | (INVERSE_SBOX[(b >>> 16) & 0xff]! << 16) |
    (INVERSE_SBOX[(c >>> 8) & 0xff]! << 8) | INVERSE_SBOX[d & 0xff]!;
}
