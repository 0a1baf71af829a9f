import { assert, assertEquals } from "@std/assert";
import { knownRsaKey, lines, speakingTls12 } from "../cast/mod.ts";
import { emptyStage, traceOf } from "../cast/testing.ts";
import { ignoreKeyLength } from "../flaws/mod.ts";
import { bleichenbacher, recorder } from "./mod.ts";

/** A recorded session with a bank that complains of nothing, and an inquiry about it. */
function inquire(
  suite: "TLS_RSA_WITH_AES_128_GCM_SHA256" | "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const config = speakingTls12(suite);
  const bank = world.server("bank", {
    identity: root.issue("bank.example", { key: knownRsaKey("rsa-506-toy") }),
    app: lines(() => "OK"),
    config,
  });
  const alice = world.client("alice", { trust: [root], flaws: [ignoreKeyLength], config });
  const eve = world.eavesdropper("eve", { on: world.link("street", alice, bank) });
  world.link("Eve's own line", eve, bank);
  const tape = recorder();
  eve.play(tape.listen);
  const pin = alice.types("PIN", "4711");
  alice.connect(bank).send(`PIN ${pin}`);
  const decryption = bleichenbacher(() => tape.recording.connections[0]!);
  eve.play(decryption.attack);
  world.settle();
  const notes = traceOf(world).events.flatMap((event) =>
    event.kind === "note" && event.node === "eve" ? [event.text] : []
  );
  return { questions: decryption.questions, knows: eve.knows(pin), notes };
}

Deno.test("bleichenbacher() gives up after two questions where good and bad padding are answered alike", () => {
  const { questions, knows, notes } = inquire("TLS_RSA_WITH_AES_128_GCM_SHA256");
  assertEquals([questions, knows], [2, undefined]);
  assertEquals(notes.at(-1), "The same answer to both: eve gives up");
});

Deno.test("bleichenbacher() asks nothing where no secret was sent encrypted", () => {
  const { questions, knows, notes } = inquire("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  assertEquals([questions, knows], [0, undefined]);
  assert(notes.at(-1)!.startsWith("eve finds no encrypted premaster secret"), notes.at(-1));
});
