import type { Bytes } from "../../bytes/mod.ts";

/**
 * SHA-256 (FIPS 180-4 §6.2) in plain TypeScript. It is here because seeded randomness must give the
 * same bytes whatever provider runs, without loading one, and because for the short inputs of a key
 * schedule it is quicker than a call into the runtime.
 */

/** Length of a digest, in bytes. */
export const SHA256_LENGTH = 32;

/** Length of a message block, in bytes. */
export const SHA256_BLOCK = 64;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2).
// deno-fmt-ignore
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

// First 32 bits of the fractional parts of the square roots of the first 8 primes (§5.3.3).
// deno-fmt-ignore
const INITIAL = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

// The message schedule. One is enough: nothing here is ever interrupted.
const W = new Int32Array(64);

/** Takes one block of 64 bytes into the chaining value (§6.2.2). */
export function compress(state: Int32Array, block: Bytes, at: number): void {
  for (let t = 0; t < 16; t++, at += 4) {
    W[t] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!;
  }
  for (let t = 16; t < 64; t++) {
    const x = W[t - 15]!;
    const y = W[t - 2]!;
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[t] = (sigma1 + W[t - 7]! + sigma0 + W[t - 16]!) | 0;
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!;
  let e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + K[t]! + W[t]!) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + sum0 + majority) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/**
 * Takes in the end of a message and pads it (§5.1.1), which leaves the digest in `state`.
 *
 * @param before length of the message so far, whole blocks that `state` already holds
 */
function finish(state: Int32Array, before: number, end: Bytes): void {
  let at = 0;
  for (; at + SHA256_BLOCK <= end.length; at += SHA256_BLOCK) compress(state, end, at);
  const block = PADDED.fill(0);
  block.set(at === 0 ? end : end.subarray(at));
  block[end.length - at] = 0x80;
  if (end.length - at >= SHA256_BLOCK - 8) {
    compress(state, block, 0);
    block.fill(0);
  }
  // The length as 64 bits, counting bits.
  const length = before + end.length;
  writeWord(block, 56, Math.floor(length / 0x2000_0000));
  writeWord(block, 60, length << 3);
  compress(state, block, 0);
}

function writeWord(bytes: Bytes, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

// Scratch. One of each is enough: nothing here is ever interrupted.
const PADDED = new Uint8Array(SHA256_BLOCK);
const STATE = new Int32Array(8);

/**
 * Finishes a message on a copy of a chaining value, into the first 32 bytes of `output`.
 *
 * @param state the chaining value after `before` bytes, a multiple of 64; left as it is
 */
export function finishInto(state: Int32Array, before: number, end: Bytes, output: Bytes): Bytes {
  STATE.set(state);
  finish(STATE, before, end);
  for (let i = 0; i < 8; i++) writeWord(output, 4 * i, STATE[i]!);
  return output;
}

/** A chaining value that has seen nothing yet. */
export function initialState(): Int32Array {
  return INITIAL.slice();
}

/** The SHA-256 digest of `data`, 32 bytes. */
export function sha256(data: Bytes): Bytes {
  return finishInto(INITIAL, 0, data, new Uint8Array(SHA256_LENGTH));
}
