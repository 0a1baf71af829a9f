import { assertEquals, assertThrows } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import type { Endpoint, Segment } from "../trace/mod.ts";
import type { Fate } from "./interceptor.ts";
import { dialogue, pair, serve } from "./testing.ts";

/** Alice and her bank, and Mallory between them, who treats payloads as `judge` says. */
function cafe(judge: (text: string, segment: Segment) => Fate, mtu = 1500) {
  const { world, network, alice, bank, cafe } = pair({ mtu });
  const mallory = network.node("mallory");
  network.insert(mallory, cafe);
  const guard = mallory.intercept({
    name: "test",
    onSegment: (segment) => judge(fromUtf8(segment.payload), segment),
  });
  return { world, network, alice, bank, cafe, mallory, guard };
}

Deno.test("an on-path node passes packets on, one event a hop", () => {
  const { world, alice, bank } = cafe(() => "pass");
  serve(bank, 80, () => undefined);
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream, packet) => void stream.write(utf8("hello"), packet),
  });
  world.run();
  assertEquals(dialogue(world), [
    "0..5000 alice → mallory SYN",
    "5000..10000 mallory → bank SYN",
    "10000..15000 bank → mallory SYN ACK",
    "15000..20000 mallory → alice SYN ACK",
    '20000..25000 alice → mallory "hello"',
    '25000..30000 mallory → bank "hello"',
  ]);
  const forwards = world.trace.events.map((event) =>
    event.kind === "wire.sent" ? event.forwards : "?"
  );
  assertEquals(forwards, [undefined, 0, undefined, 2, undefined, 4]);
});

Deno.test("take: Mallory answers in the bank's name and connects onward in her own", () => {
  const { world, alice, bank, mallory } = cafe(() => "take");
  serve(bank, 443, () => "42 EUR");
  let meant: Endpoint | undefined;
  mallory.listenForeign((toAlice, originalDestination) => {
    meant = originalDestination;
    const toBank = mallory.connect(originalDestination, {
      onData: (bytes, packet) => void toAlice.write(bytes, packet),
    });
    toAlice.handlers = { onData: (bytes, packet) => void toBank.write(bytes, packet) };
  });
  const heard: string[] = [];
  const stream = alice.connect({ address: bank.address, port: 443 }, {
    onData: (bytes) => void heard.push(fromUtf8(bytes)),
  });
  world.run();
  stream.write(utf8("balance?"));
  world.run();
  assertEquals(heard, ["42 EUR"]);
  assertEquals(meant, { address: bank.address, port: 443 });
  assertEquals(dialogue(world), [
    "0..5000 alice → mallory SYN",
    "5000..10000 mallory → alice SYN ACK forged",
    "15000..20000 mallory → bank SYN",
    "20000..25000 bank → mallory SYN ACK",
    '30000..35000 alice → mallory "balance?"',
    '35000..40000 mallory → bank "balance?"',
    '40000..45000 bank → mallory "42 EUR"',
    '45000..50000 mallory → alice "42 EUR" forged',
  ]);
});

Deno.test("take without listenForeign() refuses in the other's name", () => {
  const { world, alice, bank } = cafe(() => "take");
  serve(bank, 80, () => undefined);
  const reasons: string[] = [];
  alice.connect({ address: bank.address, port: 80 }, {
    onReset: (reason) => void reasons.push(reason),
  });
  world.run();
  assertEquals(reasons, ["refused"]);
  assertEquals(dialogue(world), [
    "0..5000 alice → mallory SYN",
    "5000..10000 mallory → alice RST forged",
  ]);
});

const FATES: readonly {
  readonly promise: string;
  readonly judge: (text: string, segment: Segment) => Fate;
  readonly received: readonly string[];
  readonly lines: readonly string[];
}[] = [
  {
    promise: "replace changes the payload, and the record says forged",
    judge: (text) => text === "pay bob" ? { replace: utf8("pay eve") } : "pass",
    received: ["pay bob → pay eve"],
    lines: [
      '20000..25000 alice → mallory "pay bob"',
      '25000..30000 mallory → bank "pay eve" forged',
    ],
  },
  {
    promise: "holdFor delays a packet, and the record says why",
    judge: (text) => text === "pay bob" ? { holdFor: 700 } : "pass",
    received: ["pay bob → pay bob"],
    lines: [
      '20000..25000 alice → mallory "pay bob"',
      '25000 mallory: #4 held for 700 µs by "test"',
      '25700..30700 mallory → bank "pay bob"',
    ],
  },
  {
    promise: "drop ends a packet's way, until the interceptor is tired of it",
    judge: (() => {
      let patience = 1;
      return (text: string) => text === "pay bob" && patience-- > 0 ? "drop" : "pass";
    })(),
    received: ["pay bob → pay bob"],
    lines: [
      '20000..25000 alice → mallory "pay bob"',
      '25000 mallory: #4 dropped by "test"',
      '1020000..1025000 alice → mallory "pay bob" again #4',
      '1025000..1030000 mallory → bank "pay bob"',
    ],
  },
];

for (const { promise, judge, received, lines } of FATES) {
  Deno.test(promise, () => {
    const { world, alice, bank } = cafe(judge);
    const got: string[] = [];
    serve(bank, 80, (text) => void got.push(`pay bob → ${text}`));
    alice.connect({ address: bank.address, port: 80 }, {
      onOpen: (stream) => void stream.write(utf8("pay bob")),
    });
    world.run();
    assertEquals(got, received);
    assertEquals(dialogue(world).slice(4), lines);
  });
}

Deno.test("another length in a TCP segment desynchronises the ends, and they give up", () => {
  for (const forgery of ["pay", "pay mallory"]) {
    const { world, alice, bank } = cafe((text) => text ? { replace: utf8(forgery) } : "pass");
    serve(bank, 80, () => undefined);
    const reasons: string[] = [];
    alice.connect({ address: bank.address, port: 80 }, {
      onOpen: (stream) => void stream.write(utf8("pay bob")),
      onReset: (reason) => void reasons.push(reason),
    });
    world.run();
    assertEquals(reasons, ["timed out"]);
  }
});

Deno.test("the first interceptor that does not pass decides, and a guard uninstalls", () => {
  const { world, alice, bank, mallory, guard } = cafe((text) => text ? "drop" : "pass");
  const asked: string[] = [];
  const second = mallory.intercept({
    name: "second",
    onSegment({ payload }) {
      asked.push(fromUtf8(payload));
      return payload.length > 0 ? { replace: utf8("!") } : "pass";
    },
  });
  const got: string[] = [];
  bank.bind(53, ({ payload }) => void got.push(fromUtf8(payload)));
  const send = (text: string) => {
    alice.sendDatagram(4000, { address: bank.address, port: 53 }, utf8(text));
    world.run();
  };
  send("one");
  guard.uninstall();
  send("two");
  second.uninstall();
  send("three");
  assertEquals(asked, ["two"]);
  assertEquals(got, ["!", "three"]);
});

Deno.test("bare acknowledgements are asked about, and a lost one costs a repetition", () => {
  let acknowledgements = 0;
  const { world, alice, bank } = cafe((text, { flags, from }) => {
    const bare = text === "" && flags.join() === "ACK" && from.port === 80;
    return bare && ++acknowledgements === 1 ? "drop" : "pass";
  });
  const got: string[] = [];
  serve(bank, 80, (text) => void got.push(text));
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.write(utf8("once")),
  });
  world.run();
  assertEquals(got, ["once"]);
  assertEquals(acknowledgements, 2);
  assertEquals(dialogue(world).slice(4), [
    '20000..25000 alice → mallory "once"',
    '25000..30000 mallory → bank "once"',
    '1020000..1025000 alice → mallory "once" again #4',
    '1025000..1030000 mallory → bank "once"',
  ]);
});

Deno.test("inject() puts words into another's mouth, in the middle of his stream", () => {
  let done = false;
  const { world, alice, bank, mallory } = cafe((text, segment) => {
    if (text === "hello" && !done) {
      done = true;
      const sequence = segment.sequence + segment.payload.length;
      world.after(0, () => mallory.inject({ ...segment, sequence, payload: utf8(" pay eve") }));
    }
    return "pass";
  });
  const got: string[] = [];
  serve(bank, 80, (text) => void got.push(text));
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.write(utf8("hello")),
  });
  world.run();
  assertEquals(got, ["hello", " pay eve"]);
  assertEquals(dialogue(world).at(-1), '25000..30000 mallory → bank " pay eve" forged');
});

Deno.test("a tap hears all that arrives, records what has a payload, and can change nothing", () => {
  const { world, network, alice, bank, cafe } = pair();
  const eve = network.node("eve");
  const heard: string[] = [];
  const guard = eve.tap(cafe, (segment, packet) => {
    const flags = segment.flags.join("+");
    heard.push(`#${packet ?? "-"} ${flags} ${fromUtf8(segment.payload)}`.trim());
    segment.payload.fill(0x21);
  });
  const got: string[] = [];
  serve(bank, 80, (text) => void got.push(text));
  const stream = alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.write(utf8("4711")),
  });
  world.run();
  guard.uninstall();
  stream.write(utf8("unheard"));
  world.run();
  assertEquals(got, ["4711", "unheard"]);
  assertEquals(heard, ["#0 SYN", "#1 SYN+ACK", "#- ACK", "#2 ACK 4711", "#- ACK"]);
  assertEquals(dialogue(world), [
    "0..5000 alice → bank SYN",
    "5000..10000 bank → alice SYN ACK",
    '10000..15000 alice → bank "4711"',
    "15000 eve hears #2",
    '20000..25000 alice → bank "unheard"',
  ]);
});

Deno.test("datagrams come as they were sent, or not at all", () => {
  const { world, network, alice, bank } = pair({ mtu: 100 });
  const island = network.node("island");
  const got: string[] = [];
  bank.bind(53, ({ payload, from }, packet) => {
    got.push(fromUtf8(payload));
    bank.sendDatagram(53, from, utf8("pong"), packet);
  });
  alice.bind(4000, ({ payload }) => void got.push(fromUtf8(payload)));
  assertEquals(alice.sendDatagram(4000, { address: bank.address, port: 53 }, utf8("ping")), 0);
  assertEquals(alice.sendDatagram(4000, { address: bank.address, port: 54 }, utf8("hm?")), 1);
  assertEquals(
    alice.sendDatagram(4000, { address: island.address, port: 53 }, utf8("")),
    undefined,
  );
  world.run();
  assertEquals(got, ["ping", "pong"]);
  const long = new Uint8Array(73); // 72 bytes fit beside 20 of IPv4 and 8 of UDP
  assertThrows(
    () => alice.sendDatagram(4000, { address: bank.address, port: 53 }, long),
    RangeError,
    "72 fit",
  );
});

Deno.test("take delivers a datagram that was meant for another", () => {
  const { world, alice, bank, mallory } = cafe(() => "take");
  const got: string[] = [];
  bank.bind(53, () => void got.push("bank"));
  mallory.bind(53, ({ to }) => void got.push(`mallory, for ${to.address}`));
  alice.sendDatagram(4000, { address: bank.address, port: 53 }, utf8("who?"));
  world.run();
  assertEquals(got, [`mallory, for ${bank.address}`]);
});

Deno.test("a packet too long for the next link is dropped where it is found out", () => {
  const { world, alice, bank } = cafe(() => ({ replace: new Uint8Array(90) }), 100);
  alice.sendDatagram(4000, { address: bank.address, port: 53 }, utf8("short"));
  world.run();
  assertEquals(dialogue(world), [
    '0..5000 alice → mallory "short"',
    '5000 mallory: #0 too long for "café Wi-Fi beyond mallory" (100 bytes)',
  ]);
});

Deno.test("ports cannot be taken twice, and come free again", () => {
  const { bank } = pair();
  const guard = bank.listen(80, () => {});
  assertThrows(() => bank.listen(80, () => {}), RangeError, "it is taken");
  guard.uninstall();
  bank.listen(80, () => {});
  guard.uninstall(); // the second time it has nothing to say
  assertThrows(() => bank.listen(80, () => {}), RangeError, "it is taken");
  bank.bind(80, () => {}); // UDP has ports of its own
  assertThrows(() => bank.listen(0, () => {}), RangeError, "from 1 to 65535");
  bank.listenForeign(() => {});
  assertThrows(() => bank.listenForeign(() => {}), RangeError, "somebody does already");
});
