/** Mutants of good samples, by the hundred thousand: nothing throws, nothing is made up. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Bytes,
  type Codec,
  decode,
  encode,
  equalBytes,
  type Field,
  hex,
  inspect,
} from "../bytes/mod.ts";
import {
  Alert,
  Handshake,
  handshakeCodec,
  HandshakeType,
  HeartbeatMessage,
  InnerPlaintext,
  KEY_EXCHANGES,
  Record,
  Ssl2ClientHello,
} from "./mod.ts";
import { dice, mutate } from "./testing/mutate.ts";
import { DISTINCT_12_SAMPLES, framed12, MESSAGE_12_SAMPLES } from "./testing/samples12.ts";
import { EXTENSION_SAMPLES, MESSAGE_SAMPLES, run, SSL2_SAMPLE } from "./testing/samples.ts";

const any = (codec: unknown) => codec as Codec<unknown>;

interface Target {
  readonly title: string;
  readonly codec: Codec<unknown>;
  readonly seeds: readonly Bytes[];
  /** How many mutants. */
  readonly runs: number;
}

const messages = MESSAGE_SAMPLES.map(({ name, bytes }) =>
  encode(Handshake, { msgType: HandshakeType[name], body: bytes })
);

const TARGETS: readonly Target[] = [
  ...MESSAGE_SAMPLES.map(({ name, codec, bytes }, i) => ({
    title: `${name} (${i})`,
    codec,
    seeds: [bytes],
    runs: 8_000,
  })),
  ...EXTENSION_SAMPLES.map(({ name, place, codec, extension }) => ({
    title: `${name} in ${place}`,
    codec,
    seeds: [extension.data],
    runs: 1_500,
  })),
  ...DISTINCT_12_SAMPLES.map(({ title, codec, bytes }) => ({
    title,
    codec,
    seeds: [bytes],
    runs: 3_000,
  })),
  ...KEY_EXCHANGES.map((keyExchange) => ({
    title: `messages of TLS 1.2 with ${keyExchange}`,
    codec: any(handshakeCodec({ version: 0x0303, keyExchange })),
    seeds: MESSAGE_12_SAMPLES
      .filter((sample) => sample.version === 0x0303)
      .filter((sample) => (sample.keyExchange ?? keyExchange) === keyExchange)
      .map(framed12),
    runs: 1_000,
  })),
  { title: "handshake messages", codec: any(Handshake), seeds: messages, runs: 10_000 },
  {
    title: "records",
    codec: any(Record),
    seeds: messages.map((fragment) =>
      encode(Record, { type: 22, legacyRecordVersion: 0x0303, fragment })
    ),
    runs: 10_000,
  },
  {
    title: "heartbeats",
    codec: any(HeartbeatMessage),
    seeds: [encode(HeartbeatMessage, { type: 1, payload: run(4), padding: run(16) })],
    runs: 2_000,
  },
  {
    title: "hellos of SSL 2.0",
    codec: any(Ssl2ClientHello),
    seeds: [encode(Ssl2ClientHello, SSL2_SAMPLE)],
    runs: 5_000,
  },
  { title: "alerts", codec: any(Alert), seeds: [Uint8Array.of(2, 40)], runs: 2_000 },
  {
    title: "inner plaintexts",
    codec: any(InnerPlaintext),
    seeds: messages.map((content) => encode(InnerPlaintext, { content, type: 22, padding: 9 })),
    runs: 5_000,
  },
];

let tried = 0;

/** What was read is written back as it was: a decoder that drops or invents octets is caught. */
function tryOne({ codec, title }: Target, bytes: Bytes): void {
  tried++;
  const result = decode(codec, bytes);
  if (!result.ok) {
    assert(result.at >= 0 && result.at <= bytes.length, `${title}: ${hex(bytes)}`);
    assert(result.error.startsWith("Cannot decode "), result.error);
    return;
  }
  assert(equalBytes(encode(codec, result.value), bytes), `${title} makes up ${hex(bytes)}`);
}

for (const [index, target] of TARGETS.entries()) {
  Deno.test(`${target.runs} mutants of ${target.title} are read or refused`, () => {
    const roll = dice(index + 1);
    for (let i = 0; i < target.runs; i++) {
      tryOne(target, mutate(target.seeds[i % target.seeds.length]!, roll));
    }
  });
}

Deno.test("no octets whatsoever make a decoder throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(TARGETS.length - 1), (bytes, which) => {
      tryOne(TARGETS[which]!, bytes);
    }),
    { numRuns: 5_000, seed: 8446 },
  );
});

function checkTree(field: Field): void {
  let at = field.start;
  for (const child of field.children) {
    assert(child.start >= at && child.end >= child.start && child.end <= field.end);
    at = child.end;
    checkTree(child);
  }
}

Deno.test("the tree of a mutant is nested, in order and within its bounds", () => {
  const roll = dice(1996);
  for (const target of TARGETS) {
    for (let i = 0; i < 150; i++) {
      const bytes = mutate(target.seeds[i % target.seeds.length]!, roll);
      const { field, value, error } = inspect(target.codec, bytes);
      assertEquals([field.start, field.end], [0, bytes.length]);
      checkTree(field);
      // A tree and a decoder that disagree would teach what is not so.
      assertEquals(error === undefined, decode(target.codec, bytes).ok);
      if (error === undefined) assert(equalBytes(encode(target.codec, value), bytes));
      tried++;
    }
  }
});

Deno.test("all in all that were two hundred thousand inputs", () => {
  assert(tried >= 200_000, `only ${tried}`);
});
