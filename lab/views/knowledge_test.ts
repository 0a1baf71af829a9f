import { assertEquals } from "@std/assert";
import { impersonate, tripleHandshake } from "../attacks/mod.ts";
import { knownRsaKey, speakingTls12 } from "../cast/mod.ts";
import { emptyStage, street, type StreetOptions, traceOf } from "../cast/testing.ts";
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
    "traffic secrets 1, mallory–bank: ·●●",
    "traffic secrets 1, alice–mallory: ●●·",
    "traffic secrets 2, mallory–bank: ·●●",
    "traffic secrets 2, alice–mallory: ●●·",
    KEY,
  ]);
});

Deno.test("secrets of one title are told apart by numbers", () => {
  const { world, alice } = street();
  for (const pin of ["4711", "1848"]) alice.types("PIN", pin);
  const titles = knowledgeTable(traceOf(world)).map(({ title }) => title);
  assertEquals(titles.filter((title) => title.startsWith("PIN")), ["PIN 1", "PIN 2"]);
});

Deno.test("many connections between the same two share a line", () => {
  assertEquals(table({}, 4), [
    "PIN: ●··",
    `traffic secrets of 4 connections, mallory–bank: ·●●`,
    `traffic secrets of 4 connections, alice–mallory: ◐●·`,
    KEY,
  ]);
});

/** The lines about main secrets where a site calls the bank with its visitor's own hello. */
function twinLines(extendedMainSecret: boolean): string[] {
  const config = { ...speakingTls12("TLS_RSA_WITH_AES_128_GCM_SHA256"), extendedMainSecret };
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const identity = root.issue("bank.example", { key: knownRsaKey() });
  const bank = world.server("bank", { identity, config });
  const alice = world.client("alice", { trust: [root], config });
  const mallory = world.attacker("mallory", { on: world.link("street", alice, bank) });
  mallory.play(
    tripleHandshake({
      identity: root.issue("mallory.example", { key: knownRsaKey("rsa-2048-b") }),
      towards: { address: bank.node.address, port: bank.port },
      answer: () => "",
    }).open,
  );
  alice.connect(mallory.site("mallory.example"));
  return knowledgeTable(traceOf(world)).map(({ title, known }) =>
    `${title}: ${known.map(({ extent }) => MARKS[extent]).join("")}`
  );
}

for (
  const [extended, lines] of [
    [false, ["traffic secrets, alice–bank: ●●●"]],
    [true, ["traffic secrets, alice: ●●·", "traffic secrets, bank: ·●●"]],
  ] as const
) {
  Deno.test(`two connections with one random have ${lines.length} main secrets`, () => {
    assertEquals(twinLines(extended), [...lines, KEY]);
  });
}

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
