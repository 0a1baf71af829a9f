import { type Bytes, concat, EMPTY } from "../bytes.ts";
import {
  codesOf,
  DISTANCES,
  END_OF_BLOCK,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTHS,
  LONGEST,
  SHORTEST,
  type Step,
  WINDOW,
} from "./tables.ts";

/** Places with one beginning that are looked at for the longest repetition. */
const LONGEST_CHAIN = 64;

/** The codes of blocks with fixed codes, made when somebody first packs something. */
let codes:
  | { readonly literals: readonly number[]; readonly distances: readonly number[] }
  | undefined;

function fixedCodes() {
  return codes ??= { literals: codesOf(FIXED_LITERALS), distances: codesOf(FIXED_DISTANCES) };
}

/** Bits into octets, the lowest first (RFC 1951 §3.1.1). */
class BitWriter {
  readonly #octets: number[] = [];
  #held = 0;
  #count = 0;

  number(value: number, bits: number): void {
    for (let i = 0; i < bits; i++) this.#bit((value >> i) & 1);
  }

  /** Huffman codes come with their highest bit first. */
  code(value: number, bits: number): void {
    for (let i = bits - 1; i >= 0; i--) this.#bit((value >> i) & 1);
  }

  align(): void {
    while (this.#count > 0) this.#bit(0);
  }

  finish(): Bytes {
    this.align();
    return Uint8Array.from(this.#octets);
  }

  #bit(bit: number): void {
    this.#held |= bit << this.#count++;
    if (this.#count < 8) return;
    this.#octets.push(this.#held);
    this.#held = this.#count = 0;
  }
}

/**
 * Compresses pieces of one stream (RFC 1951): each piece may repeat what stood in those before. Only
 * the fixed codes are used, which is all that short texts need.
 */
export class Deflater {
  #window: Bytes = EMPTY;

  /**
   * @param last whether the stream ends here; else it ends at a whole octet, to be continued
   * @returns the piece compressed
   */
  write(piece: Bytes, last = false): Bytes {
    const start = this.#window.length;
    const all = concat(this.#window, piece);
    const bits = new BitWriter();
    bits.number(last ? 1 : 0, 1);
    bits.number(1, 2); // fixed codes
    const finder = new Repetitions(all);
    for (let at = 0; at < start; at++) finder.note(at);
    for (let at = start; at < all.length;) {
      const found = finder.longest(at);
      const length = found?.length ?? 1;
      if (found === undefined) literal(bits, all[at]!);
      else repetition(bits, found.length, found.distance);
      for (const end = at + length; at < end; at++) finder.note(at);
    }
    literal(bits, END_OF_BLOCK);
    if (!last) {
      // An empty block of plain octets brings the stream to a whole octet (RFC 1951 §3.2.4).
      bits.number(0, 3);
      bits.align();
      bits.number(0, 16);
      bits.number(0xffff, 16);
    }
    this.#window = all.slice(Math.max(0, all.length - WINDOW));
    return bits.finish();
  }
}

function literal(bits: BitWriter, symbol: number): void {
  bits.code(fixedCodes().literals[symbol]!, FIXED_LITERALS[symbol]!);
}

function repetition(bits: BitWriter, length: number, distance: number): void {
  const long = stepOf(LENGTHS, length);
  literal(bits, 257 + long);
  bits.number(length - LENGTHS[long]!.base, LENGTHS[long]!.bits);
  const far = stepOf(DISTANCES, distance);
  bits.code(fixedCodes().distances[far]!, FIXED_DISTANCES[far]!);
  bits.number(distance - DISTANCES[far]!.base, DISTANCES[far]!.bits);
}

function stepOf(steps: readonly Step[], value: number): number {
  return steps.findLastIndex(({ base }) => base <= value);
}

/** Finds what stood before already, by its first three octets. */
class Repetitions {
  readonly #last = new Map<number, number>();
  readonly #before: Int32Array;
  readonly #octets: Bytes;

  constructor(octets: Bytes) {
    this.#octets = octets;
    this.#before = new Int32Array(octets.length);
  }

  note(at: number): void {
    const key = this.#key(at);
    if (key === undefined) return;
    this.#before[at] = this.#last.get(key) ?? -1;
    this.#last.set(key, at);
  }

  longest(at: number): { readonly length: number; readonly distance: number } | undefined {
    const key = this.#key(at);
    let place = key === undefined ? -1 : this.#last.get(key) ?? -1;
    let best: { length: number; distance: number } | undefined;
    for (let tries = LONGEST_CHAIN; place >= 0 && tries > 0; tries--) {
      const distance = at - place;
      if (distance > WINDOW) break;
      const length = this.#common(place, at);
      if (length >= SHORTEST && length > (best?.length ?? 0)) best = { length, distance };
      place = this.#before[place]!;
    }
    return best;
  }

  #key(at: number): number | undefined {
    const octets = this.#octets;
    return at + 2 < octets.length
      ? (octets[at]! << 16) | (octets[at + 1]! << 8) | octets[at + 2]!
      : undefined;
  }

  #common(place: number, at: number): number {
    const octets = this.#octets;
    const most = Math.min(LONGEST, octets.length - at);
    let length = 0;
    while (length < most && octets[place + length] === octets[at + length]) length++;
    return length;
  }
}
