import { assert, assertEquals } from "@std/assert";
import { type Bytes, type Codec, encode, type Field, inspect } from "../bytes/mod.ts";
import {
  Alert,
  EXTENSIONS,
  Handshake,
  HandshakeType,
  InnerPlaintext,
  noteFor,
  NOTES,
  Record,
} from "./mod.ts";
import { MESSAGE_SAMPLES, run } from "./testing/samples.ts";

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
  ...pathsOf(
    any(InnerPlaintext),
    encode(InnerPlaintext, { content: run(3), type: 22, padding: 2 }),
  ),
]);

Deno.test("every field of every message, record and alert has a note", () => {
  assertEquals([...OCCURRING].filter((path) => noteFor(path) === undefined && !grease(path)), []);
});

/** The sample's unknown extension, about which there can be nothing to say. */
const grease = (path: string) => path.endsWith("extension_6682");

Deno.test("every note is about a field that exists", () => {
  const bare = [...OCCURRING].map((path) => path.replace(/\[\d+\]/g, ""));
  const orphans = Object.keys(NOTES).filter((key) =>
    !bare.some((path) => path === key || path.endsWith(`.${key}`))
  );
  assertEquals(orphans, []);
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

for (const [path, { text, spec }] of Object.entries(NOTES)) {
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
