import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import type { Trace, TraceEvent } from "../trace/mod.ts";
import { recordsOf, streamsOf } from "./streams.ts";

const HERE = { address: "192.0.2.1", port: 50000 };
const THERE = { address: "192.0.2.2", port: 443 };

/** A trace of nothing but packets from Alice: where in the stream, and what. */
function packets(...list: readonly (readonly [sequence: number, text: string])[]): Trace {
  const events = list.map(([sequence, text], id): TraceEvent => ({
    kind: "wire.sent",
    link: "street",
    to: "bank",
    id,
    at: id,
    act: 0,
    node: "alice",
    segment: {
      protocol: "tcp",
      from: HERE,
      to: THERE,
      flags: ["ACK"],
      sequence,
      acknowledgment: 1,
      payload: utf8(text),
    },
  }));
  return { events } as unknown as Trace;
}

function chunks(trace: Trace): string[] {
  return streamsOf(trace).flatMap((stream) =>
    stream.chunks.map(({ event, bytes }) => `#${event} ${fromUtf8(bytes)}`)
  );
}

const cases: readonly [what: string, trace: Trace, chunks: string[]][] = [
  ["packets in order", packets([1, "ab"], [3, "cd"]), ["#0 ab", "#1 cd"]],
  ["packets out of order", packets([3, "cd"], [1, "ab"]), ["#1 ab", "#0 cd"]],
  ["a packet sent again", packets([1, "ab"], [1, "ab"], [3, "cd"]), ["#0 ab", "#2 cd"]],
  ["one sent again with more in it", packets([1, "ab"], [1, "abcd"]), ["#0 ab", "#1 cd"]],
  ["packets that overlap", packets([1, "abc"], [2, "bcd"]), ["#0 abc", "#1 d"]],
  ["one inside another", packets([1, "abcd"], [2, "bc"]), ["#0 abcd"]],
  ["a hole: what is behind it was never read", packets([1, "ab"], [9, "yz"]), ["#0 ab"]],
  ["bare acknowledgements", packets([1, ""], [1, "ab"]), ["#1 ab"]],
  ["nothing", packets(), []],
];

for (const [what, trace, expected] of cases) {
  Deno.test(`streamsOf() puts together ${what}`, () => assertEquals(chunks(trace), expected));
}

Deno.test("every direction of every connection on every link is a stream of its own", () => {
  const [packet] = packets([1, "ab"]).events;
  if (packet?.kind !== "wire.sent") throw new Error("no packet");
  const back = { ...packet.segment, from: THERE, to: HERE };
  const events = [
    packet,
    { ...packet, id: 1, link: "street beyond mallory" },
    { ...packet, id: 2, segment: back },
    { ...packet, id: 3, segment: { ...packet.segment, from: { ...HERE, port: 50001 } } },
    { ...packet, id: 4, segment: { ...packet.segment, protocol: "udp" as const } },
  ];
  assertEquals(streamsOf({ events } as unknown as Trace).length, 4);
});

Deno.test("whatever is sent again in whatever order, the stream is the same", () => {
  const text = "The quick brown fox jumps over the lazy dog";
  const cut = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 9 }));
  fc.assert(fc.property(fc.array(cut, { maxLength: 20 }), (extra) => {
    const whole: [number, string][] = [];
    for (let at = 0; at < text.length; at += 10) whole.push([at + 1, text.slice(at, at + 10)]);
    const again = extra.map(([at, n]): [number, string] => [at + 1, text.slice(at, at + n)]);
    // Something of the first packet is sent first, as a stream begins with its lowest number.
    const [first, ...rest] = [...whole, ...again];
    const mixed = [first!, ...rest.toSorted((a, b) => a[1].localeCompare(b[1]))];
    const [stream] = streamsOf(packets(...mixed));
    assertEquals(fromUtf8(concat(...stream!.chunks.map(({ bytes }) => bytes))), text);
  }));
});

Deno.test("recordsOf() gives the whole records, and stops where there are none", () => {
  const record = "\x16\x03\x03\x00\x02ab";
  const [stream] = streamsOf(packets([1, record.slice(0, 3)], [4, record.slice(3)], [8, "GET /"]));
  assertEquals(recordsOf(stream!).map(({ event, record }) => [event, record.type]), [[0, 22]]);
  const [http] = streamsOf(packets([1, "GET / HTTP/1.1"]));
  assertEquals(recordsOf(http!), []);
});
