/** What the tests of logs share: a log, an authority that submits to it, and broken lists. */
import { type Bytes, encode } from "../../bytes/mod.ts";
import { generateEcKey, seededRandom } from "../../crypto/mod.ts";
import { authority } from "../authority/authority.ts";
import { type Chance, mutate } from "../path/testing/mutants.ts";
import { NOW, provider, toolsOf } from "../testing.ts";
import { CertificateLog } from "./log.ts";
import type { KnownLog } from "./policy.ts";
import { SignedCertificateTimestampList } from "./structures.ts";

export const root = authority("Trent Root", toolsOf());

/** A log that takes what Trent has issued, and what clients know of it. */
export function logNamed(
  name: string,
  clock: () => number = () => NOW * 1000,
): { readonly log: CertificateLog; readonly known: KnownLog } {
  const random = seededRandom(1, name);
  const key = generateEcKey(provider, "P-256", random, "key");
  const log = new CertificateLog({ provider, random, key, anchors: [root.certificate], clock });
  return { log, known: { name, key: key.publicKey } };
}

/** `SignedCertificateTimestampList` in octets. */
export function listOf(...scts: readonly Bytes[]): Bytes {
  return encode(SignedCertificateTimestampList, scts);
}

/**
 * Broken lists without end, each a few small changes away from a good one.
 *
 * @param chance a whole number below the one given
 */
export function* mutatedLists(good: Bytes, chance: Chance): Generator<Bytes, never> {
  while (true) yield mutate(good, chance);
}
