/** Chains after some small changes, for tests and tools. */
import { type Bytes, equalBytes } from "../../../bytes/mod.ts";
import { type CryptoProvider, seededRandom } from "../../../crypto/mod.ts";
import { type Authority, authority } from "../../authority/authority.ts";
import { NOW, parsed, toolsOf } from "../../testing.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { makeExtension } from "../../x509/extension.ts";
import { WEB_PKI } from "../profiles.ts";
import { type Verdict, verifyPath } from "../verify.ts";

/** Gives a whole number below the one given. */
export type Chance = (below: number) => number;

/** Chance for mutations: the same for the same seed. */
export function chanceOf(seed: number, purpose: string): Chance {
  const random = seededRandom(seed, purpose);
  return (below) => {
    const [high, low] = random.bytes("choice", 2);
    return ((high! << 8) | low!) % below;
  };
}

/** One to three small changes: an octet, a bit, a piece cut out, doubled, or put elsewhere. */
export function mutate(octets: Bytes, chance: Chance): Bytes {
  let changed = octets.slice();
  for (let i = chance(3); i >= 0; i--) {
    const at = chance(changed.length);
    const length = chance(8) + 1;
    switch (chance(5)) {
      case 0:
        changed[at] = chance(256);
        break;
      case 1:
        changed[at]! ^= 1 << chance(8);
        break;
      case 2:
        changed = Uint8Array.of(...changed.subarray(0, at), ...changed.subarray(at + length));
        break;
      case 3:
        changed = Uint8Array.of(...changed.subarray(0, at + length), ...changed.subarray(at));
        break;
      case 4:
        changed.copyWithin(at, chance(changed.length), chance(changed.length));
        break;
    }
  }
  return changed;
}

/** A root, and a chain below it that uses much of what rules look at. */
export function fuzzedChain(): { readonly root: Authority; readonly chain: readonly Bytes[] } {
  const root = authority("Trent Root", toolsOf());
  const { chain } = root.intermediate("Issuing", {
    pathLength: 0,
    extensions: [makeExtension("nameConstraints", {
      permittedSubtrees: [{
        base: { type: "dNSName", value: "example" },
        minimum: 0,
        maximum: undefined,
      }],
      excludedSubtrees: undefined,
    }, true)],
  }).issue({ names: ["bank.example"], addresses: ["192.0.2.1"] });
  return { root, chain };
}

/** A chain of which one certificate was changed. */
export interface ChainMutant {
  readonly chain: readonly Bytes[];
  /** The one that was changed. */
  readonly victim: Bytes;
  /** Whether it can still be read, and what it signs is no longer what was signed. */
  readonly signedBytesChanged: boolean;
  judge(): Verdict;
}

/** Mutants without end, the same for the same seed; all certificates of the chain take turns. */
export function* chainMutants(provider: CryptoProvider, seed = 7): Generator<ChainMutant, never> {
  const chance = chanceOf(seed, "mutations");
  const { root, chain: whole } = fuzzedChain();
  for (let round = 0;; round++) {
    const place = round % whole.length;
    const victim = mutate(whole[place]!, chance);
    const chain = whole.map((octets, i) => i === place ? victim : octets);
    const read = parseCertificate(victim);
    yield {
      chain,
      victim,
      signedBytesChanged: read.ok && !equalBytes(read.value.tbs, parsed(whole[place]!).tbs),
      judge: () =>
        verifyPath({
          provider,
          presented: chain,
          anchors: [root.certificate],
          now: NOW,
          purpose: "serverAuth",
          name: "bank.example",
          rules: WEB_PKI.rules,
        }),
    };
  }
}
