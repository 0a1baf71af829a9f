import { assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { pair } from "../net/testing.ts";
import { PlainChannel } from "./plain_channel.ts";
import { diary, listen } from "./testing.ts";

/** Alice and her bank with nothing between them but TCP. */
function plainPair() {
  const { world, alice, bank } = pair();
  const ends: { alice?: PlainChannel; bank?: PlainChannel } = {};
  const heard: { alice: string[]; bank: string[] } = { alice: [], bank: [] };
  const name = "alice → bank";
  bank.listen(80, (stream) => {
    ends.bank = new PlainChannel(stream, world.trace, { node: "bank", name });
    listen(ends.bank, heard.bank);
  });
  const stream = alice.connect({ address: bank.address, port: 80 }, {
    onOpen(stream, cause) {
      ends.alice = new PlainChannel(stream, world.trace, { node: "alice", name });
      listen(ends.alice, heard.alice);
      ends.alice.start(cause);
    },
  });
  world.run();
  return { world, stream, heard, alice: ends.alice!, bank: ends.bank! };
}

Deno.test("what is written is on the wire as it is, and in the trace", () => {
  const { world, heard, alice, bank } = plainPair();
  alice.send(utf8("ping"));
  world.run();
  bank.send(utf8("pong"));
  world.run();
  alice.close();
  world.run();
  assertEquals(diary(world.trace.events, "alice"), ['sent "ping"', 'received "pong"']);
  assertEquals(diary(world.trace.events, "bank"), ['received "ping"', 'sent "pong"']);
  const wire = world.trace.events.flatMap((event) =>
    event.kind === "wire.sent" && event.segment.payload.length > 0 ? [event.segment.payload] : []
  );
  assertEquals(wire, [utf8("ping"), utf8("pong")]);
  assertEquals(heard, { alice: ["open", '"pong"', "close"], bank: ['"ping"', "close"] });
});

Deno.test("nothing is sent into a channel that has ended, and nothing is noted either", () => {
  const { world, alice, bank } = plainPair();
  alice.close();
  world.run();
  const before = world.trace.events.length;
  for (const end of [alice, bank]) {
    assertEquals(end.alive, false);
    assertThrows(() => end.send(utf8("too late")), TypeError, "Cannot send");
    end.close(); // twice is no fault
  }
  world.run();
  assertEquals(world.trace.events.length, before);
});

Deno.test("a transport that breaks closes the channel", () => {
  const { world, stream, heard, bank } = plainPair();
  stream.abort();
  world.run();
  assertEquals([heard.bank, bank.alive], [["close"], false]);
});
