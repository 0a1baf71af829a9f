import { agreements } from "../agreement.ts";
import { Curves } from "../noble/curves.ts";
import { ecdsaSign, ecdsaVerify } from "../noble/ecdsa.ts";
import { nistGroup } from "../noble/nist_groups.ts";
import { type EllipticOptions, KEY_TABLES } from "../noble/options.ts";
import { VerifyTables } from "../noble/verify_tables.ts";
import type { CryptoProvider, GroupName, HashName } from "../provider.ts";
import { publicKeyMethods } from "../signatures.ts";
import { x25519Group } from "../x25519.ts";
import { nativeAead } from "./aeads.ts";
import { nativeCbc } from "./cbc.ts";
import {
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  x25519PublicKey,
  x25519Secret,
} from "./curve25519.ts";
import { NATIVE_HASHES, nativeHmac, nativeMd5 } from "./hashes.ts";

/**
 * A provider over node:crypto, synchronous and several times as fast, with the same bytes as the
 * noble one. Whatever the runtime is slower at stays with noble and with our own code: the NIST
 * curves, RSA, and short inputs, where the call itself costs more than the work.
 */
export function nativeProvider(options: EllipticOptions = {}): CryptoProvider {
  const curves = new Curves(options.baseWindow ?? 4);
  const tables = new VerifyTables({ ...KEY_TABLES, ...options.keyTables });
  const hashing = { hash: (name: HashName) => NATIVE_HASHES[name], hmac: nativeHmac() };
  const groups = {
    "X25519": x25519Group({ publicKey: x25519PublicKey, secret: x25519Secret }),
    "P-256": nistGroup(curves, "P-256"),
    "P-384": nistGroup(curves, "P-384"),
    "P-521": nistGroup(curves, "P-521"),
  };
  return {
    name: "native",
    ...hashing,
    aead: nativeAead,
    cbc: nativeCbc,
    group: (name: GroupName) => groups[name],
    agreement: agreements((name) => groups[name]),
    ed25519PublicKey,
    ...publicKeyMethods({ hash: hashing.hash, md5: nativeMd5 }, {
      ecdsaSign: (hash, key, message) => ecdsaSign(curves, hashing, hash, key, message),
      ecdsaVerify: (hash, key, message, signature) =>
        ecdsaVerify(curves, tables, hashing, hash, key, message, signature),
      ed25519Sign,
      ed25519Verify,
    }),
  };
}
