import { assert, assertEquals } from "@std/assert";
import { impersonate, listener, relayRecords } from "../attacks/mod.ts";
import type { Attack } from "../attacks/mod.ts";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { journeysOf } from "./packets.ts";

/** Alice says a word to her bank past somebody; one line a journey: `alice → bank past mallory`. */
function journeys(attack?: Attack | "nothing", options: StreetOptions = {}): string[] {
  const { world, alice, bank, street: link } = street(options);
  const eve = world.eavesdropper("eve", { on: link });
  eve.play(listener().listen);
  const mallory = attack === undefined ? undefined : world.attacker("mallory", { on: link });
  if (typeof attack === "function") mallory!.play(attack);
  const session = alice.connect(bank);
  if (session.alive) session.send("hello");
  return journeysOf(traceOf(world)).map(
    ({ from, to, past, tappedBy, forged, lost, repeated, packets }) => {
      assertEquals(packets.length, past.length + 1);
      const words = [`${from} → ${to}`];
      if (past.length > 0) words.push(`past ${past}`);
      if (tappedBy.length > 0) words.push(`tapped by ${tappedBy}`);
      if (forged) words.push("forged");
      if (lost) words.push("lost");
      if (repeated) words.push("again");
      return words.join(" ");
    },
  );
}

const unique = (list: string[]) => [...new Set(list)].toSorted();

const CREDULOUS = { client: { flaws: [acceptAnyCertificate] } };

Deno.test("a packet on its way is copied by whoever listens", () => {
  assertEquals(unique(journeys()), ["alice → bank tapped by eve", "bank → alice tapped by eve"]);
});

const passing: readonly [what: string, attack: Attack | "nothing"][] = [
  ["forwarded packet for packet", "nothing"],
  ["carried by a relay that ends both connections", relayRecords(({ bytes }) => [bytes])],
];

for (const [what, attack] of passing) {
  Deno.test(`what is ${what} is one journey`, () => {
    assertEquals(unique(journeys(attack)), [
      "alice → bank past mallory tapped by eve",
      "bank → alice past mallory tapped by eve",
    ]);
  });
}

Deno.test("what is written anew is forged, and begins at the forger", () => {
  const attack = impersonate(() => street().root.issue("bank.example"));
  assertEquals(unique(journeys(attack, CREDULOUS)), [
    "alice → mallory tapped by eve",
    "bank → mallory",
    "mallory → alice tapped by eve forged",
    "mallory → bank forged",
  ]);
});

Deno.test("a changed record is forged, the others are not", () => {
  const attack = relayRecords(({ bytes, towards, index }) => {
    if (towards === "client" || index !== 1) return [bytes];
    const changed = bytes.slice();
    changed[7]! ^= 1;
    return [changed];
  });
  const list = journeys(attack);
  assertEquals(list.filter((line) => line.includes("forged")), ["mallory → bank forged"]);
  const stopped = list.filter((line) => line.startsWith("alice → mallory"));
  assertEquals(stopped, ["alice → mallory tapped by eve"], "it ends where it was stopped");
});

Deno.test("a repeated record goes once as it came, and once as a forgery", () => {
  const attack = relayRecords(({ bytes, towards, index }) =>
    towards === "server" && index === 1 ? [bytes, bytes] : [bytes]
  );
  const list = journeys(attack);
  assertEquals(list.filter((line) => line.includes("forged")).length, 1);
});

Deno.test("what is lost is said to be lost, and what is sent again to be sent again", () => {
  const list = journeys(undefined, { link: { loss: 0.3 }, seed: 3 });
  const count = (word: string) => list.filter((line) => line.includes(word)).length;
  assert(count("lost") > 0 && count("again") > 0);
  assertEquals(list.some((line) => line.includes("lost") && line.includes("tapped")), false);
});
