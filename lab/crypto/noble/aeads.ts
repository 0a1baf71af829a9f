import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import type { Bytes } from "../../bytes/mod.ts";
import { checkAeadKey, checkNonce, TAG_LENGTH } from "../aead.ts";
import { AesCcm } from "../plain/aes_ccm.ts";
import { AesGcm } from "../plain/aes_gcm.ts";
import type { AeadKey, AeadName } from "../provider.ts";

/**
 * An AEAD key in pure TypeScript. AES-GCM is the lab's own: noble's gives the same bytes, but makes
 * its tables anew for every record, which costs seven times the work on a short one. AES-CCM is the
 * lab's own because noble has none.
 *
 * @throws {RangeError} if the key has the wrong length
 */
export function pureAead(name: AeadName, key: Bytes): AeadKey {
  checkAeadKey(name, key);
  switch (name) {
    case "AES-128-GCM":
    case "AES-256-GCM":
      return new AesGcm(key);
    case "ChaCha20-Poly1305":
      return new NobleChaCha(key);
    case "AES-128-CCM":
      return new AesCcm(key, 16);
    case "AES-128-CCM-8":
      return new AesCcm(key, 8);
  }
}

class NobleChaCha implements AeadKey {
  readonly #key: Bytes;

  constructor(key: Bytes) {
    this.#key = key.slice();
  }

  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes {
    checkNonce(nonce);
    return chacha20poly1305(this.#key, nonce, additionalData).encrypt(plaintext);
  }

  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined {
    checkNonce(nonce);
    if (sealed.length < TAG_LENGTH) return undefined;
    try {
      return chacha20poly1305(this.#key, nonce, additionalData).decrypt(sealed);
    } catch {
      return undefined; // noble throws where the tag does not match
    }
  }
}
