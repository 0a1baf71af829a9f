import { cbcEncryptThenMac } from "./cbc_encrypt_then_mac.ts";
import { cbcMacThenEncrypt } from "./cbc_mac_then_encrypt.ts";
import { chacha20Poly1305 } from "./chacha20_poly1305.ts";
import { gcmWithExplicitNonce } from "./gcm_explicit_nonce.ts";
import type { ProtectionFactory12 } from "./protection12.ts";

/** The construction that a suite calls for (RFC 5246 §6.2.3). */
export const honestProtection: ProtectionFactory12 = (context) => {
  const { cipher } = context.suite;
  switch (cipher.kind) {
    case "aead":
      return cipher.recordIvLength > 0
        ? gcmWithExplicitNonce(context, cipher)
        : chacha20Poly1305(context, cipher);
    case "cbc":
      return context.encryptThenMac
        ? cbcEncryptThenMac(context, cipher)
        : cbcMacThenEncrypt(context, cipher);
    case "other":
      return cipher.protect(context);
  }
};
