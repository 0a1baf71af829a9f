import { assertEquals } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { speakingTls12 } from "../cast/mod.ts";
import { street, traceOf } from "../cast/testing.ts";
import { type Flaw, overReadHeartbeat } from "../flaws/mod.ts";
import { HEARTBEAT_PADDING } from "../wire/mod.ts";
import { heartbleed } from "./mod.ts";

/** What lies in the bank's memory: the PIN begins at the 100th byte. */
const AT = 100;
const PIN = "4711 0815";
/** Up to the last byte of it: three bytes of her own and their padding come before the memory. */
const ENOUGH = "hi!".length + HEARTBEAT_PADDING + AT + PIN.length;

/** What a question for `claimed` bytes brings. */
function ask(claimed: number, flaws: readonly Flaw[], heartbeat = true) {
  const config = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  const memory = new Uint8Array(256);
  memory.set(utf8(PIN), AT);
  const { world, alice, bank, street: link } = street({
    server: { config: { ...config, heartbeat, memory: () => memory }, flaws },
  });
  const mallory = world.attacker("mallory", { on: link });
  const secret = alice.keepsToHerself("PIN", PIN);
  bank.knowsAlready(secret);
  mallory.play(heartbleed({ address: bank.node.address, port: bank.port }, claimed));
  world.settle();
  const notes = traceOf(world).events.flatMap((event) =>
    event.kind === "note" && event.node === "mallory" ? [event.text] : []
  );
  return { knows: mallory.knows(secret)?.how.by, last: notes.at(-1) };
}

const cases: readonly [
  what: string,
  claimed: number,
  flaws: readonly Flaw[],
  knows: "decrypted" | undefined,
  last: string,
][] = [
  ["all of the PIN", ENOUGH, [overReadHeartbeat], "decrypted", "gets 3 bytes back"],
  ["one byte too few", ENOUGH - 1, [overReadHeartbeat], undefined, "gets 3 bytes back"],
  ["what she gave", 3, [overReadHeartbeat], undefined, "got 1 of 2 answers"],
  ["all of it, and the server looks", ENOUGH, [], undefined, "got 1 of 2 answers"],
];

for (const [what, claimed, flaws, knows, last] of cases) {
  Deno.test(`heartbleed() asks for ${what}`, () => {
    const end = ask(claimed, flaws);
    assertEquals(end, { knows, last: `mallory ${last}` });
  });
}

Deno.test("heartbleed() leaves where nobody speaks heartbeats", () => {
  const end = ask(ENOUGH, [overReadHeartbeat], false);
  const last = "The server speaks no heartbeats, and mallory leaves";
  assertEquals(end, { knows: undefined, last });
});
