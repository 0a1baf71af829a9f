import { assert, assertEquals } from "@std/assert";
import { emptyStage, traceOf } from "../cast/testing.ts";
import { cutOffQuestions, keepAnswer } from "./status.ts";

const DAY = 86_400;

/** A street with an authority that answers, and Mallory in between. */
function street() {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const status = world.statusServer("status", { authority: root, host: "status.example" });
  const bank = world.server("bank", {
    identity: root.issue("bank.example", { extensions: status.pointers() }),
  });
  const mallory = world.attacker("mallory", { on: world.link("street", bank, status) });
  return { world, root, status, bank, mallory };
}

Deno.test("keepAnswer() keeps what the responder says, for as long as it is good", () => {
  const { world, root, status, bank, mallory } = street();
  const kept = keepAnswer(bank.identity.chain[0]!, root.certificate, {
    address: status.node.address,
    port: status.port,
  });
  const now = world.world.calendar();
  assertEquals(kept.goodAt(now), undefined);
  mallory.play(kept.ask);
  world.settle();
  assert(kept.goodAt(now + 4 * DAY) !== undefined);
  assertEquals(kept.goodAt(now + 4 * DAY + 1), undefined);
});

Deno.test("cutOffQuestions() drops what goes to port 80, and says so once", () => {
  const { root, bank, mallory, world } = street();
  assert(bank.fetchesStaple(root));
  mallory.play(cutOffQuestions());
  assert(!bank.fetchesStaple(root));
  const notes = traceOf(world).events.filter(({ kind, node }) =>
    kind === "note" && node === "mallory"
  );
  assertEquals(notes.length, 1);
});
