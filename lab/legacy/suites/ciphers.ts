import type { HashName } from "../../crypto/mod.ts";
import type { CbcCipher, Cipher12, OtherCipher } from "../../tls/mod.ts";
import { DES_BLOCK_LENGTH, DES_KEY_LENGTH, desCbc, type DesCbcName } from "../ciphers/des_cbc.ts";
import { MAC_LENGTH, type MacName } from "../record/mac.ts";
import { nullProtection, rc4Protection } from "../record/stream.ts";

/** Length of the secret of an export key, in bytes: 40 bits (RFC 2246 §C). */
const EXPORT_SECRET = 5;
const RC4_KEY = 16;

const nothing = (mac: MacName): OtherCipher => ({
  kind: "other",
  name: "NULL",
  keyLength: 0,
  ivLength: 0,
  macLength: MAC_LENGTH[mac],
  protect: (context) => nullProtection(context, mac),
});

const rc4 = (mac: MacName): OtherCipher => ({
  kind: "other",
  name: "RC4",
  keyLength: RC4_KEY,
  ivLength: 0,
  macLength: MAC_LENGTH[mac],
  protect: (context) => rc4Protection(context, mac),
});

const des = (name: DesCbcName): CbcCipher => ({
  kind: "cbc",
  name,
  keyLength: DES_KEY_LENGTH[name],
  ivLength: DES_BLOCK_LENGTH,
  blockLength: DES_BLOCK_LENGTH,
  macHash: "SHA-1",
  macLength: MAC_LENGTH["SHA-1"],
  makeKey: (_crypto, key) => desCbc(name, key),
});

/** Ciphers as they stand in the names of suites, each with the hash of the PRF of TLS 1.2. */
export const LEGACY_CIPHERS = {
  NULL_MD5: [nothing("MD5"), "SHA-256"],
  NULL_SHA: [nothing("SHA-1"), "SHA-256"],
  NULL_SHA256: [nothing("SHA-256"), "SHA-256"],
  NULL_SHA384: [nothing("SHA-384"), "SHA-384"],
  RC4_128_MD5: [rc4("MD5"), "SHA-256"],
  RC4_128_SHA: [rc4("SHA-1"), "SHA-256"],
  DES_CBC_SHA: [des("DES-CBC"), "SHA-256"],
  "3DES_EDE_CBC_SHA": [des("DES-EDE3-CBC"), "SHA-256"],
  RC4_40_MD5: [{ ...rc4("MD5"), keyLength: EXPORT_SECRET, exportKeyLength: RC4_KEY }, "SHA-256"],
  DES40_CBC_SHA: [
    { ...des("DES-CBC"), keyLength: EXPORT_SECRET, exportKeyLength: DES_KEY_LENGTH["DES-CBC"] },
    "SHA-256",
  ],
} as const satisfies Record<string, readonly [Cipher12, HashName]>;
