import type { Bytes } from "../../bytes/mod.ts";

/**
 * DES on single blocks (FIPS 46-3). A block is two words, left and right; each S-box is looked up
 * together with the permutation P that comes behind it.
 */

/** The S-boxes S1 to S8, four rows each, as hexadecimal digits (FIPS 46-3, appendix 1). */
const S_BOXES = [
  "e4d12fb83a6c5907" + "0f74e2d1a6cb9538" + "41e8d62bfc973a50" + "fc8249175b3ea06d",
  "f18e6b34972dc05a" + "3d47f28ec01a69b5" + "0e7ba4d158c6932f" + "d8a13f42b67c05e9",
  "a09e63f51dc7b428" + "d709346a285ecbf1" + "d6498f30b12c5ae7" + "1ad069874fe3b52c",
  "7de3069a1285bc4f" + "d8b56f03472c1ae9" + "a690cb7df13e5284" + "3f06a1d8945bc72e",
  "2c417ab6853fd0e9" + "eb2c47d150fa3986" + "421bad78f9c5630e" + "b8c71e2d6f09a453",
  "c1af92680d34e75b" + "af427c9561de0b38" + "9ef528c3704a1db6" + "432c95fabe17608d",
  "4b2ef08d3c975a61" + "d0b7491ae35c2f86" + "14bdc37eaf680592" + "6bd814a7950fe23c",
  "d2846fb1a93e50c7" + "1fd8a374c56b0e92" + "7b419ce206adf358" + "21e74a8dfc90356b",
] as const;

// Permutations name the input bit for each output bit; bit 1 is the highest.
// deno-fmt-ignore
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10,
  2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
];
// deno-fmt-ignore
const PERMUTED_CHOICE_1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];
// deno-fmt-ignore
const PERMUTED_CHOICE_2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
  41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];

const ROUNDS = 16;

/** Rounds before which the halves of the key move by one place only. */
const SINGLE_SHIFTS: readonly number[] = [0, 1, 8, 15];

/** For each S-box 64 words: its four bits, already where P puts them. */
const SP = S_BOXES.map((digits, box) => {
  const places = [0, 1, 2, 3].map((bit) => 31 - P.indexOf(4 * box + bit + 1));
  return Int32Array.from({ length: 64 }, (_, six) => {
    const row = ((six >> 4) & 2) | (six & 1); // the outer bits
    const value = parseInt(digits[16 * row + ((six >> 1) & 0xf)]!, 16);
    return places.reduce((word, place, bit) => word | (((value >> (3 - bit)) & 1) << place), 0);
  });
}) as [Int32Array, ...Int32Array[]];

/**
 * The round keys of a key of 8 bytes, eight groups of six bits a round. The lowest bit of each byte
 * is parity, which nobody looks at.
 */
export function expandDesKey(key: Bytes): Uint8Array {
  const chosen = PERMUTED_CHOICE_1.map((bit) =>
    (key[(bit - 1) >> 3]! >> (7 - ((bit - 1) & 7))) & 1
  );
  const groups = new Uint8Array(8 * ROUNDS);
  for (let round = 0, shift = 0; round < ROUNDS; round++) {
    shift += SINGLE_SHIFTS.includes(round) ? 1 : 2;
    PERMUTED_CHOICE_2.forEach((bit, i) => {
      const half = bit <= 28 ? 0 : 28;
      const from = half + (bit - 1 - half + shift) % 28;
      groups[8 * round + Math.floor(i / 6)]! |= chosen[from]! << (5 - i % 6);
    });
  }
  return groups;
}

/** The round keys of decryption: those of encryption from last to first. */
export function reverseDesKey(roundKeys: Uint8Array): Uint8Array {
  const reversed = new Uint8Array(roundKeys.length);
  for (let round = 0; round < ROUNDS; round++) {
    reversed.set(roundKeys.subarray(8 * round, 8 * round + 8), 8 * (ROUNDS - 1 - round));
  }
  return reversed;
}

/**
 * Encrypts a block through one set of round keys after another: one set is DES, three are Triple
 * DES. In between, the final permutation and the initial one that follows it undo each other.
 *
 * @param block two words, replaced by the result
 */
export function cryptDesBlock(keys: readonly Uint8Array[], block: Int32Array): void {
  let left = block[0]!, right = block[1]!, t: number;
  // The initial permutation, by swaps of ever other bits.
  t = ((left >>> 4) ^ right) & 0x0f0f0f0f, right ^= t, left ^= t << 4;
  t = ((left >>> 16) ^ right) & 0x0000ffff, right ^= t, left ^= t << 16;
  t = ((right >>> 2) ^ left) & 0x33333333, left ^= t, right ^= t << 2;
  t = ((right >>> 8) ^ left) & 0x00ff00ff, left ^= t, right ^= t << 8;
  t = ((left >>> 1) ^ right) & 0x55555555, right ^= t, left ^= t << 1;
  for (const roundKeys of keys) {
    for (let k = 0; k < 8 * ROUNDS; k += 8) {
      let word = left;
      for (let box = 0; box < 8; box++) {
        // Six bits for each box: its four, and one neighbour on either side (the expansion E).
        const turn = (5 + 4 * box) & 31;
        const six = ((right << turn) | (right >>> (32 - turn))) & 0x3f;
        word ^= SP[box]![six ^ roundKeys[k + box]!]!;
      }
      left = right;
      right = word;
    }
    // The last round does not swap the halves.
    [left, right] = [right, left];
  }
  // The same swaps backwards.
  t = ((left >>> 1) ^ right) & 0x55555555, right ^= t, left ^= t << 1;
  t = ((right >>> 8) ^ left) & 0x00ff00ff, left ^= t, right ^= t << 8;
  t = ((right >>> 2) ^ left) & 0x33333333, left ^= t, right ^= t << 2;
  t = ((left >>> 16) ^ right) & 0x0000ffff, right ^= t, left ^= t << 16;
  t = ((left >>> 4) ^ right) & 0x0f0f0f0f, right ^= t, left ^= t << 4;
  block[0] = left;
  block[1] = right;
}
