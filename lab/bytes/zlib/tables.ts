/** Numbers that RFC 1951 fixes, for writing and for reading. */

/** How a length or a distance is written: from this value on, with so many bits behind its code. */
export interface Step {
  readonly base: number;
  readonly bits: number;
}

/** Steps whose bits grow by one after every `every` codes, once the first `plain` have none. */
function steps(start: number, count: number, plain: number, every: number): Step[] {
  const made: Step[] = [];
  let base = start;
  for (let code = 0; code < count; code++) {
    const bits = code < plain ? 0 : 1 + Math.floor((code - plain) / every);
    made.push({ base, bits });
    base += 2 ** bits;
  }
  return made;
}

/** Codes 257 to 285 for lengths of 3 to 258; the last has a code of its own (RFC 1951 §3.2.5). */
export const LENGTHS: readonly Step[] = [...steps(3, 28, 8, 4), { base: 258, bits: 0 }];

/** Codes 0 to 29 for distances of 1 to 32768 (RFC 1951 §3.2.5). */
export const DISTANCES: readonly Step[] = steps(1, 30, 4, 2);

export const END_OF_BLOCK = 256;
export const WINDOW = 32_768;
export const SHORTEST = 3;
export const LONGEST = 258;

/** Bits of each literal and length code in a block with fixed codes (RFC 1951 §3.2.6). */
export const FIXED_LITERALS: readonly number[] = Array.from(
  { length: 288 },
  (_, symbol) => symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
);
export const FIXED_DISTANCES: readonly number[] = Array.from({ length: 30 }, () => 5);

/** The codes of a list of code lengths, shortest first (RFC 1951 §3.2.2); 0 bits: no code. */
export function codesOf(lengths: readonly number[]): readonly number[] {
  const codes: number[] = lengths.map(() => 0);
  let next = 0;
  for (let bits = 1; bits <= 15; bits++) {
    for (const [symbol, length] of lengths.entries()) if (length === bits) codes[symbol] = next++;
    next *= 2;
  }
  return codes;
}
