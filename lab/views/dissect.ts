import { type Bytes, decode } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { Fault, HandshakeJoiner } from "../tls/mod.ts";
import type { EventId, SecretId, Trace } from "../trace/mod.ts";
import {
  ClientHello,
  ContentType,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  readExtension,
  ServerHello,
  supportedVersions,
} from "../wire/mod.ts";
import { dissectOlder } from "./dissect_older.ts";
import { dissectStream } from "./dissect_tls13.ts";
import { KeyRing } from "./keys.ts";
import type { DissectedMessage } from "./messages.ts";
import { endpoint, type LocatedRecord, recordsOf, streamsOf, type WireStream } from "./streams.ts";

export type { DissectedMessage };

/**
 * What the keys of a record are for. Up to TLS 1.2 one key does for all, and the content decides
 * between `handshake` and `application`.
 */
export type Protection = "none" | "early" | "handshake" | "application";

/** A record on a link, and what is inside as far as the keys of the run open it. */
export interface DissectedRecord {
  /** The packet it begins in. */
  readonly event: EventId;
  /** Where it begins in that packet's payload. */
  readonly offset: number;
  /** As it travelled. */
  readonly bytes: Bytes;
  /** Type on the outside. */
  readonly type: number;
  /** `ProtocolVersion` value that is spoken; TLS 1.3 where nobody answered. */
  readonly version: number;
  readonly protection: Protection;
  /** Number under its key; absent in the clear. */
  readonly sequence?: number;
  /** The secret whose key opens it; absent in the clear, and where no key does. */
  readonly secret?: SecretId;
  /** What is inside; absent when no key of the run opens the record. */
  readonly content?: { readonly type: number; readonly bytes: Bytes; readonly padding: number };
  /** Handshake messages that end in it. */
  readonly messages: readonly DissectedMessage[];
}

const known = new WeakMap<Trace, ReadonlyMap<EventId, readonly DissectedRecord[]>>();

/**
 * Takes every packet of a run apart, once: a trace never changes, and every provider gives the same
 * bytes.
 *
 * @param wanted leaves out connections none of whose packets is wanted: in an attack of thousands of
 *   connections only a few are ever looked at. What is then left out is not remembered
 * @returns the records that begin in each packet, by its event
 */
export function dissect(
  trace: Trace,
  crypto: CryptoProvider,
  wanted?: (packet: EventId) => boolean,
): ReadonlyMap<EventId, readonly DissectedRecord[]> {
  let dissected = known.get(trace);
  if (dissected !== undefined) return dissected;
  dissected = takeApart(trace, crypto, wanted);
  if (wanted === undefined) known.set(trace, dissected);
  return dissected;
}

/** Both directions of a connection on one link. */
interface Conversation {
  readonly client: readonly LocatedRecord[];
  readonly server: readonly LocatedRecord[];
  /** The random of the first ClientHello. */
  readonly random: Bytes;
}

/**
 * Takes every packet of a run apart, on every link by itself: finds the records, opens them with
 * the secrets in the trace, and finds the messages in them.
 */
function takeApart(
  trace: Trace,
  crypto: CryptoProvider,
  wanted: ((packet: EventId) => boolean) | undefined,
): ReadonlyMap<EventId, readonly DissectedRecord[]> {
  const keys = new KeyRing(trace, crypto);
  const byEvent = new Map<EventId, DissectedRecord[]>();
  for (const conversation of conversationsOf(wantedOf(streamsOf(trace), wanted))) {
    for (const record of recordsIn(conversation, keys)) {
      const list = byEvent.get(record.event);
      if (list === undefined) byEvent.set(record.event, [record]);
      else list.push(record);
    }
  }
  return byEvent;
}

function* recordsIn(
  { client, server, random }: Conversation,
  keys: KeyRing,
): Generator<DissectedRecord> {
  const older = olderVersionOf(server);
  if (older !== undefined) return yield* dissectOlder(client, server, older, keys);
  yield* dissectStream(client, keys, random, "CLIENT");
  yield* dissectStream(server, keys, random, "SERVER");
}

/** Streams with a ClientHello, each with the stream that answers it. */
function conversationsOf(streams: readonly WireStream[]): readonly Conversation[] {
  const pairs = new Map<string, { -readonly [K in keyof Conversation]?: Conversation[K] }>();
  for (const stream of streams) {
    const key = connectionKey(stream);
    const pair = pairs.get(key) ?? {};
    pairs.set(key, pair);
    const records = recordsOf(stream);
    const random = clientRandomOf(records);
    if (random === undefined) pair.server = records;
    else Object.assign(pair, { client: records, random });
  }
  return [...pairs.values()].flatMap(({ client, server = [], random }) =>
    client === undefined || random === undefined ? [] : [{ client, server, random }]
  );
}

/** Connections of which a packet is wanted, both directions of each. */
function wantedOf(
  streams: readonly WireStream[],
  wanted: ((packet: EventId) => boolean) | undefined,
): readonly WireStream[] {
  if (wanted === undefined) return streams;
  const kept = new Set(
    streams.filter(({ chunks }) => chunks.some(({ event }) => wanted(event))).map(connectionKey),
  );
  return streams.filter((stream) => kept.has(connectionKey(stream)));
}

/** The same for both directions of a connection on a link. */
function connectionKey({ link, from, to }: WireStream): string {
  return `${link} ${[endpoint(from), endpoint(to)].sort().join(" ")}`;
}

/** The random of the ClientHello a stream begins with. */
function clientRandomOf(records: readonly LocatedRecord[]): Bytes | undefined {
  const first = firstMessageOf(records);
  if (first === undefined || first[0] !== HandshakeType.client_hello) return undefined;
  const hello = decode(ClientHello, first.subarray(HANDSHAKE_HEADER_LENGTH));
  return hello.ok ? hello.value.random : undefined;
}

/** The version a server chose, if it is one before TLS 1.3 (RFC 9846 §4.3.1 [8446 §4.2.1]). */
function olderVersionOf(records: readonly LocatedRecord[]): number | undefined {
  const first = firstMessageOf(records);
  if (first === undefined || first[0] !== HandshakeType.server_hello) return undefined;
  const hello = decode(ServerHello, first.subarray(HANDSHAKE_HEADER_LENGTH));
  if (!hello.ok) return undefined;
  const { extensions = [], legacyVersion } = hello.value;
  const newer = readExtension(extensions, supportedVersions, "server_hello");
  return newer === undefined ? legacyVersion : undefined;
}

/** The handshake message a stream begins with; alerts may stand before it. */
function firstMessageOf(records: readonly LocatedRecord[]): Bytes | undefined {
  const joiner = new HandshakeJoiner();
  for (const { record: { type, fragment } } of records) {
    if (type === ContentType.alert && !joiner.busy) continue;
    if (type !== ContentType.handshake) return undefined;
    joiner.push(fragment);
    const raw = joiner.next();
    if (raw !== undefined) return raw instanceof Fault ? undefined : raw;
  }
  return undefined;
}
