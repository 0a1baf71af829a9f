import { type Bytes, concat } from "../bytes/mod.ts";
import {
  aeadProtection,
  Fault,
  HandshakeJoiner,
  type Kdf,
  nextTrafficSecret,
  RecordFramer,
  type RecordProtection,
  type Suite,
  suiteNamed,
  trafficKeys,
} from "../tls/mod.ts";
import { ContentType, decodeInner, HandshakeType } from "../wire/mod.ts";
import {
  type OpenedRecord,
  type OpenedRecording,
  type OpeningTools,
  openWithoutKey,
} from "./open_recording.ts";
import type { ComputedSecret } from "./read_recording.ts";
import type { RecordedChunk, RecordedConnection } from "./record.ts";

/** The secrets of one moment, as they lie in the memory of either end. */
export interface TrafficSecrets {
  /** What the client's records are under. */
  readonly client: Bytes;
  readonly server: Bytes;
}

/**
 * Opens a recording of TLS 1.3 with the application traffic secrets of some moment. They open what
 * is sealed under them, and after each KeyUpdate they lead to the next ones; there is no way back to
 * those before (RFC 9846 §7.2). Where a generation begins is found by trying.
 */
export function openWithTrafficSecrets(
  connection: RecordedConnection,
  { client, server }: TrafficSecrets,
  tools: OpeningTools,
): OpenedRecording & { readonly computed: readonly ComputedSecret[] } {
  const closed = openWithoutKey(connection, tools);
  const suite = closed.suite === undefined ? undefined : suiteNamed(closed.suite);
  if (suite === undefined) return { ...closed, computed: [] };
  const kdf = { crypto: tools.crypto, hash: suite.hash, length: suite.hashLength };
  const [clientKeys, serverKeys] = [client, server]
    .map((secret) => new Generations(kdf, suite, secret)) as [Generations, Generations];
  const toServer = opened(connection.toServer, clientKeys);
  const toClient = opened(connection.toClient, serverKeys);
  const missed = closed.sealed - toServer.length - toClient.length;
  const { closed: _no, ...rest } = closed;
  return {
    ...rest,
    toServer,
    toClient,
    computed: [
      ...computedIn(toServer, clientKeys.followed),
      ...computedIn(toClient, serverKeys.followed),
    ],
    ...(missed > 0 && { closed: `${missed} are under other keys` }),
  };
}

/** The key of a generation and of all that follow, as they are needed. */
class Generations {
  #secret: Bytes;
  #protection: RecordProtection;
  #joiner = new HandshakeJoiner();
  #sequence = 0;
  /** The secrets that came after the first, in order. */
  readonly followed: Bytes[] = [];

  constructor(readonly kdf: Kdf, readonly suite: Suite, secret: Bytes) {
    this.#secret = secret;
    this.#protection = this.#protectionOf(secret);
  }

  /** The next record under one of the keys, or `undefined` if this is none. */
  open(record: Bytes): Pick<OpenedRecord, "type" | "content" | "key" | "sequence"> | undefined {
    const sealed = this.#protection.open(this.#sequence, record);
    const inner = sealed && decodeInner(sealed);
    if (inner === undefined) return undefined;
    const key = this.followed.length === 0 ? "as stolen" : `update ${this.followed.length}`;
    const sequence = this.#sequence++;
    if (inner.type === ContentType.handshake) this.#hear(inner.content);
    return { type: ContentType.label(inner.type), content: inner.content, key, sequence };
  }

  /** The sender of a KeyUpdate uses the next key from its next record on (§4.7.3). */
  #hear(content: Bytes): void {
    this.#joiner.push(content);
    for (let raw = this.#joiner.next(); raw !== undefined; raw = this.#joiner.next()) {
      if (raw instanceof Fault) return;
      if (raw[0] !== HandshakeType.key_update) continue;
      this.#secret = nextTrafficSecret(this.kdf, this.#secret);
      this.#protection = this.#protectionOf(this.#secret);
      this.#sequence = 0;
      this.followed.push(this.#secret);
    }
  }

  #protectionOf(secret: Bytes): RecordProtection {
    return aeadProtection(this.kdf.crypto, this.suite, trafficKeys(this.kdf, this.suite, secret));
  }
}

/** Each secret with the packets of the KeyUpdate that asked for it. */
function computedIn(
  records: readonly OpenedRecord[],
  followed: readonly Bytes[],
): ComputedSecret[] {
  const method = "the next traffic secret, from the one before";
  return followed.flatMap((secret, i) => {
    const under = i === 0 ? "as stolen" : `update ${i}`;
    const last = records.findLast(({ key }) => key === under);
    return last === undefined ? [] : [{ secret, from: last.packets, method }];
  });
}

function opened(chunks: readonly RecordedChunk[], keys: Generations): OpenedRecord[] {
  const framer = new RecordFramer();
  framer.push(concat(...chunks.map(({ bytes }) => bytes)));
  const found: OpenedRecord[] = [];
  let at = 0;
  for (let index = 0;; index++) {
    const framed = framer.next();
    if (framed === undefined || framed instanceof Fault) return found;
    const { type, bytes } = framed;
    const inside = type === ContentType.application_data ? keys.open(bytes) : undefined;
    if (inside !== undefined) {
      found.push({ index, at, ...inside, packets: packetsOf(chunks, at, at + bytes.length) });
    }
    at += bytes.length;
  }
}

function packetsOf(chunks: readonly RecordedChunk[], from: number, to: number): readonly number[] {
  let at = 0;
  return chunks.filter(({ bytes }) => {
    const begins = at;
    at += bytes.length;
    return begins < to && at > from;
  }).map(({ event }) => event);
}
