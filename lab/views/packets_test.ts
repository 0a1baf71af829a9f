import { assert, assertEquals } from "@std/assert";
import { impersonate, listener, relayRecords } from "../attacks/mod.ts";
import type { Attack } from "../attacks/mod.ts";
import { noble, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { journeysOf } from "./packets.ts";
import { sequence } from "./sequence.ts";

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

Deno.test("what is written anew is forged in another's name, and in her own it is not", () => {
  const attack = impersonate(() => street().root.issue("bank.example"));
  assertEquals(unique(journeys(attack, CREDULOUS)), [
    "alice → mallory tapped by eve",
    "bank → mallory",
    "mallory → alice tapped by eve forged",
    "mallory → bank",
  ]);
});

Deno.test("who repeats the hello of somebody else forges, in her own name too", () => {
  const { world, alice, bank, street: link } = street();
  let first: Uint8Array<ArrayBuffer> | undefined;
  const mallory = world.attacker("mallory", { on: link });
  mallory.play((position) =>
    void position.tap(({ payload }) => {
      if (payload.length > 0) first ??= payload.slice();
    })
  );
  alice.connect(bank);
  const { address } = bank.node;
  const say = (bytes: Uint8Array<ArrayBuffer>) =>
    mallory.play((position) =>
      position.connect({ address, port: bank.port }, { onOpen: (line) => line.write(bytes) })
    );
  say(first!);
  world.settle();
  const changed = first!.slice();
  changed[20]! ^= 1;
  say(changed);
  world.settle();
  const hers = journeysOf(traceOf(world)).filter(({ from, to }) =>
    from === "mallory" && to === "bank"
  );
  assertEquals(hers.map(({ forged }) => forged), [true, false]);
});

Deno.test("whoever a packet does not come past never sees it", () => {
  const { world, alice, bank, street: link } = street();
  const eve = world.eavesdropper("eve", { on: link });
  const carol = world.client("carol");
  world.link("lane", carol, bank);
  eve.play(listener().listen);
  alice.connect(bank).send("hello");
  const journeys = journeysOf(traceOf(world));
  assert(journeys.length > 0);
  for (const { reaches } of journeys) {
    assertEquals([...reaches].toSorted(), ["alice", "bank", "eve"]);
  }
  const [row] = sequence(traceOf(world), noble).rows.filter((row) => row.kind === "arrow");
  assertEquals(row?.readers.map(({ node, access, hostile }) => `${node} ${access} ${hostile}`), [
    "alice open false",
    "carol away false",
    "eve open true",
    "bank open false",
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
