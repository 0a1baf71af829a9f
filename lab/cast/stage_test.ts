import { assertEquals, assertThrows } from "@std/assert";
import { recordsWithoutIntegrity } from "../flaws/mod.ts";
import { selfSignedIdentity, type Span } from "./mod.ts";
import { emptyStage, street, traceOf } from "./testing.ts";

Deno.test("parties stand as packets pass them: clients, those on the way, servers", () => {
  const { world, street: link } = street();
  world.eavesdropper("eve", { on: link });
  world.attacker("mallory", { on: link });
  assertEquals(world.parties.map(({ id, role, hostile }) => [id, role, hostile]), [
    ["alice", "client", false],
    ["eve", "passive listener", true],
    ["mallory", "on-path attacker", true],
    ["bank", "server", false],
  ]);
});

Deno.test("flaws are noted with whom they were built into", () => {
  const { world } = street({
    client: { flaws: [recordsWithoutIntegrity] },
    server: { flaws: [recordsWithoutIntegrity] },
  });
  assertEquals(world.flaws.map(({ id, node }) => `${node}: ${id}`), [
    "bank: records-without-integrity",
    "alice: records-without-integrity",
  ]);
});

Deno.test("a private key is known to its owner, and to nobody else", () => {
  const { world, alice, bank } = street();
  alice.connect(bank).send("hello");
  const { secrets, knowledge } = traceOf(world);
  const [key] = secrets.filter(({ kind }) => kind === "private key");
  assertEquals(key!.title, "private key of bank.example");
  const holders = knowledge.filter(({ secret }) => secret === key!.id).map(({ node }) => node);
  assertEquals(holders, ["bank"]);
});

Deno.test("a granted key is the very key, known by grant, and the record says why", () => {
  const { world, bank, street: link } = street();
  const eve = world.eavesdropper("eve", { on: link });
  const key = world.grant(eve, bank.identity.key, "the old server was sold");
  assertEquals(key === bank.identity.key, true);
  const { events, knowledge } = traceOf(world);
  const [grant] = events.filter((event) => event.kind === "grant");
  assertEquals([grant!.node, grant!.what, grant!.why], [
    "eve",
    "private key of bank.example",
    "the old server was sold",
  ]);
  assertEquals(
    knowledge.filter(({ node }) => node === "eve").map(({ how }) => how),
    [{ by: "granted", why: "the old server was sold" }],
  );
  assertThrows(() => world.grant(eve, Uint8Array.of(1, 2, 3), "why"), RangeError, "no secret");
});

Deno.test("texts and other keys are granted alike", () => {
  const { world, alice, street: link } = street();
  const eve = world.eavesdropper("eve", { on: link });
  const pin = world.grant(eve, alice.types("PIN", "4711"), "it stood on a note");
  assertEquals(eve.knows(pin)?.how.by, "granted");
  world.ownKey("bank", "ticket key", Uint8Array.of(1, 2, 3, 4));
  world.grant(eve, Uint8Array.of(1, 2, 3, 4), "a memory dump");
  world.grantPower(eve, "a script in Alice's browser", "she lured Alice to a page");
  const granted = traceOf(world).events.flatMap((event) =>
    event.kind === "grant" ? [event.what] : []
  );
  assertEquals(granted, ["PIN", "ticket key", "a script in Alice's browser"]);
});

const spans: readonly [span: Span, seconds: number, text: string][] = [
  [{ years: 1 }, 365 * 86_400, "a year later"],
  [{ days: 3 }, 3 * 86_400, "3 days later"],
  [{ days: 1, hours: 2 }, 26 * 3_600, "a day and 2 hours later"],
  [{ hours: 1, minutes: 1, seconds: 30 }, 3_690, "an hour, a minute and 30 seconds later"],
];

for (const [span, seconds, text] of spans) {
  Deno.test(`elapse(): ${text}`, () => {
    const { world } = street();
    const before = world.world.calendar();
    const event = traceOf(world).events[world.elapse(span)]!;
    assertEquals(world.world.calendar() - before, seconds);
    assertEquals([event.kind === "elapsed" && event.text, event.at], [text, seconds * 1e6]);
  });
}

Deno.test("elapse(): what was under way has happened before", () => {
  const { world, alice, bank } = street();
  const session = alice.connect(bank);
  world.elapse({ days: 1 });
  session.send("hello");
  assertEquals(session.receive(), "HELLO\n");
  for (const span of [{}, { days: 0 }, { days: 2, hours: -1 }, { days: NaN }]) {
    assertThrows(() => world.elapse(span), RangeError, "it is no time");
  }
});

Deno.test("a secret in a template is its own words", () => {
  const { alice } = street();
  assertEquals(`PIN ${alice.types("PIN", "4711")}`, "PIN 4711");
  assertThrows(() => alice.types("nothing", ""), RangeError, "it has no bytes");
});

Deno.test("authorities and identities come from their own chance: order changes nothing", () => {
  const [one, two] = [emptyStage(), emptyStage()];
  const alone = one.authority("Trent").issue("bank.example");
  two.authority("Mallory Root");
  selfSignedIdentity(two, "mallory", "bank.example");
  const among = two.authority("Trent").issue("bank.example");
  assertEquals(among.chain, alone.chain);
  assertEquals(emptyStage(2).authority("Trent").issue("bank.example").pin === alone.pin, false);
});

Deno.test("addresses have names where somebody has them", () => {
  const { world, bank } = street();
  assertEquals(world.nameOf(bank.node.address), "bank");
  assertEquals(world.nameOf("192.0.2.254"), "192.0.2.254");
});
