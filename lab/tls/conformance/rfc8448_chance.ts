/** The time and the chance that the engines of RFC 8448 had. */
import type { Bytes } from "../../bytes/mod.ts";
import { type CryptoProvider, type RandomSource, ScriptedRandom } from "../../crypto/mod.ts";
import { keyPairs, serverHellos, type Side, type Trace } from "./rfc8448_trace.ts";

/** The RFC's certificates are from 2016. */
export const NOW = 1_469_800_000;

export function serverChance(
  trace: Trace,
  crypto: CryptoProvider,
  fallback: RandomSource,
): ScriptedRandom {
  const { random } = serverHellos(trace).at(-1)!;
  return new ScriptedRandom(
    { ...keyScript(trace, "server", crypto), "server random": [random] },
    fallback,
  );
}

/** Private keys under the purposes for which engines draw them. */
export function keyScript(
  trace: Trace,
  side: Side,
  crypto: CryptoProvider,
): Record<string, readonly Bytes[]> {
  const purpose = { "X25519": "key share x25519", "P-256": "key share secp256r1" };
  return Object.fromEntries(
    keyPairs(trace, side, crypto).map(({ group, pair }) => [
      purpose[group as keyof typeof purpose],
      [pair.privateKey],
    ]),
  );
}
