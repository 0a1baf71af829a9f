import type { Bytes } from "../../bytes/mod.ts";
import {
  compress,
  finishInto,
  initialState,
  sha256,
  SHA256_BLOCK,
  SHA256_LENGTH,
} from "./sha256.ts";

/**
 * HMAC-SHA-256 (RFC 2104) under one key: `H(key ^ opad || H(key ^ ipad || message))`. Both padded
 * keys are a whole block each, so they are taken in once, and every message goes on from there.
 */
export class HmacSha256 {
  readonly #inner = initialState();
  readonly #outer = initialState();

  constructor(key: Bytes) {
    const short = key.length > SHA256_BLOCK ? sha256(key) : key;
    PAD.fill(0x36);
    for (let i = 0; i < short.length; i++) PAD[i]! ^= short[i]!;
    compress(this.#inner, PAD, 0);
    for (let i = 0; i < SHA256_BLOCK; i++) PAD[i]! ^= 0x36 ^ 0x5c;
    compress(this.#outer, PAD, 0);
  }

  /** The 32-byte code of a message. */
  mac(message: Bytes): Bytes {
    finishInto(this.#inner, SHA256_BLOCK, message, DIGEST);
    return finishInto(this.#outer, SHA256_BLOCK, DIGEST, new Uint8Array(SHA256_LENGTH));
  }
}

// Scratch. One of each is enough: nothing here is ever interrupted.
const PAD = new Uint8Array(SHA256_BLOCK);
const DIGEST = new Uint8Array(SHA256_LENGTH);
