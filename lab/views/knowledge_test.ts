import { assertEquals } from "@std/assert";
import { impersonate } from "../attacks/mod.ts";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import type { How } from "../trace/mod.ts";
import { howText, knowledgeTable } from "./knowledge.ts";

const MARKS = { all: "●", some: "◐", none: "·" };

/** The table as lines: `PIN: ●●●`, for alice, mallory and the bank. */
function table(options: StreetOptions, connections = 1, updates = false): string[] {
  const { world, alice, bank, street: link } = street(options);
  const mallory = world.attacker("mallory", { on: link });
  const root = world.authority("Mallory Root");
  mallory.play(impersonate((name = "bank.example") => root.issue(name)));
  const pin = alice.types("PIN", "4711");
  for (let i = 0; i < connections; i++) {
    const session = alice.connect(bank);
    if (updates) session.updateKeys(true);
    if (session.alive) session.send(`${pin}`);
  }
  return knowledgeTable(traceOf(world)).map(({ title, known }) =>
    `${title}: ${known.map(({ extent }) => MARKS[extent]).join("")}`
  );
}

const CREDULOUS = { client: { flaws: [acceptAnyCertificate] } };
const INSIDE = "traffic secrets, alice–mallory";
const OUTSIDE = "traffic secrets, mallory–bank";
const KEY = "private key of bank.example: ··●";

Deno.test("texts first, then connections, then private keys, each with who knows it", () => {
  assertEquals(table(CREDULOUS), ["PIN: ●●●", `${OUTSIDE}: ·●●`, `${INSIDE}: ●●·`, KEY]);
});

Deno.test("a connection that ended too early is known in part", () => {
  assertEquals(table({}), ["PIN: ●··", `${OUTSIDE}: ·●●`, `${INSIDE}: ◐●·`, KEY]);
});

Deno.test("every connection has a line of its own, keys that changed included", () => {
  assertEquals(table(CREDULOUS, 2, true), [
    "PIN: ●●●",
    `${OUTSIDE}: ·●●`,
    `${INSIDE}: ●●·`,
    `${OUTSIDE}: ·●●`,
    `${INSIDE}: ●●·`,
    KEY,
  ]);
});

Deno.test("many connections between the same two share a line", () => {
  assertEquals(table({}, 4), [
    "PIN: ●··",
    `traffic secrets of 4 connections, mallory–bank: ·●●`,
    `traffic secrets of 4 connections, alice–mallory: ◐●·`,
    KEY,
  ]);
});

const ways: readonly [how: How, text: string][] = [
  [{ by: "generated" }, "made it"],
  [{ by: "typed" }, "made it up"],
  [{ by: "configured" }, "was set up with it"],
  [{ by: "derived", from: "the key shares" }, "derived it from the key shares"],
  [{ by: "received", event: 7 }, "was told in #7"],
  [{ by: "read", event: 7 }, "read it in the clear in #7"],
  [{ by: "opened", event: 7, key: "x" }, "opened #7 with a key of her own"],
  [{ by: "decrypted", event: 7, key: "the ticket key" }, "decrypted #7 with the ticket key"],
  [{ by: "computed", from: [7, 9], method: "asking" }, "computed it by asking from #7, #9"],
  [
    { by: "computed", from: Array.from({ length: 2113 }, (_, i) => 9 + i), method: "asking" },
    "computed it by asking from 2,113 packets, #9 to #2121",
  ],
  [{ by: "guessed", asks: 3 }, "guessed it with 3 questions"],
  [{ by: "granted", why: "by the story" }, "was given it: by the story"],
];

for (const [how, text] of ways) {
  Deno.test(`howText(): somebody ${text}`, () => assertEquals(howText(how), text));
}
