import { type Bytes, concat } from "../bytes/mod.ts";
import { Fault, type FramedRecord, RecordFramer } from "../tls/mod.ts";
import { ContentType, MAX_PLAINTEXT } from "../wire/mod.ts";
import type { Endpoint, EventId, EventOf, Trace } from "../trace/mod.ts";

/** One direction of one TCP connection, as it passes on one link. */
export interface WireStream {
  readonly link: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly chunks: readonly Chunk[];
}

/** Payload that stood in one packet. */
export interface Chunk {
  readonly event: EventId;
  /** Where these bytes begin in the packet's payload: above 0 where it repeats older ones. */
  readonly offset: number;
  readonly bytes: Bytes;
}

/** A TLS record, and the packet it begins in. */
export interface LocatedRecord {
  readonly event: EventId;
  /** Where it begins in that packet's payload. */
  readonly offset: number;
  readonly record: FramedRecord;
}

type Sent = EventOf<"wire.sent">;

/** Puts the byte streams on every link together again: repetitions once, all in order. */
export function streamsOf(trace: Trace): readonly WireStream[] {
  const groups = new Map<string, Sent[]>();
  for (const event of trace.events) {
    if (event.kind !== "wire.sent" || event.segment.protocol !== "tcp") continue;
    if (event.segment.payload.length === 0) continue;
    const key = `${event.link} ${endpoint(event.segment.from)} ${endpoint(event.segment.to)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()].map((events) => {
    const { link, segment: { from, to } } = events[0]!;
    return { link, from, to, chunks: inOrder(events) };
  });
}

function inOrder(events: readonly Sent[]): Chunk[] {
  const sorted = events.toSorted((a, b) => a.segment.sequence - b.segment.sequence || a.id - b.id);
  const chunks: Chunk[] = [];
  let next = sorted[0]!.segment.sequence;
  for (const { id, segment: { sequence, payload } } of sorted) {
    const offset = Math.max(0, next - sequence);
    const fresh = payload.subarray(offset);
    if (sequence > next || fresh.length === 0) continue;
    chunks.push({ event: id, offset, bytes: fresh });
    next += fresh.length;
  }
  return chunks;
}

/**
 * A stream from where it speaks TLS: what went before STARTTLS (RFC 3207 §4) is left out, packet by
 * packet. One that never does so stays as it is.
 */
export function tlsPartOf(stream: WireStream): WireStream {
  const start = stream.chunks.findIndex(({ bytes }) => beginsRecord(bytes));
  return start <= 0 ? stream : { ...stream, chunks: stream.chunks.slice(start) };
}

/** Whether bytes look like the header of a record: a known type, and a version of 3.x. */
function beginsRecord(bytes: Bytes): boolean {
  const type = bytes[0]!;
  return bytes.length >= 3 && type >= ContentType.change_cipher_spec &&
    type <= ContentType.application_data && bytes[1] === 3 && bytes[2]! <= 4;
}

/** Content with all that TLS 1.2 may put around it (RFC 5246 §6.2.3), sealed or not. */
const WIDEST = { clear: MAX_PLAINTEXT + 2048, sealed: MAX_PLAINTEXT + 2048 };

/** The records of a stream; none where it does not speak TLS. */
export function recordsOf(stream: WireStream): readonly LocatedRecord[] {
  const { chunks } = tlsPartOf(stream);
  const framer = new RecordFramer();
  framer.widths = WIDEST;
  framer.heartbeats = true;
  framer.push(concat(...chunks.map(({ bytes }) => bytes)));
  const records: LocatedRecord[] = [];
  let at = 0; // of the stream
  let chunk = 0;
  let chunkStart = 0;
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault) break;
    while (at >= chunkStart + chunks[chunk]!.bytes.length) {
      chunkStart += chunks[chunk++]!.bytes.length;
    }
    const { event, offset } = chunks[chunk]!;
    records.push({ event, offset: offset + at - chunkStart, record });
    at += record.bytes.length;
  }
  return records;
}

/** `192.0.2.1:443`. */
export function endpoint({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
