import { assert, assertEquals } from "@std/assert";
import { type Bytes, decode, encode, inspect } from "../../bytes/mod.ts";
import { NOW, parsed, provider } from "../testing.ts";
import { Certificate } from "../x509/certificate.ts";
import { chainMutants, fuzzedChain } from "./testing/mutants.ts";
import { WEB_PKI } from "./profiles.ts";
import { verifyPath } from "./verify.ts";

/** `deno task fuzz` makes many more. */
const ROUNDS = 6_000;

const { root, chain: CHAIN } = fuzzedChain();

Deno.test(`no mutation of a chain, of ${ROUNDS}, makes parsing, inspecting or judging throw`, () => {
  // A forged signature that verified would be a discovery; here it would be a bug.
  const cheap = { ...provider, verify: () => true };
  let [readable, round] = [0, 0];
  for (const { victim, chain, judge } of chainMutants(cheap)) {
    if (round++ === ROUNDS) break;
    const read = decode(Certificate, victim);
    const seen = inspect(Certificate, victim);
    assertEquals(read.ok, seen.error === undefined, "decode() and inspect() agree");
    if (read.ok) {
      readable++;
      assertEquals(encode(Certificate, read.value), victim);
    }
    const verdict = judge();
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
