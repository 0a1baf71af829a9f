import type { CryptoProvider, GroupName, HashName } from "../provider.ts";
import { x25519Group } from "../x25519.ts";
import { publicKeyMethods } from "../signatures.ts";
import { pureAead } from "./aeads.ts";
import { Curves } from "./curves.ts";
import { ecdsaSign, ecdsaVerify } from "./ecdsa.ts";
import {
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  widenEdwardsBase,
  x25519PublicKey,
  x25519Secret,
} from "./eddsa.ts";
import { NOBLE_HASHES, nobleHmac } from "./hashes.ts";
import { nistGroup } from "./nist_groups.ts";
import { type EllipticOptions, KEY_TABLES } from "./options.ts";
import { VerifyTables } from "./verify_tables.ts";

/** A provider over `@noble/*`: pure TypeScript, no part of it native, the same on every machine. */
export function nobleProvider(options: EllipticOptions = {}): CryptoProvider {
  const { baseWindow = 4 } = options;
  const curves = new Curves(baseWindow);
  const tables = new VerifyTables({ ...KEY_TABLES, ...options.keyTables });
  widenEdwardsBase(baseWindow);
  const hashing = {
    hash: (name: HashName) => NOBLE_HASHES[name],
    hmac: nobleHmac,
  };
  const groups = {
    "X25519": x25519Group({ publicKey: x25519PublicKey, secret: x25519Secret }),
    "P-256": nistGroup(curves, "P-256"),
    "P-384": nistGroup(curves, "P-384"),
    "P-521": nistGroup(curves, "P-521"),
  };
  return {
    name: "noble",
    ...hashing,
    aead: pureAead,
    group: (name: GroupName) => groups[name],
    ed25519PublicKey,
    ...publicKeyMethods(hashing.hash, {
      ecdsaSign: (hash, key, message) => ecdsaSign(curves, hashing, hash, key, message),
      ecdsaVerify: (hash, key, message, signature) =>
        ecdsaVerify(curves, tables, hashing, hash, key, message, signature),
      ed25519Sign,
      ed25519Verify,
    }),
  };
}
