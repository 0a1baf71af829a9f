import type { Bytes } from "../bytes/mod.ts";
import type { CbcName } from "./provider.ts";

/** Length of a block of AES and so of its initialisation vectors, in bytes. */
export const CBC_BLOCK_LENGTH = 16;

/** Length of the key of a CBC cipher, in bytes. */
export const CBC_KEY_LENGTH: Readonly<Record<CbcName, number>> = {
  "AES-128-CBC": 16,
  "AES-256-CBC": 32,
};

/** @throws {RangeError} if the key has the wrong length */
export function checkCbcKey(name: CbcName, key: Bytes): void {
  if (key.length !== CBC_KEY_LENGTH[name]) {
    throw new RangeError(
      `Cannot use a ${name} key of ${key.length} bytes: it takes ${CBC_KEY_LENGTH[name]}`,
    );
  }
}

/** @throws {RangeError} if the vector is not one block, or the data not whole blocks */
export function checkCbcBlocks(iv: Bytes, blocks: Bytes): void {
  if (iv.length !== CBC_BLOCK_LENGTH) {
    throw new RangeError(
      `Cannot use an initialisation vector of ${iv.length} bytes: it takes ${CBC_BLOCK_LENGTH}`,
    );
  }
  if (blocks.length % CBC_BLOCK_LENGTH !== 0) {
    throw new RangeError(`Cannot use CBC on ${blocks.length} bytes: they are not whole blocks`);
  }
}
