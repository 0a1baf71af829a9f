import { type Bytes, decode } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { Fault, HandshakeJoiner } from "../tls/mod.ts";
import type { EventId, SecretId, Trace } from "../trace/mod.ts";
import {
  ClientHello,
  ContentType,
  decodeInner,
  HANDSHAKE_BODIES,
  HandshakeType,
  HELLO_RETRY_REQUEST_RANDOM,
  isHandshakeName,
} from "../wire/mod.ts";
import { equalBytes } from "../bytes/mod.ts";
import { KeyRing, type Opener } from "./keys.ts";
import { endpoint, type LocatedRecord, recordsOf, streamsOf, type WireStream } from "./streams.ts";

/** A handshake message found in records. */
export interface DissectedMessage {
  /** The structure's name: `ClientHello`, `HelloRetryRequest`. */
  readonly name: string;
  /** Header and body. */
  readonly raw: Bytes;
  /** Where it begins in the record's content; below 0 when in an earlier record. */
  readonly start: number;
}

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
  readonly protection: "none" | "handshake" | "application";
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
  const streams = wantedOf(streamsOf(trace), wanted).map((stream) => {
    const records = recordsOf(stream);
    return { stream, records, hello: clientRandomOf(records) };
  });
  const randoms = new Map<string, Bytes>();
  for (const { stream, hello } of streams) {
    if (hello !== undefined) randoms.set(connectionKey(stream), hello);
  }
  const byEvent = new Map<EventId, DissectedRecord[]>();
  for (const { stream, records, hello } of streams) {
    const random = randoms.get(connectionKey(stream));
    if (random === undefined) continue;
    const side = hello === undefined ? "SERVER" : "CLIENT";
    for (const record of dissectStream(records, keys, random, side)) {
      const list = byEvent.get(record.event);
      if (list === undefined) byEvent.set(record.event, [record]);
      else list.push(record);
    }
  }
  return byEvent;
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
  const first = records[0]?.record;
  if (first?.type !== ContentType.handshake) return undefined;
  const joiner = new HandshakeJoiner();
  for (const { record } of records) {
    if (record.type !== ContentType.handshake) break;
    joiner.push(record.fragment);
    const raw = joiner.next();
    if (raw === undefined) continue;
    if (raw instanceof Fault || raw[0] !== HandshakeType.client_hello) return undefined;
    const hello = decode(ClientHello, raw.subarray(4));
    return hello.ok ? hello.value.random : undefined;
  }
  return undefined;
}

function* dissectStream(
  records: readonly LocatedRecord[],
  keys: KeyRing,
  random: Bytes,
  side: "CLIENT" | "SERVER",
): Generator<DissectedRecord> {
  const finder = new MessageFinder();
  let generation = -1; // the handshake's keys; 0 and more are application keys
  let sequence = 0;
  let opener: Opener | undefined;
  for (const { event, offset, record } of records) {
    const { type, bytes, fragment } = record;
    const base = { event, offset, bytes, type };
    if (type !== ContentType.application_data) {
      const content = { type, bytes: fragment, padding: 0 };
      const messages = type === ContentType.handshake ? finder.next(fragment) : [];
      yield { ...base, protection: "none", content, messages };
      continue;
    }
    opener ??= keys.opener(random, labelOf(side, generation));
    const protection = generation < 0 ? "handshake" : "application";
    const inner = opener?.open(sequence, bytes);
    const opened = inner && decodeInner(inner);
    if (opener === undefined || inner === undefined || opened === undefined) {
      yield { ...base, protection, sequence, messages: [] };
      continue;
    }
    const padding = inner.length - opened.content.length - 1;
    const content = { type: opened.type, bytes: opened.content, padding };
    const handshake = opened.type === ContentType.handshake;
    const messages = handshake ? finder.next(opened.content) : [];
    yield { ...base, protection, sequence, secret: opener.secret, content, messages };
    sequence++;
    for (const { raw } of messages) {
      const changes = raw[0] === HandshakeType.finished && generation < 0 ||
        raw[0] === HandshakeType.key_update;
      if (!changes) continue;
      generation++;
      sequence = 0;
      opener = undefined;
    }
  }
}

function labelOf(side: "CLIENT" | "SERVER", generation: number): string {
  return generation < 0
    ? `${side}_HANDSHAKE_TRAFFIC_SECRET`
    : `${side}_TRAFFIC_SECRET_${generation}`;
}

/** Finds the handshake messages of a stream, record after record. */
class MessageFinder {
  readonly #joiner = new HandshakeJoiner();
  /** Bytes of a message that has begun and not ended. */
  #waiting = 0;

  /** The messages that end in this content. */
  next(content: Bytes): DissectedMessage[] {
    const messages: DissectedMessage[] = [];
    this.#joiner.push(content);
    let start = -this.#waiting;
    for (let raw = this.#joiner.next(); raw instanceof Uint8Array; raw = this.#joiner.next()) {
      messages.push({ name: structureName(raw), raw, start });
      start += raw.length;
    }
    this.#waiting = content.length - start;
    return messages;
  }
}

/** The structure a message holds, as the specification calls it. */
function structureName(raw: Bytes): string {
  const { msgType, body } = { msgType: raw[0]!, body: raw.subarray(4) };
  const name = HandshakeType.nameOf(msgType);
  if (name === "server_hello" && equalBytes(body.subarray(2, 34), HELLO_RETRY_REQUEST_RANDOM)) {
    return "HelloRetryRequest";
  }
  return isHandshakeName(name) ? HANDSHAKE_BODIES[name].name : HandshakeType.label(msgType);
}
