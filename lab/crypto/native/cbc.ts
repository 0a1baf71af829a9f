import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Bytes } from "../../bytes/mod.ts";
import { checkCbcBlocks, checkCbcKey } from "../cbc.ts";
import { AesCbc } from "../plain/aes_cbc.ts";
import type { CbcKey, CbcName } from "../provider.ts";
import { plainBytes } from "./hashes.ts";

/** What OpenSSL calls them. */
const NATIVE: Readonly<Record<CbcName, string>> = {
  "AES-128-CBC": "aes-128-cbc",
  "AES-256-CBC": "aes-256-cbc",
};

/** Fragments from this length on are quicker through node:crypto, in bytes. Measured. */
const LONG = 2048;

/**
 * A CBC key: node:crypto for long fragments, our own tables for the short ones of a handshake.
 *
 * @throws {RangeError} if the key has the wrong length
 */
export function nativeCbc(name: CbcName, key: Bytes): CbcKey {
  checkCbcKey(name, key);
  return new NativeCbc(NATIVE[name], key);
}

class NativeCbc implements CbcKey {
  readonly #name: string;
  readonly #key: Bytes;
  readonly #short: AesCbc;

  constructor(name: string, key: Bytes) {
    this.#name = name;
    this.#key = key.slice();
    this.#short = new AesCbc(key);
  }

  encrypt(iv: Bytes, blocks: Bytes): Bytes {
    if (blocks.length < LONG) return this.#short.encrypt(iv, blocks);
    checkCbcBlocks(iv, blocks);
    const cipher = createCipheriv(this.#name, this.#key, iv);
    cipher.setAutoPadding(false);
    const output = plainBytes(cipher.update(blocks));
    cipher.final(); // whole blocks leave nothing to give here
    return output;
  }

  decrypt(iv: Bytes, blocks: Bytes): Bytes {
    if (blocks.length < LONG) return this.#short.decrypt(iv, blocks);
    checkCbcBlocks(iv, blocks);
    const decipher = createDecipheriv(this.#name, this.#key, iv);
    decipher.setAutoPadding(false);
    const output = plainBytes(decipher.update(blocks));
    decipher.final();
    return output;
  }
}
