import { assertEquals, assertThrows } from "@std/assert";
import { concat, fromUtf8, utf8 } from "../../bytes/mod.ts";
import { dialogue, pair, pattern, serve } from "../testing.ts";
import { seconds } from "../time.ts";
import type { ResetReason, Stream } from "./stream.ts";

Deno.test("a conversation costs SYN, SYN-ACK, data and FINs, and nothing else", () => {
  const { world, alice, bank } = pair();
  serve(bank, 443, (request) => request === "balance?" ? "42 EUR" : undefined);
  const heard: string[] = [];
  const stream = alice.connect({ address: bank.address, port: 443 }, {
    onOpen: (stream, packet) => void stream.write(utf8("balance?"), packet),
    onData(bytes, packet) {
      heard.push(fromUtf8(bytes));
      stream.end(packet);
    },
    onEnd: (packet) => void heard.push(`end in #${packet}`),
  });
  world.run();
  assertEquals(dialogue(world), [
    "0..5000 alice → bank SYN",
    "5000..10000 bank → alice SYN ACK",
    '10000..15000 alice → bank "balance?"',
    '15000..20000 bank → alice "42 EUR"',
    "20000..25000 alice → bank FIN",
    "25000..30000 bank → alice FIN",
  ]);
  assertEquals(heard, ["42 EUR", "end in #5"]);
  assertEquals(stream.state, "closed");
  assertEquals(world.trace.events.map(({ cause }) => cause), [undefined, 0, 1, 2, 3, 4]);
  assertEquals(world.now, 35_000); // the last acknowledgement travels, unrecorded
});

Deno.test("sequence numbers count from 0, and SYN and FIN count as one (RFC 9293 §3.4)", () => {
  const { world, alice, bank } = pair();
  serve(bank, 443, () => "bye");
  alice.connect({ address: bank.address, port: 443 }, {
    onOpen(stream) {
      stream.write(utf8("hello"));
      stream.end();
    },
  });
  world.run();
  const numbers = world.trace.events.map((event) =>
    event.kind === "wire.sent" &&
    [event.node, event.segment.sequence, event.segment.acknowledgment]
  );
  assertEquals(numbers, [
    ["alice", 0, 0],
    ["bank", 0, 1],
    ["alice", 1, 1],
    ["alice", 6, 1],
    ["bank", 1, 6],
    ["bank", 4, 7],
  ]);
});

Deno.test("write() cuts at the MSS and never joins two writes", () => {
  const { world, alice, bank } = pair({ mtu: 1000 });
  const received: number[] = [];
  bank.listen(443, (stream) => {
    stream.handlers = { onData: (bytes) => void received.push(bytes.length) };
  });
  alice.connect({ address: bank.address, port: 443 }, {
    onOpen(stream) {
      assertEquals(stream.write(pattern(2000), 1), [2, 3, 4]);
      assertEquals(stream.write(pattern(10), 1), [5]);
      assertEquals(stream.write(pattern(0), 1), []);
    },
  });
  world.run();
  assertEquals(received, [960, 960, 80, 10]);
});

Deno.test("write() keeps what was written, whatever becomes of the caller's array", () => {
  const { world, alice, bank } = pair();
  const received: string[] = [];
  serve(bank, 443, (text) => void received.push(text));
  alice.connect({ address: bank.address, port: 443 }, {
    onOpen(stream) {
      const scratch = utf8("secret");
      stream.write(scratch);
      scratch.fill(0);
    },
  });
  world.run();
  assertEquals(received, ["secret"]);
});

Deno.test("each direction ends by itself", () => {
  const { world, alice, bank } = pair();
  const log: string[] = [];
  bank.listen(80, (stream) => {
    stream.handlers = {
      onEnd(packet) {
        log.push("bank: she has ended");
        stream.write(utf8("here is"), packet);
        stream.write(utf8(" the page"), packet);
        stream.end(packet);
      },
    };
  });
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.end(),
    onData: (bytes) => void log.push(`alice: ${fromUtf8(bytes)}`),
    onEnd: () => void log.push("alice: it has ended"),
  });
  world.run();
  assertEquals(log, [
    "bank: she has ended",
    "alice: here is",
    "alice:  the page",
    "alice: it has ended",
  ]);
});

const ENDINGS: readonly {
  readonly promise: string;
  readonly port: number;
  readonly act: (stream: Stream) => void;
  readonly reason: ResetReason | undefined;
  readonly lines: readonly string[];
}[] = [
  {
    promise: "a closed port refuses with a RST",
    port: 81,
    act: () => {},
    reason: "refused",
    lines: ["0..5000 alice → bank SYN", "5000..10000 bank → alice RST"],
  },
  {
    promise: "abort() by the server resets the client",
    port: 666,
    act: () => {},
    reason: "reset",
    lines: [
      "0..5000 alice → bank SYN",
      "5000..10000 bank → alice SYN ACK",
      "15000..20000 bank → alice RST",
    ],
  },
  {
    promise: "abort() before the stream is open is answered for by the node",
    port: 80,
    act: (stream) => void stream.abort(),
    reason: undefined,
    lines: [
      "0..5000 alice → bank SYN",
      "5000..10000 bank → alice SYN ACK",
      "10000..15000 alice → bank RST",
    ],
  },
];

for (const { promise, port, act, reason, lines } of ENDINGS) {
  Deno.test(promise, () => {
    const { world, alice, bank } = pair();
    bank.listen(80, () => {});
    bank.listen(666, (stream, packet) => void stream.abort(packet));
    const reasons: (ResetReason | undefined)[] = [];
    const stream = alice.connect({ address: bank.address, port }, {
      onReset: (reason) => void reasons.push(reason),
    });
    act(stream);
    world.run();
    assertEquals(dialogue(world), lines);
    assertEquals(reasons, reason === undefined ? [] : [reason]);
    assertEquals(stream.state, "closed");
  });
}

Deno.test("connect() to an address without a way is told so, and costs no packet", () => {
  const { world, network, alice } = pair();
  const island = network.node("island");
  const reasons: ResetReason[] = [];
  for (const address of [island.address, alice.address, "203.0.113.99"]) {
    alice.connect({ address, port: 80 }, { onReset: (reason) => void reasons.push(reason) });
  }
  assertEquals(reasons, []); // never before connect() has returned
  world.run();
  assertEquals(reasons, ["unreachable", "unreachable", "unreachable"]);
  assertEquals(dialogue(world), []);
});

Deno.test("a dead line is given up after the tries, each wait twice as long", () => {
  const { world, alice, bank } = pair({ loss: 1 }, { tries: 4 });
  const reasons: string[] = [];
  alice.connect({ address: bank.address, port: 80 }, {
    onReset: (reason) => void reasons.push(`${world.now} ${reason}`),
  });
  world.run();
  assertEquals(dialogue(world), [
    "0..lost alice → bank SYN",
    "1000000..lost alice → bank SYN again #0",
    "3000000..lost alice → bank SYN again #0",
    "7000000..lost alice → bank SYN again #0",
  ]);
  assertEquals(reasons, [`${seconds(1 + 2 + 4 + 8)} timed out`]);
});

Deno.test("write() throws on a stream that is not open or was ended, and is silent on a lost one", () => {
  const { world, alice, bank } = pair();
  serve(bank, 80, () => undefined);
  bank.listen(666, (stream) => void stream.abort());
  const stream = alice.connect({ address: bank.address, port: 80 }, {});
  const lost = alice.connect({ address: bank.address, port: 666 }, {});
  assertThrows(() => stream.write(utf8("too early")), TypeError, "it is not open");
  world.run();
  stream.end();
  assertThrows(() => stream.write(utf8("too late")), TypeError, "this side has ended it");
  assertEquals(lost.write(utf8("anyone?")), []);
});

Deno.test("bytes that come with the last acknowledgement of the handshake are not lost", () => {
  const { world, alice, bank } = pair();
  const received: Uint8Array[] = [];
  bank.listen(80, (stream) => {
    stream.handlers = { onData: (bytes) => void received.push(bytes) };
  });
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.write(pattern(3000)),
  });
  world.run();
  assertEquals(concat(...received), pattern(3000));
});
