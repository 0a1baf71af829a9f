import { assertEquals, assertThrows } from "@std/assert";
import { recordsWithoutIntegrity } from "../flaws/mod.ts";
import { selfSignedIdentity } from "./mod.ts";
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
