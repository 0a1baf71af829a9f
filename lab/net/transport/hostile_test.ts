import { assertEquals } from "@std/assert";
import { EMPTY, fromUtf8, utf8 } from "../../bytes/mod.ts";
import type { Segment } from "../../trace/mod.ts";
import type { Fate } from "../interceptor.ts";
import { dialogue, pair } from "../testing.ts";

/**
 * Alice and her bank have an open stream, and Mallory stands between them. `log` has what the bank
 * was told, `said` the flags of what it sent; `forge` speaks to it in Alice's name, with any part of
 * the segment made up.
 */
function stage(
  judge: (segment: Segment) => Fate = () => "pass",
  aborts = false,
) {
  const { world, network, alice, bank, cafe } = pair();
  const mallory = network.node("mallory");
  const beyond = network.insert(mallory, cafe);
  mallory.intercept({ name: "test", onSegment: judge });
  const log: string[] = [];
  const said: string[] = [];
  mallory.tap(beyond, ({ from, flags }) => {
    if (from.address === bank.address) said.push(flags.join("+"));
  });
  bank.listen(80, (stream) => {
    log.push("open");
    stream.handlers = {
      onData(bytes, packet) {
        log.push(fromUtf8(bytes));
        if (aborts) stream.abort(packet);
      },
      onEnd: () => void log.push("end"),
      onReset: (reason) => void log.push(reason),
    };
  });
  const stream = alice.connect({ address: bank.address, port: 80 }, {});
  const honest: Segment = {
    protocol: "tcp",
    from: stream.local,
    to: stream.remote,
    flags: ["ACK"],
    sequence: 1,
    acknowledgment: 1,
    payload: EMPTY,
  };
  const forge = (part: Partial<Segment>) => {
    mallory.inject({ ...honest, ...part });
    world.run();
    return log;
  };
  return { world, bank, mallory, stream, log, said, honest, forge };
}

const FORGERIES: readonly {
  readonly promise: string;
  readonly part: Partial<Segment>;
  /** What the bank is told after `open`. */
  readonly told: readonly string[];
}[] = [
  { promise: "a RST with the right number resets", part: { flags: ["RST"] }, told: ["reset"] },
  { promise: "a RST too early is ignored", part: { flags: ["RST"], sequence: 0 }, told: [] },
  { promise: "a RST too late is ignored", part: { flags: ["RST"], sequence: 2 }, told: [] },
  { promise: "a second SYN is ignored", part: { flags: ["SYN"], sequence: 0 }, told: [] },
  {
    promise: "a segment without ACK is ignored",
    part: { flags: [], payload: utf8("x") },
    told: [],
  },
  {
    promise: "an acknowledgement of what was never sent is ignored, data and all",
    part: { acknowledgment: 2, payload: utf8("x") },
    told: [],
  },
  {
    promise: "data with the right number is believed, and so is its end",
    part: { flags: ["FIN", "ACK"], payload: utf8("x") },
    told: ["x", "end"],
  },
];

for (const { promise, part, told } of FORGERIES) {
  Deno.test(`on an open stream, ${promise}`, () => {
    const { world, forge, said } = stage();
    world.run();
    assertEquals(forge(part), ["open", ...told]);
    // No word to the forger, except that bytes are acknowledged where they are believed.
    assertEquals(said, told.includes("x") ? ["SYN+ACK", "ACK"] : ["SYN+ACK"]);
  });
}

Deno.test("a stream that opens believes a refusal only if it knows the number", () => {
  const { world, mallory, stream, honest } = stage((segment) =>
    segment.from.port === 80 ? "drop" : "pass"
  );
  const reasons: string[] = [];
  stream.handlers = { onReset: (reason) => void reasons.push(reason) };
  const refusal = (acknowledgment: number): void => {
    const { from, to } = honest;
    mallory.inject({ ...honest, from: to, to: from, flags: ["RST", "ACK"], acknowledgment });
    world.runUntil(world.now + 10_000);
  };
  refusal(2);
  refusal(0);
  assertEquals(reasons, []);
  refusal(1);
  assertEquals(reasons, ["refused"]);
});

Deno.test("a handler that aborts hears nothing more, neither bytes nor end", () => {
  let held = false;
  const late = (segment: Segment): Fate => {
    const first = segment.payload.length > 0 && !held;
    held ||= first;
    return first ? { holdFor: 1000 } : "pass";
  };
  const { world, stream, log } = stage(late, true);
  world.run();
  stream.write(utf8("one"));
  stream.write(utf8("two"));
  stream.end();
  world.run();
  assertEquals(log, ["open", "one"]);

  const together = stage(() => "pass", true);
  together.world.run();
  assertEquals(together.forge({ flags: ["FIN", "ACK"], payload: utf8("x") }), ["open", "x"]);
});

Deno.test("a listener that aborts at once answers nothing but RST, even if data opened it", () => {
  let dropped = false;
  const { world, network, alice, bank, cafe } = pair();
  const mallory = network.node("mallory");
  network.insert(mallory, cafe);
  mallory.intercept({
    name: "first acknowledgement",
    onSegment({ flags, payload, from }) {
      const bare = flags.join() === "ACK" && payload.length === 0 && from.port !== 80;
      if (!bare || dropped) return "pass";
      dropped = true;
      return "drop";
    },
  });
  const acknowledgements: string[] = [];
  mallory.tap(cafe, ({ flags, from }) => {
    if (from.port === 80) acknowledgements.push(flags.join("+"));
  });
  bank.listen(80, (stream, packet) => void stream.abort(packet));
  alice.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void stream.write(utf8("hello")),
  });
  world.run();
  assertEquals(acknowledgements, ["SYN+ACK", "RST+ACK"]);
});

Deno.test("a RST to nobody is not answered, for two RSTs would never end", () => {
  const { world, alice, bank } = pair();
  const to = { address: bank.address, port: 80 };
  const from = { address: alice.address, port: 4000 };
  const segment = { protocol: "tcp", from, to, sequence: 5, acknowledgment: 7 } as const;
  alice.inject({ ...segment, flags: ["RST"], payload: EMPTY });
  alice.inject({ ...segment, flags: [], payload: utf8("hello") });
  alice.inject({ ...segment, flags: ["ACK"], payload: utf8("hello") });
  world.run();
  assertEquals(dialogue(world), [
    "0..5000 alice → bank RST",
    '0..5000 alice → bank "hello"',
    '0..5000 alice → bank "hello"',
    "5000..10000 bank → alice RST",
    "5000..10000 bank → alice RST",
  ]);
  const numbers = world.trace.events.slice(3).map((event) =>
    event.kind === "wire.sent" && [event.segment.sequence, event.segment.acknowledgment]
  );
  assertEquals(numbers, [[0, 10], [7, 0]]); // RFC 9293 §3.10.7.1
});

Deno.test("a repetition acknowledges what has come meanwhile", () => {
  let dropped = false;
  const { world, bank, stream } = stage((segment) => {
    if (fromUtf8(segment.payload) !== "question" || dropped) return "pass";
    dropped = true;
    return "drop";
  });
  world.run();
  stream.write(utf8("question"));
  world.runUntil(world.now + 500_000);
  bank.inject({
    protocol: "tcp",
    from: stream.remote,
    to: stream.local,
    flags: ["ACK"],
    sequence: 1,
    acknowledgment: 1,
    payload: utf8("by the way"),
  });
  world.run();
  const again = world.trace.events.find((event) =>
    event.kind === "wire.sent" && event.retransmits !== undefined
  );
  assertEquals(again?.kind === "wire.sent" && again.segment.acknowledgment, 11);
});
