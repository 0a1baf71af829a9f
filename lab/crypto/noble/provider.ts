import type { Bytes } from "../../bytes/mod.ts";
import { agreements } from "../agreement.ts";
import type { CryptoProvider, GroupName, HashName } from "../provider.ts";
import { x25519Group } from "../x25519.ts";
import { publicKeyMethods } from "../signatures.ts";
import { pureAead } from "./aeads.ts";
import { pureCbc } from "./cbc.ts";
import { Curves } from "./curves.ts";
import { ecdsaSign, ecdsaVerify } from "./ecdsa.ts";
import { ed25519PublicKey, ed25519Sign, ed25519Verify, x25519PublicKey } from "./eddsa.ts";
import { type EdwardsPoints, lazyEdwards } from "./edwards.ts";
import { NOBLE_HASHES, nobleHmac, nobleMd5 } from "./hashes.ts";
import { nistGroup } from "./nist_groups.ts";
import { type EllipticOptions, KEY_TABLES } from "./options.ts";
import { VerifyTables } from "./verify_tables.ts";
import { BASE_POINT, x25519 } from "./x25519_ladder.ts";

/** A provider over `@noble/*`: pure TypeScript, no part of it native, the same on every machine. */
export function nobleProvider(options: EllipticOptions = {}): CryptoProvider {
  const { baseWindow = 4 } = options;
  const curves = new Curves(baseWindow);
  const tables = new VerifyTables({ ...KEY_TABLES, ...options.keyTables });
  const edwards = lazyEdwards(baseWindow);
  const hashing = {
    hash: (name: HashName) => NOBLE_HASHES[name],
    hmac: nobleHmac,
  };
  const groups = {
    "X25519": x25519Group({ publicKey: x25519Keys(edwards), secret: x25519 }),
    "P-256": nistGroup(curves, "P-256"),
    "P-384": nistGroup(curves, "P-384"),
    "P-521": nistGroup(curves, "P-521"),
  };
  return {
    name: "noble",
    ...hashing,
    aead: pureAead,
    cbc: pureCbc,
    group: (name: GroupName) => groups[name],
    agreement: agreements((name) => groups[name]),
    ed25519PublicKey: (seed) => ed25519PublicKey(edwards(), seed),
    ...publicKeyMethods({ hash: hashing.hash, md5: nobleMd5 }, {
      ecdsaSign: (hash, key, message) => ecdsaSign(curves, hashing, hash, key, message),
      ecdsaVerify: (hash, key, message, signature) =>
        ecdsaVerify(curves, tables, hashing, hash, key, message, signature),
      ed25519Sign: (key, message) => ed25519Sign(edwards(), key, message),
      ed25519Verify: (key, message, signature) => ed25519Verify(edwards(), key, message, signature),
    }),
  };
}

/** So many public keys are made sooner without the table of multiples that makes each quicker. */
const FEW = 20;

/** X25519 public keys: a table for them pays off only for whoever makes many. */
function x25519Keys(edwards: () => EdwardsPoints): (privateKey: Bytes) => Bytes {
  let made = 0;
  return (key) => made++ < FEW ? x25519(key, BASE_POINT) : x25519PublicKey(edwards(), key);
}
