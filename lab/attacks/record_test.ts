import { assert, assertEquals } from "@std/assert";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { concat, fromUtf8 } from "../bytes/mod.ts";
import { type RecordedChunk, recorder } from "./mod.ts";

const text = (chunks: readonly RecordedChunk[]) =>
  fromUtf8(concat(...chunks.map(({ bytes }) => bytes)));

const streets: readonly [what: string, options: StreetOptions][] = [
  ["on a good line", {}],
  ["cut into small packets", { link: { mtu: 80 } }],
  ["on a line that loses packets", { seed: 4, link: { mtu: 80, loss: 0.2 } }],
];

for (const [what, options] of streets) {
  Deno.test(`recorder() keeps every stream, byte for byte, ${what}`, () => {
    const { world, alice, bank, street: link } = street({ ...options, server: { tls: false } });
    const eve = world.eavesdropper("eve", { on: link });
    const tape = recorder();
    eve.play(tape.listen);
    const words = `hello ${"x".repeat(100)}`;
    alice.connect(bank).send(words);
    alice.connect(bank).send("again");
    const { connections } = tape.recording;
    assertEquals(connections.map(({ toServer }) => text(toServer)), [`${words}\n`, "again\n"]);
    assertEquals(
      connections.map(({ toClient }) => text(toClient)),
      [`${words.toUpperCase()}\n`, "AGAIN\n"],
    );
    assertEquals(connections.map(({ server }) => server.port), [80, 80]);
    const { events } = traceOf(world);
    for (const { bytes, event } of connections.flatMap(({ toServer }) => toServer)) {
      const packet = events[event]!;
      assert(packet.kind === "wire.sent");
      assertEquals(packet.segment.payload.slice(-bytes.length), bytes.slice());
    }
  });
}

Deno.test("recorder() that comes late begins where it comes, and knows the server by its port", () => {
  const { world, alice, bank, street: link } = street({ server: { tls: false } });
  const eve = world.eavesdropper("eve", { on: link });
  const session = alice.connect(bank);
  session.send("early");
  const tape = recorder();
  eve.play(tape.listen);
  session.send("late");
  const [connection] = tape.recording.connections;
  assertEquals([text(connection!.toServer), text(connection!.toClient)], ["late\n", "LATE\n"]);
  assertEquals(connection!.server.address, bank.node.address);
});
