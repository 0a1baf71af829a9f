import { assertEquals } from "@std/assert";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { calling, type ClientPolicy, opinion } from "./opinions.ts";
import { street } from "./testing.ts";

const { world, root, bank, alice } = street();
const stranger = world.authority("Some Stranger").issue("bank.example");
const trusting: ClientPolicy = { name: "usual", trust: [root.certificate] };
const pinning: ClientPolicy = { ...trusting, pins: { "bank.example": [bank.identity.pin] } };

const CASES: readonly (readonly [
  what: string,
  policy: ClientPolicy,
  shown: typeof stranger,
  host: string,
  failed: readonly string[],
  ok: boolean,
  alert: string | undefined,
])[] = [
  ["a good chain", trusting, bank.identity, "bank.example", [], true, undefined],
  ["another name", trusting, bank.identity, "shop.example", ["name"], false, "bad_certificate"],
  ["a stranger's", trusting, stranger, "bank.example", ["anchor"], false, "unknown_ca"],
  ["the pinned key", pinning, bank.identity, "bank.example", [], true, undefined],
  [
    "another key than the pinned one",
    pinning,
    root.issue("bank.example"),
    "bank.example",
    ["pinnedKey"],
    false,
    "bad_certificate",
  ],
  [
    "a stranger's, by a client that takes any",
    { ...trusting, flaws: [acceptAnyCertificate] },
    stranger,
    "bank.example",
    ["anchor"],
    true,
    undefined,
  ],
];

for (const [what, policy, { chain }, host, failed, ok, alert] of CASES) {
  Deno.test(`opinion() on ${what} is that of a client in a connection`, () => {
    const said = opinion(world, policy, chain, host);
    assertEquals(said.checks.filter((check) => !check.ok).map(({ rule }) => rule), failed);
    assertEquals([said.ok, said.alert], [ok, alert]);
  });
}

Deno.test("calling() pins keys for their own host alone", () => {
  assertEquals(calling(pinning, "bank.example").pins, [bank.identity.pin]);
  assertEquals(calling(pinning, "shop.example"), { serverName: "shop.example" });
});

Deno.test("opinion() leaves no trace, and a connection says the same", () => {
  const before = world.world.trace.events.length;
  opinion(world, trusting, bank.identity.chain, "shop.example");
  assertEquals(world.world.trace.events.length, before);
  const session = alice.connect(bank, { config: calling(trusting, "shop.example") });
  assertEquals(session.alive, false);
});
