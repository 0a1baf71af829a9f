import { type Bytes, hex } from "../bytes/mod.ts";
import { Sha1LastBlock } from "./sha1_last_block.ts";

/** A text of which eight bytes may be any lower-case hexadecimal digits. */
export interface Changeable {
  readonly text: Bytes;
  /** Where they stand: two whole words of SHA-1's last block. */
  readonly at: number;
}

/** Two texts with one short hash. */
export interface Collision {
  readonly first: Bytes;
  readonly second: Bytes;
  /** The hash both have, as far as it counts. */
  readonly hash: Bytes;
  /** How many hashes it took. */
  readonly hashes: number;
}

/** Tries on the second side, as a multiple of what is expected, before the search is given up. */
const PATIENCE = 64;

/** Four digits as the word that their letters make, for every 16 bits. */
function wordsOfDigits(): Int32Array {
  return Int32Array.from({ length: 1 << 16 }, (_, n) => {
    let word = 0;
    for (let shift = 12; shift >= 0; shift -= 4) {
      const digit = (n >>> shift) & 0xf;
      word = (word << 8) | (digit < 10 ? 0x30 + digit : 0x57 + digit);
    }
    return word;
  });
}

/**
 * Looks for a variant of each of two texts that have the same beginning of their SHA-1: as in a room
 * in which two people have the same birthday, half as many bits will do for the number of tries.
 *
 * @param bits how much of the hash counts, 16 to 48, in whole bytes
 * @throws {RangeError} if it is another number
 */
export function findCollision(
  first: Changeable,
  second: Changeable,
  bits: number,
): Collision | undefined {
  if (bits % 8 !== 0 || bits < 16 || bits > 48) {
    throw new RangeError(`Cannot look for collisions of ${bits} bits`);
  }
  const digits = wordsOfDigits();
  const count = 2 ** (bits / 2);
  const mask = 2 * count - 1;
  const heads = new Int32Array(2 * count);
  const tails = new Uint16Array(2 * count);
  const owners = new Int32Array(2 * count).fill(-1);
  const headShift = Math.max(32 - bits, 0);
  const tailShift = Math.min(64 - bits, 32);
  const tailOf = (hash: Int32Array) => tailShift === 32 ? 0 : hash[1]! >>> tailShift;

  const one = new Sha1LastBlock(first.text, first.at);
  for (let n = 0; n < count; n++) {
    const hash = one.hash(digits[n >>> 16]!, digits[n & 0xffff]!);
    const head = hash[0]! >>> headShift | 0;
    let slot = head & mask;
    while (owners[slot]! >= 0) slot = (slot + 1) & mask;
    [heads[slot], tails[slot], owners[slot]] = [head, tailOf(hash), n];
  }
  const other = new Sha1LastBlock(second.text, second.at);
  for (let n = 0; n < PATIENCE * count; n++) {
    const hash = other.hash(digits[n >>> 16]!, digits[n & 0xffff]!);
    const head = hash[0]! >>> headShift | 0;
    const tail = tailOf(hash);
    for (let slot = head & mask; owners[slot]! >= 0; slot = (slot + 1) & mask) {
      if (heads[slot] !== head || tails[slot] !== tail) continue;
      const whole = new DataView(new ArrayBuffer(8));
      whole.setInt32(0, hash[0]!);
      whole.setInt32(4, hash[1]!);
      return {
        first: variant(first, owners[slot]!),
        second: variant(second, n),
        hash: new Uint8Array(whole.buffer, 0, bits / 8),
        hashes: count + n + 1,
      };
    }
  }
  return undefined;
}

function variant({ text, at }: Changeable, n: number): Bytes {
  const changed = text.slice();
  const digits = hex(Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n));
  for (let i = 0; i < 8; i++) changed[at + i] = digits.charCodeAt(i);
  return changed;
}
