import { type Bytes, EMPTY } from "../bytes.ts";
import {
  DISTANCES,
  END_OF_BLOCK,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTHS,
  WINDOW,
} from "./tables.ts";

/** Input that is no compressed stream, or that becomes larger than allowed. */
class Broken extends Error {}

/** Octets into bits, the lowest first (RFC 1951 §3.1.1). */
class BitReader {
  #at = 0;
  #bit = 0;
  readonly #octets: Bytes;

  constructor(octets: Bytes) {
    this.#octets = octets;
  }

  /** Octets that no bit was read of. */
  get left(): number {
    return this.#octets.length - this.#at - (this.#bit > 0 ? 1 : 0);
  }

  bit(): number {
    const octet = this.#octets[this.#at];
    if (octet === undefined) throw new Broken("it ends too early");
    const bit = (octet >> this.#bit) & 1;
    this.#bit = (this.#bit + 1) % 8;
    if (this.#bit === 0) this.#at++;
    return bit;
  }

  number(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) value |= this.bit() << i;
    return value;
  }

  /** Whole octets, from the next boundary on. */
  octets(count: number): Bytes {
    this.align();
    if (this.left < count) throw new Broken("it ends too early");
    this.#at += count;
    return this.#octets.subarray(this.#at - count, this.#at);
  }

  align(): void {
    if (this.#bit > 0) this.#at++;
    this.#bit = 0;
  }
}

/** Codes for reading: for each length the first code, and the symbols in order of their codes. */
class Codes {
  readonly #symbols: readonly (readonly number[])[];

  constructor(lengths: readonly number[]) {
    this.#symbols = Array.from(
      { length: 16 },
      (_, bits) => lengths.flatMap((own, symbol) => own === bits && bits > 0 ? [symbol] : []),
    );
    let free = 1;
    for (let bits = 1; bits <= 15; bits++) {
      free = 2 * free - this.#symbols[bits]!.length;
      if (free < 0) throw new Broken("more codes than there is room for");
    }
  }

  read(bits: BitReader): number {
    let code = 0;
    let first = 0;
    for (let length = 1; length <= 15; length++) {
      code = 2 * code + bits.bit();
      first *= 2;
      const symbols = this.#symbols[length]!;
      if (code - first < symbols.length) return symbols[code - first]!;
      first += symbols.length;
    }
    throw new Broken("a code that stands for nothing");
  }
}

const FIXED = { literals: new Codes(FIXED_LITERALS), distances: new Codes(FIXED_DISTANCES) };

/** The order in which the lengths of the codes for lengths stand (RFC 1951 §3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Decompresses pieces of one stream (RFC 1951); each may repeat what stood in those before. */
export class Inflater {
  #window: Bytes = EMPTY;

  /**
   * @param limit most octets that may come out: a few of input can stand for very many
   * @returns the piece and what is left behind its last block; `undefined` if it is broken or larger
   */
  read(piece: Bytes, limit: number): { readonly plain: Bytes; readonly rest: Bytes } | undefined {
    const bits = new BitReader(piece);
    const output = new Output(this.#window, limit);
    try {
      // A stream that goes on stops between two blocks, when its octets are used up.
      for (let last = false; !last && bits.left > 0;) last = block(bits, output);
    } catch (error) {
      if (error instanceof Broken) return undefined;
      throw error;
    }
    bits.align();
    const plain = output.finish();
    this.#window = output.window();
    return { plain, rest: piece.subarray(piece.length - bits.left) };
  }
}

/** What was read, behind what earlier pieces held. */
class Output {
  readonly #octets: number[];
  readonly #start: number;
  readonly #end: number;

  constructor(window: Bytes, limit: number) {
    this.#octets = [...window];
    this.#start = window.length;
    this.#end = window.length + limit;
  }

  push(octet: number): void {
    if (this.#octets.length >= this.#end) throw new Broken("it becomes too large");
    this.#octets.push(octet);
  }

  repeat(length: number, distance: number): void {
    if (distance > this.#octets.length) throw new Broken("it repeats what never was");
    for (let i = 0; i < length; i++) this.push(this.#octets[this.#octets.length - distance]!);
  }

  finish(): Bytes {
    return Uint8Array.from(this.#octets.slice(this.#start));
  }

  window(): Bytes {
    return Uint8Array.from(this.#octets.slice(-WINDOW));
  }
}

/** @returns whether it was the last */
function block(bits: BitReader, output: Output): boolean {
  const last = bits.bit() === 1;
  switch (bits.number(2)) {
    case 0:
      plainBlock(bits, output);
      break;
    case 1:
      codedBlock(bits, output, FIXED);
      break;
    case 2:
      codedBlock(bits, output, readCodes(bits));
      break;
    default:
      throw new Broken("a block of no known kind");
  }
  return last;
}

function plainBlock(bits: BitReader, output: Output): void {
  const [low, high, notLow, notHigh] = bits.octets(4) as unknown as readonly number[];
  if ((low! ^ notLow!) !== 0xff || (high! ^ notHigh!) !== 0xff) throw new Broken("a false length");
  for (const octet of bits.octets(low! | (high! << 8))) output.push(octet);
}

function codedBlock(bits: BitReader, output: Output, { literals, distances }: typeof FIXED): void {
  for (;;) {
    const symbol = literals.read(bits);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      output.push(symbol);
      continue;
    }
    const long = LENGTHS[symbol - 257];
    if (long === undefined) throw new Broken("a length that is none");
    const length = long.base + bits.number(long.bits);
    const far = DISTANCES[distances.read(bits)];
    if (far === undefined) throw new Broken("a distance that is none");
    output.repeat(length, far.base + bits.number(far.bits));
  }
}

/** Codes that a block brings along (RFC 1951 §3.2.7). */
function readCodes(bits: BitReader): typeof FIXED {
  const literals = bits.number(5) + 257;
  const distances = bits.number(5) + 1;
  const count = bits.number(4) + 4;
  const lengths: number[] = Array.from({ length: 19 }, () => 0);
  for (const symbol of ORDER.slice(0, count)) lengths[symbol] = bits.number(3);
  const codes = new Codes(lengths);
  const all: number[] = [];
  while (all.length < literals + distances) {
    const symbol = codes.read(bits);
    if (symbol < 16) all.push(symbol);
    else if (symbol === 16) {
      const previous = all.at(-1);
      if (previous === undefined) throw new Broken("nothing to repeat");
      push(all, previous, 3 + bits.number(2));
    } else push(all, 0, symbol === 17 ? 3 + bits.number(3) : 11 + bits.number(7));
  }
  if (all.length > literals + distances) throw new Broken("more code lengths than announced");
  return {
    literals: new Codes(all.slice(0, literals)),
    distances: new Codes(all.slice(literals)),
  };
}

function push(list: number[], value: number, times: number): void {
  for (let i = 0; i < times; i++) list.push(value);
}
