import { type CipherGCMTypes, createCipheriv, createDecipheriv } from "node:crypto";
import type { Bytes } from "../../bytes/mod.ts";
import { checkAeadKey, checkNonce, TAG_LENGTH } from "../aead.ts";
import { AesCcm } from "../plain/aes_ccm.ts";
import { AesGcm } from "../plain/aes_gcm.ts";
import type { AeadKey, AeadName } from "../provider.ts";

// ChaCha20-Poly1305 has the interface of a GCM mode, which its type does not say.
const NATIVE = {
  "AES-128-GCM": "aes-128-gcm",
  "AES-256-GCM": "aes-256-gcm",
  "ChaCha20-Poly1305": "chacha20-poly1305" as CipherGCMTypes,
} as const satisfies Partial<Record<AeadName, CipherGCMTypes>>;

/** Records from this length on are quicker through node:crypto, in bytes. Measured. */
const LONG = 2048;

/**
 * An AEAD key: node:crypto for long records, our own tables for the short ones of a handshake.
 *
 * @throws {RangeError} if the key has the wrong length
 */
export function nativeAead(name: AeadName, key: Bytes): AeadKey {
  checkAeadKey(name, key);
  switch (name) {
    case "AES-128-GCM":
    case "AES-256-GCM":
      return new ByLength(new AesGcm(key), new NativeAead(NATIVE[name], key));
    case "ChaCha20-Poly1305":
      return new NativeAead(NATIVE[name], key);
    case "AES-128-CCM": // the runtime has no CCM
      return new AesCcm(key, 16);
    case "AES-128-CCM-8":
      return new AesCcm(key, 8);
  }
}

class ByLength implements AeadKey {
  readonly #short: AeadKey;
  readonly #long: AeadKey;

  constructor(short: AeadKey, long: AeadKey) {
    this.#short = short;
    this.#long = long;
  }

  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes {
    const key = plaintext.length < LONG ? this.#short : this.#long;
    return key.seal(nonce, additionalData, plaintext);
  }

  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined {
    const key = sealed.length < LONG ? this.#short : this.#long;
    return key.open(nonce, additionalData, sealed);
  }
}

class NativeAead implements AeadKey {
  readonly #name: CipherGCMTypes;
  readonly #key: Bytes;

  constructor(name: CipherGCMTypes, key: Bytes) {
    this.#name = name;
    this.#key = key.slice();
  }

  seal(nonce: Bytes, additionalData: Bytes, plaintext: Bytes): Bytes {
    checkNonce(nonce);
    const cipher = createCipheriv(this.#name, this.#key, nonce, OPTIONS);
    cipher.setAAD(additionalData, { plaintextLength: plaintext.length });
    const sealed = new Uint8Array(plaintext.length + TAG_LENGTH);
    sealed.set(cipher.update(plaintext));
    cipher.final(); // these modes have nothing left to give here
    sealed.set(cipher.getAuthTag(), plaintext.length);
    return sealed;
  }

  open(nonce: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined {
    checkNonce(nonce);
    const length = sealed.length - TAG_LENGTH;
    if (length < 0) return undefined;
    const decipher = createDecipheriv(this.#name, this.#key, nonce, OPTIONS);
    decipher.setAAD(additionalData, { plaintextLength: length });
    decipher.setAuthTag(sealed.subarray(length));
    const plaintext = new Uint8Array(length);
    plaintext.set(decipher.update(sealed.subarray(0, length)));
    try {
      decipher.final();
    } catch {
      return undefined; // the tag does not match
    }
    return plaintext;
  }
}

const OPTIONS = { authTagLength: TAG_LENGTH };
