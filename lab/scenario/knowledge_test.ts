/**
 * An attacker learns only what she computes. Whatever the scenario: in a world with other secrets
 * she has those, she holds no key of a connection she is not an end of, and with every defence on
 * she has learnt nothing that she was not told in the clear.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { fromUtf8, hex } from "../bytes/mod.ts";
import { combinations, matrix, type Run } from "./mod.ts";
import { crypto, madeUp, rowOf } from "./testing.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";

/** What hostile parties know at the end, by title, and the bytes of it. */
function loot({ trace }: Run): { title: string; kind: string; by: string; bytes: string }[] {
  const hostile = new Set(trace.parties.filter((party) => party.hostile).map(({ id }) => id));
  return trace.knowledge.filter(({ node }) => hostile.has(node)).map(({ secret, how }) => {
    const { title, kind, bytes } = trace.secrets.find(({ id }) => id === secret)!;
    return { title, kind, by: how.by, bytes: hex(bytes) };
  });
}

/**
 * What may be read even with every defence on: names in the hello, what traffic secrets out of a
 * memory seal from then on, and what is lost before anybody can have found out about a log or a theft.
 */
const PUBLIC = [
  "where she has her mail",
  "PIN of the second hour",
  "loan of the second hour",
  "PIN of the first day",
  "balance of the third day",
];

/** How an attacker may come by a secret that is not a text of somebody else's. */
const EARNED = ["granted", "decrypted", "computed"];
const OWN = ["derived", ...EARNED];

for (const scenario of SCENARIOS) {
  const defences = Object.keys(scenario.defences);
  const rows = () => combinations(defences).map((on) => rowOf(scenario, 5, on));

  Deno.test(`${scenario.id}: attackers hold no traffic secret but those they derived or earned`, () => {
    for (const row of rows()) {
      const keys = loot(row).filter(({ kind }) => kind === "traffic secret");
      assertEquals(keys.filter(({ by }) => !OWN.includes(by)), []);
      const hostile = row.trace.parties.filter((party) => party.hostile).map(({ id }) => id);
      const relayed = row.trace.events.some((event) =>
        event.kind === "note" && /flips|twice|drops|holds .* back|listens/.test(event.text)
      ) && !row.trace.events.some(({ kind, node }) =>
        kind === "tls.state" && hostile.includes(node)
      );
      if (relayed) {
        assertEquals(keys, [], "who only carries records derives nothing");
      }
    }
  });

  Deno.test(`${scenario.id}: private keys stay with whoever made them, unless granted or computed`, () => {
    for (const row of rows()) {
      const keys = loot(row).filter(({ kind }) => kind === "private key");
      assertEquals(keys.filter(({ by }) => ![...EARNED, "generated"].includes(by)), []);
    }
  });

  Deno.test(`${scenario.id}: another seed, other keys, the same words in the end`, () => {
    for (const on of [[], defences]) {
      const [one, two] = [1, 2].map((seed) => loot(rowOf(scenario, seed, on)));
      const words = (list: typeof one) => list!.filter(({ kind }) => kind === "text");
      assertEquals(words(one), words(two));
      const keys = (list: typeof one) => list!.filter(({ kind }) => kind !== "text");
      assertEquals(keys(one).map(({ title }) => title), keys(two).map(({ title }) => title));
      for (const [i, key] of keys(one).entries()) {
        if (key.by === "granted") continue; // an RSA key is the same in every world
        assertNotEquals(key.bytes, keys(two)[i]!.bytes, `${key.title} does not depend on the seed`);
      }
    }
  });

  Deno.test(`${scenario.id}: with every defence on she learns nothing new`, () => {
    const last = rowOf(scenario, 1, defences);
    const words = loot(last).filter(({ kind }) => kind === "text").map(({ title }) => title);
    assertEquals(words.filter((title) => !PUBLIC.includes(title)), []);
  });
}

for (const pin of ["0000", "correct horse", "é", "4711 "]) {
  Deno.test(`Eve has the PIN that was said, whichever it is: "${pin}"`, () => {
    const [open, closed] = matrix(madeUp({ pin }), { seed: 1, crypto });
    const found = open!.trace.secrets.find(({ title }) => title === "PIN")!;
    assertEquals(fromUtf8(found.bytes), pin);
    assert(loot(open!).some(({ title }) => title === "PIN"));
    assertEquals(loot(closed!), []);
  });
}

for (const own of ["OK", "PIN", "bank.example"]) {
  Deno.test(`a secret that stands in the open is known by being read there: "${own}"`, () => {
    const [open] = matrix(madeUp({ pin: own }), { seed: 1, crypto });
    const known = open!.trace.knowledge.find(({ node, secret }) =>
      node === "eve" && secret === "PIN"
    );
    assertEquals(known?.how.by, "read");
  });
}
