import type { CryptoProvider } from "../../crypto/mod.ts";
import type { Bytes } from "../../bytes/mod.ts";
import type { Session } from "../machine.ts";
import type { Suite } from "../suites.ts";

/** What a chosen suite gives the rest of the connection. */
export function session(crypto: CryptoProvider, suite: Suite, clientRandom: Bytes): Session {
  return { suite, clientRandom, kdf: { crypto, hash: suite.hash, length: suite.hashLength } };
}
