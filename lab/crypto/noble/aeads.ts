import { gcm } from "@noble/ciphers/aes.js";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import type { Bytes } from "../../bytes/mod.ts";
import type { AeadKey, AeadName } from "../provider.ts";
import { checkAeadKey, checkNonce, TAG_LENGTH } from "../aead.ts";

/** An AEAD key over `@noble/ciphers`, which builds its tables anew for every record. */
export function nobleAead(name: AeadName, key: Bytes): AeadKey {
  checkAeadKey(name, key);
  const cipher = name === "ChaCha20-Poly1305" ? chacha20poly1305 : gcm;
  return {
    seal(nonce, additionalData, plaintext) {
      checkNonce(nonce);
      return cipher(key, nonce, additionalData).encrypt(plaintext);
    },
    open(nonce, additionalData, sealed) {
      checkNonce(nonce);
      if (sealed.length < TAG_LENGTH) return undefined;
      try {
        return cipher(key, nonce, additionalData).decrypt(sealed);
      } catch {
        return undefined; // noble throws for a tag that does not match
      }
    },
  };
}
