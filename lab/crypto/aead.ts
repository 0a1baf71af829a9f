import type { Bytes } from "../bytes/mod.ts";
import type { AeadName } from "./provider.ts";

/** Length of every nonce TLS uses, in bytes (RFC 9846 §5.3). */
export const NONCE_LENGTH = 12;

/** Length of the authentication tags TLS uses, in bytes; only AES-128-CCM-8 has another. */
export const TAG_LENGTH = 16;

/** Length of the tag of an AEAD, in bytes. */
export const AEAD_TAG_LENGTH: Readonly<Record<AeadName, number>> = {
  "AES-128-GCM": TAG_LENGTH,
  "AES-256-GCM": TAG_LENGTH,
  "ChaCha20-Poly1305": TAG_LENGTH,
  "AES-128-CCM": TAG_LENGTH,
  "AES-128-CCM-8": 8,
};

/** Length of the key of an AEAD, in bytes. */
export const AEAD_KEY_LENGTH: Readonly<Record<AeadName, number>> = {
  "AES-128-GCM": 16,
  "AES-256-GCM": 32,
  "ChaCha20-Poly1305": 32,
  "AES-128-CCM": 16,
  "AES-128-CCM-8": 16,
};

/** @throws {RangeError} if the key has the wrong length */
export function checkAeadKey(name: AeadName, key: Bytes): void {
  if (key.length !== AEAD_KEY_LENGTH[name]) {
    throw new RangeError(
      `Cannot use a ${name} key of ${key.length} bytes: it takes ${AEAD_KEY_LENGTH[name]}`,
    );
  }
}

/** @throws {RangeError} if the nonce has the wrong length */
export function checkNonce(nonce: Bytes): void {
  if (nonce.length !== NONCE_LENGTH) {
    throw new RangeError(
      `Cannot use a nonce of ${nonce.length} bytes: TLS makes ${NONCE_LENGTH} of them`,
    );
  }
}
