import type { Bytes } from "../../bytes/mod.ts";

/** Numbers below a bound, the same for the same seed: fast enough for a million draws. */
export type Dice = (bound: number) => number;

/** @param seed any whole number */
export function dice(seed: number): Dice {
  let state = (seed * 0x9e3779b1 + 0x85ebca6b) >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** Octets that lengths and counts go wrong at. */
const EDGES = [0, 1, 2, 3, 4, 0x7f, 0x80, 0xfe, 0xff];

type Mutation = (bytes: Bytes, roll: Dice) => Bytes;

const flipBit: Mutation = (bytes, roll) => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[roll(copy.length)]! ^= 1 << roll(8);
  return copy;
};

const setOctet: Mutation = (bytes, roll) => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[roll(copy.length)] = EDGES[roll(EDGES.length)]!;
  return copy;
};

const nudge: Mutation = (bytes, roll) => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[roll(copy.length)]! += roll(2) === 0 ? 1 : -1;
  return copy;
};

const truncate: Mutation = (bytes, roll) => bytes.slice(0, roll(bytes.length + 1));

const behead: Mutation = (bytes, roll) => bytes.slice(roll(bytes.length + 1));

const insert: Mutation = (bytes, roll) => {
  const at = roll(bytes.length + 1);
  const more = Uint8Array.from({ length: 1 + roll(4) }, () => roll(256));
  return Uint8Array.of(...bytes.subarray(0, at), ...more, ...bytes.subarray(at));
};

const remove: Mutation = (bytes, roll) => {
  const at = roll(bytes.length + 1);
  return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + roll(4)));
};

const repeat: Mutation = (bytes, roll) => {
  const start = roll(bytes.length + 1);
  const end = Math.min(bytes.length, start + roll(16));
  return Uint8Array.of(...bytes.subarray(0, end), ...bytes.subarray(start));
};

const MUTATIONS = [flipBit, setOctet, nudge, truncate, behead, insert, remove, repeat];

/** The octets with one to three things wrong. May by chance be what they were. */
export function mutate(bytes: Bytes, roll: Dice): Bytes {
  let mutant = bytes;
  for (let left = 1 + roll(3); left > 0; left--) {
    mutant = MUTATIONS[roll(MUTATIONS.length)]!(mutant, roll);
  }
  return mutant;
}
