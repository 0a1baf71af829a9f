/** What other programs said in the clear, read with our codecs and written back. */
import { assert, assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import {
  type Bytes,
  type Codec,
  concat,
  decode,
  encode,
  type Field,
  fromHex,
  inspect,
} from "../bytes/mod.ts";
import {
  CipherSuite,
  ContentType,
  Handshake,
  handshakeCodec,
  HandshakeType,
  isHandshake12Name,
  type KeyExchangeName,
  keyExchangeOf,
  noteFor,
  Record,
  ServerHello,
} from "./mod.ts";

interface Session {
  readonly id: string;
  readonly version: string;
  readonly chunks: readonly { readonly from: string; readonly hex: string }[];
}

const FILE = new URL("../../../shared/vectors/peer-sessions-dev.json.gz", import.meta.url);
const present = exists(FILE);

/** The handshake messages of one side up to its first ChangeCipherSpec or sealed record. */
function clearMessages({ chunks }: Session, side: string): Bytes[] {
  const stream = concat(
    ...chunks.filter(({ from }) => from === side).map((chunk) => fromHex(chunk.hex)),
  );
  const content: Bytes[] = [];
  for (let at = 0; at + 5 <= stream.length;) {
    const end = at + 5 + (stream[at + 3]! << 8 | stream[at + 4]!);
    const record = decode(Record, stream.subarray(at, end));
    if (!record.ok || record.value.type !== ContentType.handshake) break;
    content.push(record.value.fragment);
    at = end;
  }
  const bytes = concat(...content);
  const messages: Bytes[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + (bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!);
    messages.push(bytes.subarray(at, end));
    at = end;
  }
  return messages;
}

/** Paths of a tree that are broken, or about which there is nothing to say. */
function* complaints(field: Field, path = field.name): Iterable<string> {
  if (field.error !== undefined) yield `${path}: ${field.error}`;
  if (noteFor(path, 0x0303) === undefined) yield `${path} has no note`;
  for (const child of field.children) {
    const { name } = child;
    yield* complaints(child, name.startsWith("[") ? path + name : `${path}.${name}`);
  }
}

function suiteOf(messages: readonly Bytes[]): number | undefined {
  const raw = messages.find(([type]) => type === HandshakeType.server_hello);
  const hello = raw && decode(ServerHello, raw.subarray(4));
  return hello?.ok ? hello.value.cipherSuite : undefined;
}

Deno.test({
  name: "what other programs say in the clear is read, explained and written back as it was" +
    (present ? "" : " (skipped: ../shared/vectors/peer-sessions-dev.json.gz is absent)"),
  ignore: !present,
  fn() {
    const { sessions } = JSON.parse(
      new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
    ) as { sessions: readonly Session[] };
    const exchanges = new Set<KeyExchangeName>();
    const names = new Set<string>();
    for (const session of sessions) {
      const server = clearMessages(session, "server");
      const suite = suiteOf(server);
      const label = `${session.id}, ${suite === undefined ? "no suite" : CipherSuite.label(suite)}`;
      assert(suite === undefined || CipherSuite.nameOf(suite) !== undefined, label);
      const keyExchange = suite === undefined ? undefined : keyExchangeOf(suite);
      if (keyExchange !== undefined) exchanges.add(keyExchange);
      const version = session.version === "1.2" ? 0x0303 : 0x0304;
      const form = keyExchange === undefined ? { version } : { version, keyExchange };
      const codec: Codec<unknown> = handshakeCodec(form);
      for (const raw of [...clearMessages(session, "client"), ...server]) {
        const name = HandshakeType.label(raw[0]!);
        names.add(name);
        assertEquals([...complaints(inspect(codec, raw).field)], [], `${label}, ${name}`);
        const message = decode(Handshake, raw);
        assert(message.ok && encode(Handshake, message.value).length === raw.length);
      }
    }
    assert(sessions.length > 0);
    assert(exchanges.size >= 3, [...exchanges].join());
    assert([...names].filter(isHandshake12Name).length >= 9, [...names].join());
  },
});

function exists(file: URL): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}
