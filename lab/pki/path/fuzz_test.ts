import { assert, assertEquals } from "@std/assert";
import { type Bytes, decode, encode, inspect } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { authority } from "../authority/authority.ts";
import { NOW, parsed, provider, toolsOf } from "../testing.ts";
import { Certificate } from "../x509/certificate.ts";
import { makeExtension } from "../x509/extension.ts";
import { WEB_PKI } from "./profiles.ts";
import { verifyPath } from "./verify.ts";

const ROUNDS = 24_000;

const root = authority("Trent Root", toolsOf());
const CHAIN = root.intermediate("Issuing", {
  pathLength: 0,
  extensions: [makeExtension("nameConstraints", {
    permittedSubtrees: [{
      base: { type: "dNSName", value: "example" },
      minimum: 0,
      maximum: undefined,
    }],
    excludedSubtrees: undefined,
  }, true)],
}).issue({ names: ["bank.example"], addresses: ["192.0.2.1"] }).chain;

/** One to three small changes: an octet, a bit, a piece cut out, doubled, or put elsewhere. */
function mutate(octets: Bytes, chance: (below: number) => number): Bytes {
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

Deno.test(`no mutation of a chain, of ${ROUNDS}, makes parsing, inspecting or judging throw`, () => {
  const random = seededRandom(7, "mutations");
  const chance = (below: number) => {
    const [high, low] = random.bytes("choice", 2);
    return ((high! << 8) | low!) % below;
  };
  // A forged signature that verified would be a discovery; here it would be a bug.
  const cheap = { ...provider, verify: () => true };
  let readable = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const chain = CHAIN.map((octets, i) =>
      round % CHAIN.length === i ? mutate(octets, chance) : octets
    );
    const victim = chain[round % CHAIN.length]!;
    const read = decode(Certificate, victim);
    const seen = inspect(Certificate, victim);
    assertEquals(read.ok, seen.error === undefined, "decode() and inspect() agree");
    if (read.ok) {
      readable++;
      assertEquals(encode(Certificate, read.value), victim);
    }
    const verdict = verifyPath({
      provider: cheap,
      presented: chain,
      anchors: [root.certificate],
      now: NOW,
      purpose: "serverAuth",
      name: "bank.example",
      rules: WEB_PKI.rules,
    });
    assertEquals(verdict.ok, verdict.alert === undefined);
    for (const { range, certificate } of verdict.checks) {
      if (range) assert(range.start <= range.end && range.end <= chain[certificate!]!.length);
    }
  }
  assert(readable > ROUNDS / 20, `only ${readable} could still be read`);
});

Deno.test("no chain with one bit changed in what is signed passes", () => {
  const leaf = CHAIN[0]!;
  const judge = (presented: readonly Bytes[]) =>
    verifyPath({
      provider,
      presented,
      anchors: [root.certificate],
      now: NOW,
      purpose: "serverAuth",
      name: "bank.example",
      rules: WEB_PKI.rules,
    });
  assertEquals(judge(CHAIN).ok, true, "nothing changed");
  const tbsEnd = 4 + parsed(leaf).tbs.length;
  for (let at = 4; at < tbsEnd; at += 5) {
    const changed = leaf.slice();
    changed[at]! ^= 1 << (at % 8);
    const verdict = judge([changed, ...CHAIN.slice(1)]);
    assertEquals(verdict.ok, false, `byte ${at}`);
  }
});
