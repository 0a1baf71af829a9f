import type { Bytes } from "../../bytes/mod.ts";
import { Sha256, sha256, SHA256_BLOCK } from "./sha256.ts";

/**
 * HMAC-SHA-256 (RFC 2104) under one key. Both padded keys are a whole block each, so they are taken
 * into two hash states once and every message starts from copies of those.
 */
export class HmacSha256 {
  readonly #inner = new Sha256();
  readonly #outer = new Sha256();
  readonly #scratch = new Sha256();

  constructor(key: Bytes) {
    const pad = new Uint8Array(SHA256_BLOCK);
    pad.set(key.length > SHA256_BLOCK ? sha256(key) : key);
    for (let i = 0; i < SHA256_BLOCK; i++) pad[i]! ^= 0x36;
    this.#inner.update(pad);
    for (let i = 0; i < SHA256_BLOCK; i++) pad[i]! ^= 0x36 ^ 0x5c;
    this.#outer.update(pad);
  }

  /** The 32-byte code of `parts`, read one after the other. */
  mac(...parts: readonly Bytes[]): Bytes {
    const scratch = this.#scratch.restore(this.#inner);
    for (const part of parts) scratch.update(part);
    const digest = scratch.digest();
    return scratch.restore(this.#outer).update(digest).digest();
  }
}
