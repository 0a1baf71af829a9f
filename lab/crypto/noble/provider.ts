import type { CryptoProvider, GroupName, HashName } from "../provider.ts";
import { publicKeyMethods } from "../signatures.ts";
import { nobleAead } from "./aeads.ts";
import { Curves } from "./curves.ts";
import { ecdsaSign, ecdsaVerify } from "./ecdsa.ts";
import { ed25519PublicKey, ed25519Sign, ed25519Verify, widenEdwardsBase } from "./eddsa.ts";
import { nistGroup, NOBLE_X25519 } from "./groups.ts";
import { NOBLE_HASHES, nobleHmac } from "./hashes.ts";
import { type VerifyTableOptions, VerifyTables } from "./verify_tables.ts";

/** How much a provider prepares in advance. No option changes a single byte of its answers. */
export interface EllipticOptions {
  /**
   * Bits of scalar that one lookup in a base point's table stands for, 1 to 8. 4 (the default) is
   * quickest for a command that does a handful of operations, 8 for thousands of them.
   */
  readonly baseWindow?: number;
  /** When a public key gets a table of its own, and how many keys are remembered. */
  readonly keyTables?: Partial<VerifyTableOptions>;
}

const KEY_TABLES: VerifyTableOptions = { window: 4, after: 8, capacity: 32 };

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
    "X25519": NOBLE_X25519,
    "P-256": nistGroup(curves, "P-256"),
    "P-384": nistGroup(curves, "P-384"),
    "P-521": nistGroup(curves, "P-521"),
  };
  return {
    name: "noble",
    ...hashing,
    aead: nobleAead,
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
