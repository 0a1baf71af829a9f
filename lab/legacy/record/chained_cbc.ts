import type { Bytes } from "../../bytes/mod.ts";
import type { CbcKey } from "../../crypto/mod.ts";
import type { CbcCipher, ProtectionContext } from "../../tls/mod.ts";

/**
 * The blocks of one direction as one chain: each record's IV is the last block of the ciphertext
 * before it, and the first one comes from the key block (RFC 2246 §6.2.3.2, RFC 6101 §5.2.3.2).
 */
export class ChainedCbc {
  readonly #key: CbcKey;
  #iv: Bytes;

  constructor({ crypto, keys }: ProtectionContext, cipher: CbcCipher) {
    this.#key = cipher.makeKey(crypto, keys.key);
    this.#iv = keys.iv;
  }

  /** @param blocks one block or more */
  encrypt(blocks: Bytes): Bytes {
    const sealed = this.#key.encrypt(this.#iv, blocks);
    this.#iv = sealed.slice(-this.#iv.length);
    return sealed;
  }

  /** @param blocks one block or more */
  decrypt(blocks: Bytes): Bytes {
    const opened = this.#key.decrypt(this.#iv, blocks);
    this.#iv = blocks.slice(-this.#iv.length);
    return opened;
  }
}
