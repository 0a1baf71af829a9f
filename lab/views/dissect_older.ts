import { type Bytes, decode } from "../bytes/mod.ts";
import { DEFLATE } from "../legacy/mod.ts";
import type { Compressor } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import {
  CipherSuite,
  ClientHello,
  ContentType,
  encryptThenMac,
  HANDSHAKE_HEADER_LENGTH,
  type HandshakeForm,
  HandshakeType,
  keyExchangeOf,
  MAX_PLAINTEXT,
  readExtension,
  ServerHello,
} from "../wire/mod.ts";
import type { DissectedRecord } from "./dissect.ts";
import type { KeyRing, Opener } from "./keys.ts";
import { type DissectedMessage, MessageFinder } from "./messages.ts";
import type { LocatedRecord } from "./streams.ts";

/** What a ServerHello settled. */
interface Settled {
  readonly event: EventId;
  readonly version: number;
  readonly random: Bytes;
  /** IANA name. */
  readonly suite: string;
  readonly encryptThenMac: boolean;
  /** `CompressionMethod` value. */
  readonly compression: number;
  readonly form: HandshakeForm;
}

/** What both directions have said so far, as far as it decides about keys. */
interface Said {
  readonly clientHellos: { readonly event: EventId; readonly random: Bytes }[];
  readonly settled: Settled[];
}

/**
 * The records of both directions of a connection up to TLS 1.2. The k-th ChangeCipherSpec of each
 * direction begins to use what the k-th pair of hellos agreed on, and all of them but the first
 * pair are sealed themselves: so each direction is read as far as the other one allows.
 *
 * @param version `ProtocolVersion` value of the first ServerHello
 */
export function dissectOlder(
  client: readonly LocatedRecord[],
  server: readonly LocatedRecord[],
  version: number,
  keys: KeyRing,
): readonly DissectedRecord[] {
  const said: Said = { clientHellos: [], settled: [] };
  const out = new Direction("client", client, version, said);
  const back = new Direction("server", server, version, said);
  const openerFor = (writer: "client" | "server", settled: Settled): Opener | undefined => {
    const hello = said.clientHellos.findLast(({ event }) => event < settled.event);
    return hello && keys.olderOpener({
      writer,
      version: settled.version,
      suite: settled.suite,
      clientRandom: hello.random,
      serverRandom: settled.random,
      encryptThenMac: settled.encryptThenMac,
    });
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const way of [back, out]) { // the server's words say how to read the client's
      const settled = said.settled[way.changes];
      // Before the client has come as far, its hello for these keys is not known.
      const ready = way === out || out.changes >= back.changes;
      if (way.waits && settled !== undefined && ready) {
        way.change(openerFor(way.writer, settled), settled.compression);
      }
      moved = way.readOn() || moved;
    }
    if (moved) continue;
    // A hello never came this way: what lies behind it stays sealed.
    const stuck = [out, back].find(({ waits }) => waits);
    stuck?.change(undefined);
    moved = stuck !== undefined;
  }
  return [...out.found, ...back.found];
}

/** One direction, read up to the next change of keys. */
class Direction {
  readonly writer: "client" | "server";
  readonly found: DissectedRecord[] = [];
  /** How many times keys have changed. */
  changes = 0;
  /** Whether the next record needs keys that are not known yet. */
  waits = false;
  readonly #records: readonly LocatedRecord[];
  readonly #finder: MessageFinder;
  readonly #said: Said;
  #version: number;
  #at = 0;
  #sequence = 0;
  #opener: Opener | undefined;
  #expand: Compressor["expand"] | undefined;

  constructor(
    writer: "client" | "server",
    records: readonly LocatedRecord[],
    version: number,
    said: Said,
  ) {
    this.writer = writer;
    this.#records = records;
    this.#version = version;
    this.#finder = new MessageFinder({ version });
    this.#said = said;
  }

  change(opener: Opener | undefined, compression = 0): void {
    this.#opener = opener;
    this.#expand = compression === DEFLATE.method ? DEFLATE.make().expand : undefined;
    this.#sequence = 0;
    this.changes++;
    this.waits = false;
  }

  /** Reads records until keys change. @returns whether there were any */
  readOn(): boolean {
    const before = this.#at;
    while (!this.waits && this.#at < this.#records.length) {
      const located = this.#records[this.#at++]!;
      const record = this.changes === 0 ? this.#clear(located) : this.#sealed(located);
      this.found.push(record);
      for (const message of record.messages) this.#note(message, record.event);
      this.waits = record.content?.type === ContentType.change_cipher_spec;
    }
    return this.#at > before;
  }

  #clear({ event, offset, record: { type, bytes, fragment } }: LocatedRecord): DissectedRecord {
    const content = { type, bytes: fragment, padding: 0 };
    const messages = this.#messagesIn(type, fragment);
    return { ...this.#base(event, offset, bytes, type), protection: "none", content, messages };
  }

  #sealed({ event, offset, record }: LocatedRecord): DissectedRecord {
    const { type, bytes } = record;
    const shaking = type === ContentType.handshake || type === ContentType.change_cipher_spec;
    const base = {
      ...this.#base(event, offset, bytes, type),
      protection: shaking ? "handshake" as const : "application" as const,
      sequence: this.#sequence,
    };
    const opened = this.#opener?.open(this.#sequence, record);
    if (opened === undefined) return { ...base, messages: [] };
    this.#sequence++;
    const { secret } = opened;
    const inner = this.#expand === undefined
      ? opened.inner
      : this.#expand(opened.inner, MAX_PLAINTEXT) ?? opened.inner;
    const content = { type, bytes: inner, padding: 0 };
    return { ...base, secret, content, messages: this.#messagesIn(type, inner) };
  }

  #base(event: EventId, offset: number, bytes: Bytes, type: number) {
    return { event, offset, bytes, type, version: this.#version };
  }

  /** The key exchange is known from the ServerHello on, which may share its record with others. */
  #messagesIn(type: number, content: Bytes): DissectedMessage[] {
    if (type !== ContentType.handshake) return [];
    let form = this.#formSoFar();
    return this.#finder.next(content).map((message) => {
      const settled = settledBy(message, -1);
      if (settled !== undefined) form = settled.form;
      return { ...message, form };
    });
  }

  #formSoFar(): HandshakeForm {
    return this.#said.settled[this.changes]?.form ?? this.#said.settled.at(-1)?.form ??
      { version: this.#version };
  }

  #note(message: DissectedMessage, event: EventId): void {
    const body = message.raw.subarray(HANDSHAKE_HEADER_LENGTH);
    if (this.writer === "client" && message.raw[0] === HandshakeType.client_hello) {
      const hello = decode(ClientHello, body);
      if (hello.ok) this.#said.clientHellos.push({ event, random: hello.value.random });
    }
    const settled = this.writer === "server" ? settledBy(message, event) : undefined;
    if (settled === undefined) return;
    this.#said.settled.push(settled);
    this.#version = settled.version;
  }
}

/** What a ServerHello settles; `undefined` for any other message. */
function settledBy({ raw }: DissectedMessage, event: EventId): Settled | undefined {
  if (raw[0] !== HandshakeType.server_hello) return undefined;
  const hello = decode(ServerHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
  if (!hello.ok) return undefined;
  const { legacyVersion: version, random, cipherSuite, extensions = [] } = hello.value;
  const keyExchange = keyExchangeOf(cipherSuite);
  return {
    event,
    version,
    random,
    suite: CipherSuite.label(cipherSuite),
    compression: hello.value.legacyCompressionMethod,
    encryptThenMac: readExtension(extensions, encryptThenMac, "server_hello") !== undefined,
    form: { version, ...(keyExchange !== undefined && { keyExchange }) },
  };
}
