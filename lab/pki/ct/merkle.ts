/**
 * The Merkle tree of a log (RFC 6962 §2.1): one hash stands for a whole list, and a few hashes show
 * that an entry is in it, or that a longer list begins with a shorter one.
 */
import { type Bytes, concat, EMPTY, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";

/** What hashing needs of a provider. */
export type Hasher = Pick<CryptoProvider, "hash">;

/** Length of every hash in the tree, in bytes. */
export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of one entry; its first byte keeps entries and inner nodes apart (§2.1). */
export function leafHash(hasher: Hasher, entry: Bytes): Bytes {
  return hasher.hash("SHA-256").digest(concat(LEAF, entry));
}

function nodeHash(hasher: Hasher, left: Bytes, right: Bytes): Bytes {
  return hasher.hash("SHA-256").digest(concat(NODE, left, right));
}

/** The largest power of two below n, for n > 1: where a list of n is cut in two (§2.1). */
function cutOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** A list of entries that only grows, as hashes. */
export class MerkleTree {
  readonly #hasher: Hasher;
  readonly #leaves: Bytes[] = [];
  /** Hashes of parts that are full, by where they begin and how long they are. */
  readonly #full = new Map<string, Bytes>();

  /** @param leaves hashes of entries, in order */
  constructor(hasher: Hasher, leaves: readonly Bytes[] = []) {
    this.#hasher = hasher;
    this.#leaves.push(...leaves);
  }

  get size(): number {
    return this.#leaves.length;
  }

  /** Adds an entry, by its hash. @returns its place, counted from 0 */
  append(leaf: Bytes): number {
    return this.#leaves.push(leaf) - 1;
  }

  /** The place of an entry, by its hash; `undefined` if it is not there. */
  indexOf(leaf: Bytes): number | undefined {
    const found = this.#leaves.findIndex((one) => equalBytes(one, leaf));
    return found < 0 ? undefined : found;
  }

  /**
   * MTH: the hash of the first `size` entries.
   *
   * @throws {RangeError} if there are not so many
   */
  root(size = this.size): Bytes {
    this.#need(size, 0);
    return size === 0 ? this.#hasher.hash("SHA-256").digest(EMPTY) : this.#hash(0, size);
  }

  /**
   * PATH: the hashes that lead from an entry up to the root of the first `size` entries (§2.1.1).
   *
   * @throws {RangeError} if the entry is not among them
   */
  auditPath(index: number, size = this.size): readonly Bytes[] {
    this.#need(size, 1);
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new RangeError(`Cannot prove entry ${index} of ${size}: there is none`);
    }
    return this.#path(index, 0, size);
  }

  /**
   * PROOF: the hashes that show how the tree of `first` entries became that of `second` (§2.1.2).
   *
   * @throws {RangeError} unless 0 < first ≤ second ≤ size
   */
  consistencyProof(first: number, second = this.size): readonly Bytes[] {
    this.#need(second, 1);
    if (!Number.isInteger(first) || first < 1 || first > second) {
      throw new RangeError(`Cannot prove that ${first} entries are the first of ${second}`);
    }
    return this.#subproof(first, 0, second, true);
  }

  #need(size: number, least: number): void {
    if (!Number.isInteger(size) || size < least || size > this.size) {
      throw new RangeError(`Cannot look at ${size} entries of ${this.size}`);
    }
  }

  #hash(start: number, end: number): Bytes {
    const size = end - start;
    if (size === 1) return this.#leaves[start]!;
    const key = `${start} ${size}`;
    const known = this.#full.get(key);
    if (known !== undefined) return known;
    const cut = cutOf(size);
    const made = nodeHash(
      this.#hasher,
      this.#hash(start, start + cut),
      this.#hash(start + cut, end),
    );
    if (cut * 2 === size) this.#full.set(key, made);
    return made;
  }

  #path(index: number, start: number, end: number): readonly Bytes[] {
    const size = end - start;
    if (size === 1) return [];
    const cut = start + cutOf(size);
    return index < cut - start
      ? [...this.#path(index, start, cut), this.#hash(cut, end)]
      : [...this.#path(index - (cut - start), cut, end), this.#hash(start, cut)];
  }

  #subproof(first: number, start: number, end: number, known: boolean): readonly Bytes[] {
    const size = end - start;
    if (first === size) return known ? [] : [this.#hash(start, end)];
    const k = cutOf(size);
    const cut = start + k;
    return first <= k
      ? [...this.#subproof(first, start, cut, known), this.#hash(cut, end)]
      : [...this.#subproof(first - k, cut, end, false), this.#hash(start, cut)];
  }
}

/** An entry, and the hashes that are said to lead from it to a root. */
export interface InclusionClaim {
  /** Hash of the entry. */
  readonly leaf: Bytes;
  /** Its place, counted from 0. */
  readonly index: number;
  readonly size: number;
  readonly path: readonly Bytes[];
  readonly root: Bytes;
}

/** Whether the path leads from the entry at that place to the root (§2.1.1). Throws nothing. */
export function verifyInclusion(hasher: Hasher, claim: InclusionClaim): boolean {
  const { leaf, index, size, path, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || !allHashes(path)) return false;
  // From the root down: which child the entry is in, until a part of one entry is left.
  const turns: ("left" | "right")[] = [];
  for (let at = index, left = size; left > 1;) {
    const cut = cutOf(left);
    turns.push(at < cut ? "left" : "right");
    if (at < cut) left = cut;
    else [at, left] = [at - cut, left - cut];
  }
  if (turns.length !== path.length) return false;
  let hash = leaf;
  for (const beside of path) {
    hash = turns.pop() === "left" ? nodeHash(hasher, hash, beside) : nodeHash(hasher, beside, hash);
  }
  return equalBytes(hash, root);
}

/** Two trees, and the hashes that are said to make the second a continuation of the first. */
export interface ConsistencyClaim {
  readonly first: { readonly size: number; readonly root: Bytes };
  readonly second: { readonly size: number; readonly root: Bytes };
  readonly proof: readonly Bytes[];
}

/**
 * Whether the second tree begins with all of the first (§2.1.2). Every tree continues the empty one.
 * Throws nothing.
 */
export function verifyConsistency(hasher: Hasher, claim: ConsistencyClaim): boolean {
  const { first, second, proof } = claim;
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (!allHashes(proof)) return false;
  if (first.size === 0) return proof.length === 0;
  if (first.size === second.size) {
    return proof.length === 0 && equalBytes(first.root, second.root);
  }
  const left = [...proof];
  const both = rebuilt(hasher, first, second.size, left, true);
  return both !== undefined && left.length === 0 &&
    equalBytes(both.old, first.root) && equalBytes(both.now, second.root);
}

/**
 * Takes a proof apart from its end, as `#subproof` put it together: the root of the old entries in a
 * part of the tree, and the root of the whole part.
 */
function rebuilt(
  hasher: Hasher,
  first: { readonly size: number; readonly root: Bytes },
  size: number,
  proof: Bytes[],
  known: boolean,
): { readonly old: Bytes; readonly now: Bytes } | undefined {
  if (first.size === size) {
    const whole = known ? first.root : proof.pop();
    return whole && { old: whole, now: whole };
  }
  const k = cutOf(size);
  const beside = proof.pop();
  if (beside === undefined) return undefined;
  if (first.size <= k) {
    const below = rebuilt(hasher, first, k, proof, known);
    return below && { old: below.old, now: nodeHash(hasher, below.now, beside) };
  }
  const rest = { size: first.size - k, root: first.root };
  const below = rebuilt(hasher, rest, size - k, proof, false);
  return below && {
    old: nodeHash(hasher, beside, below.old),
    now: nodeHash(hasher, beside, below.now),
  };
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function allHashes(hashes: readonly Bytes[]): boolean {
  return hashes.every(({ length }) => length === HASH_BYTES);
}
