import { assert, assertEquals } from "@std/assert";
import { type Bytes, type Codec, encode, type Field, inspect } from "../bytes/mod.ts";
import {
  Alert,
  ChangeCipherSpec,
  EXTENSIONS,
  Handshake,
  handshakeCodec,
  HandshakeType,
  HeartbeatMessage,
  InnerPlaintext,
  noteFor,
  NOTES,
  OLDER_NOTES,
  Record,
  Ssl2ClientHello,
} from "./mod.ts";
import { framed12, MESSAGE_12_SAMPLES } from "./testing/samples12.ts";
import { MESSAGE_SAMPLES, run, SSL2_SAMPLE } from "./testing/samples.ts";

/** Every path of a tree, list indexes and all. */
function* paths(field: Field, path = field.name): Iterable<string> {
  yield path;
  for (const child of field.children) {
    const { name } = child;
    yield* paths(child, name.startsWith("[") ? path + name : `${path}.${name}`);
  }
}

const pathsOf = (codec: Codec<unknown>, bytes: Bytes) => [...paths(inspect(codec, bytes).field)];
const any = (codec: unknown) => codec as Codec<unknown>;

const OCCURRING = new Set([
  ...MESSAGE_SAMPLES.flatMap(({ codec, bytes }) => pathsOf(codec, bytes)),
  ...MESSAGE_SAMPLES.flatMap(({ name, bytes }) =>
    pathsOf(any(Handshake), encode(Handshake, { msgType: HandshakeType[name], body: bytes }))
  ),
  ...pathsOf(any(Handshake), encode(Handshake, { msgType: 99, body: run(2) })),
  ...pathsOf(
    any(Record),
    encode(Record, { type: 22, legacyRecordVersion: 0x0303, fragment: run(3) }),
  ),
  ...pathsOf(any(Alert), encode(Alert, { level: 2, description: 40 })),
  ...pathsOf(any(ChangeCipherSpec), Uint8Array.of(1)),
  ...pathsOf(
    any(HeartbeatMessage),
    encode(HeartbeatMessage, { type: 1, payload: run(2), padding: run(16) }),
  ),
  ...pathsOf(any(Ssl2ClientHello), encode(Ssl2ClientHello, SSL2_SAMPLE)),
  ...pathsOf(
    any(InnerPlaintext),
    encode(InnerPlaintext, { content: run(3), type: 22, padding: 2 }),
  ),
]);

/** The same of TLS 1.2 and older, with each key exchange. */
const OCCURRING_12 = new Set(
  MESSAGE_12_SAMPLES.flatMap((sample) => [
    ...pathsOf(sample.codec, sample.bytes),
    ...pathsOf(any(handshakeCodec(sample)), framed12(sample)),
  ]),
);

Deno.test("every field of every message, record and alert has a note", () => {
  assertEquals([...OCCURRING].filter((path) => noteFor(path) === undefined), []);
});

Deno.test("every field of every message of TLS 1.2 and older has a note", () => {
  assertEquals([...OCCURRING_12].filter((path) => noteFor(path, 0x0303) === undefined), []);
});

Deno.test("no note on a message of TLS 1.2 speaks of TLS 1.3 as if it were spoken", () => {
  const messages = [...OCCURRING_12].filter((path) => !path.includes(".extensions."));
  const sources = messages.map((path) => `${path}: ${noteFor(path, 0x0303)!.spec}`);
  assertEquals(
    sources.filter((source) => /: RFC 9846/.test(source) && !/length: /.test(source)),
    [],
  );
});

Deno.test("every note is about a field that exists", () => {
  const bare = [...OCCURRING, ...OCCURRING_12].map((path) => path.replace(/\[\d+\]/g, ""));
  const about = (key: string) => bare.some((path) => path === key || path.endsWith(`.${key}`));
  const keys = [...Object.keys(NOTES), ...Object.keys(OLDER_NOTES)];
  assertEquals(keys.filter((key) => !about(key)), []);
});

Deno.test("every extension the lab knows has a note of its own", () => {
  const without = EXTENSIONS.filter(({ name }) => !Object.hasOwn(NOTES, `extensions.${name}`));
  assertEquals(without.map(({ name }) => name), []);
});

Deno.test("a note is found from any beginning, past list indexes, the longest path first", () => {
  const group = "extensions.key_share.extensionData";
  assertEquals(noteFor(`Handshake.ClientHello.${group}[0].group`), NOTES[`${group}.group`]);
  assertEquals(noteFor(`ServerHello.${group}.group`), NOTES[`${group}.group`]);
  assertEquals(noteFor("ClientHello.cipherSuites[12]"), NOTES["ClientHello.cipherSuites"]);
  assertEquals(noteFor("ClientHello.cipherSuites.length"), NOTES.length);
  assertEquals(noteFor("Handshake.length"), NOTES["Handshake.length"]);
  assertEquals(noteFor("nowhere.toString"), undefined);
});

Deno.test("a version before TLS 1.3 has its own notes on what it shares with it", () => {
  const random = noteFor("ServerHello.random", 0x0303);
  assertEquals(random, OLDER_NOTES["ServerHello.random"]);
  assertEquals(noteFor("ServerHello.random"), NOTES["ServerHello.random"]);
  assertEquals(noteFor("ServerHelloDone"), OLDER_NOTES["ServerHelloDone"]);
});

const ALL = [
  ...Object.entries(NOTES),
  ...Object.entries(OLDER_NOTES).map(([path, said]) => [`${path} before TLS 1.3`, said] as const),
];

for (const [path, { text, spec }] of ALL) {
  Deno.test(`the note on ${path} is one to three sentences with a source`, () => {
    assert(/^[A-Z0-9].*\.$/.test(text), text);
    assert(text.length <= 260, `${text.length} characters`);
    const sentences = text.match(/[.:] (?=[A-Z])|\.$/g)!.length;
    assert(sentences <= 3, text);
    const source =
      /^RFC \d{4} §[\w.]+( \[8446 §[\w.]+\])?(, (RFC \d{4} )?§[\w.]+( \[8446 §[\w.]+\])?)*$/;
    assert(source.test(spec), spec);
  });
}
