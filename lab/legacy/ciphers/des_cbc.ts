import type { Bytes } from "../../bytes/mod.ts";
import type { CbcKey } from "../../crypto/mod.ts";
import { cryptDesBlock, expandDesKey, reverseDesKey } from "./des.ts";

/** `DES-CBC` has keys of 8 bytes (56 bits and parity), `DES-EDE3-CBC` three of them in 24. */
export type DesCbcName = "DES-CBC" | "DES-EDE3-CBC";

/** Length of a block of DES in bytes. That it is so short is what Sweet32 (2016) makes use of. */
export const DES_BLOCK_LENGTH = 8;

/** Length of the key of each, in bytes. */
export const DES_KEY_LENGTH: Readonly<Record<DesCbcName, number>> = {
  "DES-CBC": 8,
  "DES-EDE3-CBC": 24,
};

/**
 * DES or Triple DES (encrypt, decrypt, encrypt: SP 800-67 §3.1) in CBC mode, whole blocks. Vectors
 * have 8 bytes.
 *
 * @throws {RangeError} if the key has the wrong length
 */
export function desCbc(name: DesCbcName, key: Bytes): CbcKey {
  if (key.length !== DES_KEY_LENGTH[name]) {
    throw new RangeError(
      `Cannot use a ${name} key of ${key.length} bytes: it takes ${DES_KEY_LENGTH[name]}`,
    );
  }
  const forward: Uint8Array[] = [];
  const backward: Uint8Array[] = [];
  for (let at = 0; at < key.length; at += 8) {
    const roundKeys = expandDesKey(key.subarray(at, at + 8));
    const reversed = reverseDesKey(roundKeys);
    const middle = at === 8;
    forward.push(middle ? reversed : roundKeys);
    backward.unshift(middle ? roundKeys : reversed);
  }
  return new DesCbc(forward, backward);
}

class DesCbc implements CbcKey {
  readonly #forward: readonly Uint8Array[];
  readonly #backward: readonly Uint8Array[];

  constructor(forward: readonly Uint8Array[], backward: readonly Uint8Array[]) {
    this.#forward = forward;
    this.#backward = backward;
  }

  encrypt(iv: Bytes, blocks: Bytes): Bytes {
    const { input, output } = views(iv, blocks);
    const block = Int32Array.of(word(iv, 0), word(iv, 4));
    for (let at = 0; at < blocks.length; at += DES_BLOCK_LENGTH) {
      block[0]! ^= input.getInt32(at);
      block[1]! ^= input.getInt32(at + 4);
      cryptDesBlock(this.#forward, block);
      output.setInt32(at, block[0]!);
      output.setInt32(at + 4, block[1]!);
    }
    return new Uint8Array(output.buffer);
  }

  decrypt(iv: Bytes, blocks: Bytes): Bytes {
    const { input, output } = views(iv, blocks);
    const block = new Int32Array(2);
    let before = [word(iv, 0), word(iv, 4)] as const;
    for (let at = 0; at < blocks.length; at += DES_BLOCK_LENGTH) {
      const ciphertext = [input.getInt32(at), input.getInt32(at + 4)] as const;
      block.set(ciphertext);
      cryptDesBlock(this.#backward, block);
      output.setInt32(at, block[0]! ^ before[0]);
      output.setInt32(at + 4, block[1]! ^ before[1]);
      before = ciphertext;
    }
    return new Uint8Array(output.buffer);
  }
}

interface Views {
  readonly input: DataView<ArrayBufferLike>;
  readonly output: DataView<ArrayBuffer>;
}

/** @throws {RangeError} if the vector is not one block, or the data not whole blocks */
function views(iv: Bytes, blocks: Bytes): Views {
  if (iv.length !== DES_BLOCK_LENGTH) {
    throw new RangeError(
      `Cannot use an initialisation vector of ${iv.length} bytes: DES takes ${DES_BLOCK_LENGTH}`,
    );
  }
  if (blocks.length % DES_BLOCK_LENGTH !== 0) {
    throw new RangeError(`Cannot use DES-CBC on ${blocks.length} bytes: they are not whole blocks`);
  }
  return {
    input: new DataView(blocks.buffer, blocks.byteOffset, blocks.byteLength),
    output: new DataView(new ArrayBuffer(blocks.length)),
  };
}

function word(bytes: Bytes, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}
