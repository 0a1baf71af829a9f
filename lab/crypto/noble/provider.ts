import type { CryptoProvider, GroupName } from "../provider.ts";
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
    hash: (name: keyof typeof NOBLE_HASHES) => NOBLE_HASHES[name],
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
    sign(algorithm, key, message, _random) {
      if (algorithm.type === "ecdsa" && key.type === "ec") {
        return ecdsaSign(curves, hashing, algorithm.hash, key, message);
      }
      if (algorithm.type === "ed25519" && key.type === "ed25519") return ed25519Sign(key, message);
      throw new TypeError(`Cannot sign: ${algorithm.type} with a key of type "${key.type}"`);
    },
    verify(algorithm, key, message, signature) {
      if (algorithm.type === "ecdsa" && key.type === "ec") {
        return ecdsaVerify(curves, tables, hashing, algorithm.hash, key, message, signature);
      }
      if (algorithm.type === "ed25519" && key.type === "ed25519") {
        return ed25519Verify(key, message, signature);
      }
      return false;
    },
    rsaEncrypt() {
      throw new Error("Cannot encrypt with RSA: follows in the next commit");
    },
    rsaDecrypt() {
      throw new Error("Cannot decrypt with RSA: follows in the next commit");
    },
  };
}
