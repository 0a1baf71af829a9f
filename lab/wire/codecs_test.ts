/** Every structure there and back, cut short at every byte, and drawn as a tree. */
import { assert, assertEquals } from "@std/assert";
import {
  type Bytes,
  type Codec,
  concat,
  decode,
  decodeTrusted,
  encode,
  equalBytes,
  type Field,
  inspect,
} from "../bytes/mod.ts";
import {
  Alert,
  ChangeCipherSpec,
  decodeInner,
  EXTENSIONS,
  Handshake,
  HANDSHAKE_BODIES,
  HandshakeType,
  HeartbeatMessage,
  InnerPlaintext,
  isHelloRetryRequest,
  Record,
  ServerHello,
  Ssl2ClientHello,
} from "./mod.ts";
import { DISTINCT_12_SAMPLES } from "./testing/samples12.ts";
import { EXTENSION_SAMPLES, MESSAGE_SAMPLES, run, SSL2_SAMPLE } from "./testing/samples.ts";

interface Sample {
  readonly title: string;
  readonly codec: Codec<unknown>;
  readonly value: unknown;
  readonly bytes: Bytes;
}

const sample = (title: string, codec: Codec<unknown>, value: unknown): Sample => ({
  title,
  codec,
  value,
  bytes: encode(codec, value),
});

const SAMPLES: readonly Sample[] = [
  ...MESSAGE_SAMPLES.map(({ name, codec, body }) => sample(name, codec, body)),
  ...MESSAGE_SAMPLES.map(({ name, bytes }) =>
    sample(`Handshake with ${name}`, Handshake as Codec<unknown>, {
      msgType: HandshakeType[name],
      body: bytes,
    })
  ),
  ...EXTENSION_SAMPLES.map(({ name, place, codec, value }) =>
    sample(`${name} in ${place}`, codec, value)
  ),
  ...DISTINCT_12_SAMPLES.map(({ title, codec, body }) => sample(title, codec, body)),
  sample("a record", Record as Codec<unknown>, {
    type: 22,
    legacyRecordVersion: 0x0301,
    fragment: run(9),
  }),
  sample("a change of ciphers", ChangeCipherSpec as Codec<unknown>, { type: 1 }),
  sample("a heartbeat", HeartbeatMessage as Codec<unknown>, {
    type: 1,
    payload: run(5),
    padding: run(16),
  }),
  sample("a hello of SSL 2.0", Ssl2ClientHello as Codec<unknown>, SSL2_SAMPLE),
  sample("an alert", Alert as Codec<unknown>, { level: 2, description: 40 }),
  sample("an inner plaintext", InnerPlaintext as Codec<unknown>, {
    content: run(5),
    type: 23,
    padding: 4,
  }),
];

Deno.test("there is a sample of every message, and of every extension in every place", () => {
  const messages = new Set<string>(MESSAGE_SAMPLES.map(({ name }) => name));
  assertEquals([...messages].sort(), Object.keys(HANDSHAKE_BODIES).sort());
  const places = EXTENSIONS.flatMap(({ name, in: where }) =>
    Object.keys(where).map((place) => `${name} in ${place}`)
  );
  assertEquals(EXTENSION_SAMPLES.map(({ name, place }) => `${name} in ${place}`), places);
});

for (const { title, codec, value, bytes } of SAMPLES) {
  Deno.test(`${title} comes back as it was written`, () => {
    assertEquals(decodeTrusted(codec, bytes), value);
    assertEquals(encode(codec, decodeTrusted(codec, bytes)), bytes);
  });

  Deno.test(`${title} cut short at any byte is an error or is another whole value`, () => {
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      const result = decode(codec, cut);
      // Opaque rests and absent extensions make a shorter value; nothing may be made up.
      if (result.ok) assertEquals(encode(codec, result.value), cut);
      else assert(result.at <= length && /^Cannot decode .+ at byte \d+: /.test(result.error));
    }
  });

  Deno.test(`${title} with a byte too many is an error or is another whole value`, () => {
    const long = concat(bytes, Uint8Array.of(1));
    const result = decode(codec, long);
    if (result.ok) assertEquals(encode(codec, result.value), long);
  });

  Deno.test(`${title} is drawn as a tree that covers it`, () => {
    const { field, error } = inspect(codec, bytes);
    assertEquals(error, undefined);
    assertEquals([field.start, field.end], [0, bytes.length]);
    checkTree(field, true);
  });

  Deno.test(`${title} cut short is drawn as far as it goes`, () => {
    for (let length = 0; length < bytes.length; length++) {
      const { field } = inspect(codec, bytes.subarray(0, length));
      assertEquals([field.start, field.end], [0, length]);
      checkTree(field, false);
    }
  });
}

/** Children lie inside, in order; in a whole tree they touch, and only opaque contents are bare. */
function checkTree(field: Field, whole: boolean): void {
  let at = field.start;
  for (const child of field.children) {
    assert(child.start >= at && child.end >= child.start, `${child.name} is out of order`);
    assert(child.end <= field.end, `${child.name} sticks out of ${field.name}`);
    if (whole) assertEquals(child.start, at, `a gap before ${child.name} in ${field.name}`);
    if (whole) assertEquals(child.error, undefined);
    at = child.end;
    checkTree(child, whole);
  }
  const opaque = field.children.every(({ name }) => name === "length");
  if (whole && !opaque) assertEquals(at, field.end, `a gap at the end of ${field.name}`);
}

Deno.test("a decode error of a message names field, byte and want", () => {
  const hello = MESSAGE_SAMPLES.find(({ name }) => name === "client_hello")!;
  const suites = 2 + 32 + 1 + 32;
  const result = decode(hello.codec, hello.bytes.subarray(0, suites + 2 + 3));
  assertEquals(
    result.ok ? "" : result.error,
    `Cannot decode ClientHello.cipherSuites at byte ${suites + 2}: need 8 bytes, 3 left`,
  );
});

Deno.test("a bad extension is marked in the tree and does not hide the others", () => {
  const hello = MESSAGE_SAMPLES.find(({ name }) => name === "client_hello")!;
  const broken = hello.bytes.slice();
  const { field } = inspect(hello.codec, broken);
  const list = field.children.at(-1)!;
  const bad = list.children.find(({ name }) => name === "supported_groups")!;
  broken[bad.start + 5] = 99; // the list's own length, which now lies
  const again = inspect(hello.codec, broken).field.children.at(-1)!.children;
  assertEquals(again.map(({ name }) => name), list.children.map(({ name }) => name));
  const marked = again.find(({ name }) => name === "supported_groups")!.children.at(-1)!;
  assertEquals([marked.name, marked.error], ["extensionData", "need 99 bytes, 4 left"]);
});

Deno.test("extensions without a definition are still drawn with their data", () => {
  const hello = MESSAGE_SAMPLES.find(({ name }) => name === "client_hello")!;
  const list = inspect(hello.codec, hello.bytes).field.children.at(-1)!;
  const unknown = list.children.find(({ name }) => name === "GREASE")!;
  const names = unknown.children.map(({ name }) => name);
  assertEquals(names, ["extensionType", "length", "extensionData"]);
});

Deno.test("a handshake message of an unknown type is kept and drawn with its body", () => {
  const bytes = Uint8Array.of(99, 0, 0, 2, 7, 8);
  assertEquals(decodeTrusted(Handshake, bytes), { msgType: 99, body: Uint8Array.of(7, 8) });
  const names = inspect(Handshake, bytes).field.children.map(({ name }) => name);
  assertEquals(names, ["msgType", "length", "body"]);
});

Deno.test("a HelloRetryRequest is told from a ServerHello by its random alone", () => {
  const [hello, retry] = MESSAGE_SAMPLES.filter(({ name }) => name === "server_hello");
  const read = (bytes: Bytes) => decodeTrusted(ServerHello, bytes);
  assertEquals(isHelloRetryRequest(read(hello!.bytes)), false);
  assertEquals(isHelloRetryRequest(read(retry!.bytes)), true);
  const group = (bytes: Bytes) =>
    inspect(ServerHello, bytes).field.children.at(-1)!.children
      .find(({ name }) => name === "key_share")!.children.at(-1)!;
  assertEquals(group(retry!.bytes).text, "secp256r1 (0x0017)");
  assertEquals(group(hello!.bytes).children.map(({ name }) => name), ["group", "keyExchange"]);
});

Deno.test("decodeInner() takes apart what InnerPlaintext writes, and refuses only zeros", () => {
  for (const padding of [0, 1, 50]) {
    const bytes = encode(InnerPlaintext, { content: run(5), type: 22, padding });
    const opened = decodeInner(bytes);
    assert(opened !== undefined && equalBytes(opened.content, run(5)));
    assertEquals(opened.type, 22);
  }
  // Content may end with zeros: the type stands behind them.
  const zeros = encode(InnerPlaintext, { content: new Uint8Array(4), type: 23, padding: 2 });
  assertEquals(decodeInner(zeros), { type: 23, content: new Uint8Array(4) });
  assertEquals(decodeInner(new Uint8Array(9)), undefined);
  assertEquals(decodeInner(new Uint8Array(0)), undefined);
});
