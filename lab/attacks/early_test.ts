import { assertEquals } from "@std/assert";
import { concat } from "../bytes/mod.ts";
import { street } from "../cast/testing.ts";
import { relayRecords } from "./mod.ts";

const RECORD = Uint8Array.of(22, 3, 1, 0, 3, 1, 2, 3);

/** A client that is done before Mallory's own connection is open; what the server hears of it. */
function early(ending: "end" | "abort"): string[] {
  const { world, alice, bank, street: link } = street();
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(relayRecords(({ bytes }) => [bytes]));
  const heard: string[] = [];
  bank.node.listen(4444, (stream) => {
    heard.push("open");
    stream.handlers = {
      onData: (bytes) => void heard.push(`${bytes.length} bytes`),
      onEnd: () => void heard.push("end"),
      onReset: (reason) => void heard.push(reason),
    };
  });
  alice.node.connect({ address: bank.node.address, port: 4444 }, {
    onOpen(stream) {
      stream.write(concat(RECORD, RECORD));
      stream.write(RECORD);
      stream[ending]();
    },
  });
  world.settle();
  return heard;
}

Deno.test("relay loses neither data nor the end that come before its second connection", () => {
  assertEquals(early("end"), ["open", "16 bytes", "8 bytes", "end"]);
});

Deno.test("relay loses neither data nor the reset that come before its second connection", () => {
  assertEquals(early("abort"), ["open", "16 bytes", "8 bytes", "reset"]);
});
