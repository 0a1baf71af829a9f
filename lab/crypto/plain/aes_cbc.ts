import type { Bytes } from "../../bytes/mod.ts";
import { checkCbcBlocks } from "../cbc.ts";
import type { CbcKey } from "../provider.ts";
import { encryptBlock, expandKey } from "./aes.ts";
import { decryptBlock, expandInverseKey } from "./aes_inverse.ts";
import { word, writeWord } from "./ghash.ts";

/** AES in CBC mode (SP 800-38A §6.2), whole blocks. Round keys are computed once per key. */
export class AesCbc implements CbcKey {
  readonly #forward: Int32Array;
  readonly #inverse: Int32Array;

  /** @param key 16 or 32 bytes */
  constructor(key: Bytes) {
    this.#forward = expandKey(key);
    this.#inverse = expandInverseKey(key);
  }

  encrypt(iv: Bytes, blocks: Bytes): Bytes {
    checkCbcBlocks(iv, blocks);
    const roundKeys = this.#forward;
    const output = new Uint8Array(blocks.length);
    const block = BLOCK;
    for (let i = 0; i < 4; i++) block[i] = word(iv, 4 * i);
    for (let at = 0; at < blocks.length; at += 16) {
      encryptBlock(
        roundKeys,
        word(blocks, at) ^ block[0]!,
        word(blocks, at + 4) ^ block[1]!,
        word(blocks, at + 8) ^ block[2]!,
        word(blocks, at + 12) ^ block[3]!,
        block,
      );
      for (let i = 0; i < 4; i++) writeWord(output, at + 4 * i, block[i]!);
    }
    return output;
  }

  decrypt(iv: Bytes, blocks: Bytes): Bytes {
    checkCbcBlocks(iv, blocks);
    const roundKeys = this.#inverse;
    const output = new Uint8Array(blocks.length);
    const block = BLOCK;
    let previous = iv, from = 0;
    for (let at = 0; at < blocks.length; at += 16) {
      decryptBlock(
        roundKeys,
        word(blocks, at),
        word(blocks, at + 4),
        word(blocks, at + 8),
        word(blocks, at + 12),
        block,
      );
      for (let i = 0; i < 4; i++) {
        writeWord(output, at + 4 * i, block[i]! ^ word(previous, from + 4 * i));
      }
      previous = blocks;
      from = at;
    }
    return output;
  }
}

// Scratch. One is enough: nothing here is ever interrupted.
const BLOCK = new Int32Array(4);
