import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decode, encode, fromHex, inspect } from "../../bytes/mod.ts";
import type { Micros } from "../../trace/mod.ts";
import { pair } from "../testing.ts";
import { askTime, type AskTimeOptions, type AskTimeResult } from "./ask_time.ts";
import { utcText } from "../time.ts";
import { NtpPacket, type NtpSeal, timeReply, timeRequest } from "./packet.ts";
import { timeSource } from "./time_source.ts";

const AUGUST = Date.UTC(2026, 7, 1) * 1000;
const HOUR = 3_600_000_000;

/** A seal that anybody could make, which is enough to see where one is wanted. */
const SEAL: NtpSeal = { keyId: 7, digest: (header) => new Uint8Array(16).fill(header.length) };

Deno.test("a question is 48 bytes, and says nothing but the own time", () => {
  const bytes = timeRequest(AUGUST);
  assertEquals(
    bytes,
    fromHex(`23 000000 ${"00000000".repeat(9)} ee17b580 00000000`),
  );
  assertEquals(timeRequest(AUGUST, SEAL).length, 48 + 4 + 16);
});

Deno.test("moments come back as they went, on both sides of 2036", () => {
  const moments = fc.integer({ min: 0, max: 4_200_000_000 })
    .map((seconds) => (seconds - 40_000_000) * 1_000_000 + 123_457).filter((at) => at > 0);
  fc.assert(fc.property(moments, (moment) => {
    const packet = decode(NtpPacket, timeRequest(moment));
    assert(packet.ok);
    assertEquals(packet.value.transmit, moment);
  }));
});

Deno.test("utcText() agrees with the calendar of the language", () => {
  const moments = fc.integer({ min: 0, max: 8_000_000_000 });
  fc.assert(fc.property(moments, (second) => {
    const expected = new Date(second * 1000).toISOString().slice(0, 19).replace("T", " ");
    assertEquals(utcText(second * 1_000_000 + 999_999), `${expected}Z`);
  }));
});

Deno.test("inspect() names the parts, and any octets decode or fail with a place", () => {
  const request = decode(NtpPacket, timeRequest(AUGUST, SEAL));
  assert(request.ok);
  const { field } = inspect(NtpPacket, timeReply(request.value, AUGUST + HOUR, SEAL));
  const texts = field.children.map(({ name, text = "" }) => `${name} ${text}`.trim());
  assertEquals(texts[0], "leapVersionMode version 4, server");
  assertEquals(texts.slice(-4, -1), [
    "origin 2026-08-01 00:00:00Z",
    "receive 2026-08-01 01:00:00Z",
    "transmit 2026-08-01 01:00:00Z",
  ]);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    const packet = decode(NtpPacket, bytes);
    if (packet.ok) assertEquals(encode(NtpPacket, packet.value).length, bytes.length);
    else assert(packet.at <= bytes.length);
  }));
});

/** What a client makes of a server whose clock is that far ahead. */
function ask(
  ahead: Micros,
  options: Partial<AskTimeOptions> = {},
  seal?: NtpSeal,
): { result: AskTimeResult | undefined; passedOver: string[] } {
  const { world, alice: client, bank: server } = pair();
  const passedOver: string[] = [];
  let result: AskTimeResult | undefined;
  timeSource(server, () => world.utc() + ahead, seal);
  askTime(client, server.address, {
    clock: () => world.utc(),
    onPassedOver: (why, offset) => passedOver.push(`${why}: ${offset}`),
    ...options,
  }, (one) => result = one);
  world.run();
  return { result, passedOver };
}

const answered: readonly [
  promise: string,
  given: Parameters<typeof ask>,
  offset: Micros | undefined,
  passedOver: string[],
][] = [
  ["the way there and back makes no difference", [0], 0, []],
  ["whatever time a server says is believed", [999 * HOUR], 999 * HOUR, []],
  ["a time in the past is, too", [-HOUR], -HOUR, []],
  ["what is at the limit is believed", [HOUR, { most: HOUR }], HOUR, []],
  [
    "what is beyond the limit is passed over",
    [HOUR + 1, { most: HOUR }],
    undefined,
    new Array(3).fill(`too far: ${HOUR + 1}`),
  ],
  ["who asks with a key gets a seal", [5, { seal: SEAL }, SEAL], 5, []],
  [
    "who asks with a key believes nothing without",
    [5, { seal: SEAL }],
    undefined,
    new Array(3).fill("not sealed: 5"),
  ],
  ["who asks without gets no seal", [5, {}, SEAL], 5, []],
];
for (const [promise, given, offset, passedOver] of answered) {
  Deno.test(`asking for the time: ${promise}`, () => {
    const asked = ask(...given);
    assertEquals(asked.result?.ok === true ? asked.result.offset : undefined, offset);
    assertEquals(asked.passedOver, passedOver);
    if (offset === undefined) assertEquals(asked.result, { ok: false, reason: "timed out" });
  });
}
