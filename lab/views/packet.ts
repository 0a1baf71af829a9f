import type { Bytes, Field } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import type { EventId, EventOf, Micros, NodeId, Trace } from "../trace/mod.ts";
import { datagramWords } from "./datagram.ts";
import { detailOf, firstLine, labelOf } from "./describe.ts";
import { dissect } from "./dissect.ts";
import { explain } from "./explain.ts";
import { type Annotated, drawn } from "./fields.ts";
import { recordInPayload, type RecordView, recordView } from "./packet_record.ts";
import { type Journey, journeysOf } from "./packets.ts";
import { plainPayload } from "./plain_payload.ts";
import { type Readers, readersOf } from "./readers.ts";
import { foldedRoundsOf } from "./rounds.ts";
import { statusWords } from "./status_words.ts";
import { endpoint, recordsOf, streamsOf, tlsPartOf } from "./streams.ts";
import { visible } from "./visible.ts";

type Sent = EventOf<"wire.sent">;

/** Everything there is to show for one packet on one link. Texts are fit for displays. */
export interface PacketView {
  readonly event: EventId;
  readonly act: number;
  /** Virtual microseconds. */
  readonly at: Micros;
  /** Absent when the link loses it. */
  readonly arrives?: Micros;
  readonly link: string;
  /** The ends of this hop. */
  readonly from: NodeId;
  readonly to: NodeId;
  /** Whose words they are, where they end up, and every packet that carried them, hop by hop. */
  readonly journey: Pick<Journey, "from" | "to" | "past" | "packets">;
  /** Not written by the party it claims to come from, or changed on the way. */
  readonly forged: boolean;
  readonly lost: boolean;
  /** The packet of which this one is a repetition by the transport. */
  readonly repeats?: EventId;
  readonly tappedBy: readonly NodeId[];
  /** The event without which it would not have been sent. */
  readonly cause?: EventId;
  readonly segment: SegmentView;
  /** What a diagram writes on its arrow, and beside it. */
  readonly label: string;
  readonly detail: string;
  /** What there is to say about it, one sentence after the other. */
  readonly explanation: readonly string[];
  /** Who can read it, by the end of the run. */
  readonly readers: Readers;
  /** The payload with its tree: TLS records, or the parts of a plain text or datagram. */
  readonly payload: Annotated;
  readonly format: "TLS" | "DNS" | "NTP" | "HTTP" | "text" | "bytes" | "nothing";
  /** The payload as text, where it is one. */
  readonly text?: string;
  /** Where the record begins of which this packet only carries more. */
  readonly continues?: EventId;
  /** The records that begin in it. */
  readonly records: readonly RecordView[];
}

/** What carries the payload. */
export interface SegmentView {
  readonly protocol: "tcp" | "udp";
  /** `192.0.2.1:443`. */
  readonly from: string;
  readonly to: string;
  readonly flags: readonly string[];
  readonly sequence: number;
  readonly acknowledgment: number;
}

/** One packet with all that is in it; `undefined` if the event is none. */
export function packetView(
  trace: Trace,
  crypto: CryptoProvider,
  id: EventId,
): PacketView | undefined {
  const event = trace.events[id];
  if (event?.kind !== "wire.sent") return undefined;
  const { segment, arrives, retransmits, cause } = event;
  const { payload } = segment;
  const { forged, reaches, ...journey } = journeyThrough(trace, event);
  // Of a long attack, only what goes between the same two ends is worth the work.
  const long = foldedRoundsOf(trace).length > 0;
  const dissected = dissect(trace, crypto, long ? sameEnds(trace, event) : undefined);
  // What is sent again holds what it held the first time.
  const first = retransmits ?? id;
  const found = dissected.get(first) ?? [];
  const last = trace.events[journey.packets.at(-1)!] as Sent;
  const records = found.map((record) => recordView(trace, record, payload.length, last));
  const begun = recordBefore(trace, first);
  // What only looks like a record stands in no connection that began with a hello.
  const before = begun !== undefined && dissected.has(begun.event) ? begun : undefined;
  const plain = records.length === 0 && before === undefined ? plainPayload(segment) : undefined;
  const words = plain && (datagramWords(segment) ?? statusWords(segment.payload));
  const format = payload.length === 0 ? "nothing" : plain?.format ?? "TLS";
  const tree = plain?.tree ?? tlsTree(payload, records, before);
  return {
    event: id,
    act: event.act,
    at: event.at,
    ...(arrives !== undefined && { arrives }),
    link: event.link,
    from: event.node,
    to: event.to,
    journey,
    forged: forged || event.forged === true,
    lost: arrives === undefined,
    ...(retransmits !== undefined && { repeats: retransmits }),
    tappedBy: tapsOf(trace, id),
    ...(cause !== undefined && { cause }),
    segment: {
      protocol: segment.protocol,
      from: endpoint(segment.from),
      to: endpoint(segment.to),
      flags: segment.flags,
      sequence: segment.sequence,
      acknowledgment: segment.acknowledgment,
    },
    label: visible(
      words?.label ??
        (plain === undefined ? labelOf(found) : firstLine(plain.text ?? plain.format)),
    ),
    detail: visible(words?.detail ?? detailOf(found)),
    explanation: [...explain(found), ...circumstances(event, format, before)],
    readers: readersOf(trace, found, reaches),
    payload: { bytes: payload, tree, ...(found[0] && { version: found[0].version }) },
    format,
    ...(plain?.text !== undefined && { text: plain.text }),
    ...(before !== undefined && { continues: before.event }),
    records,
  };
}

/** Picks the packets of the connection that a packet belongs to, on every link. */
function sameEnds({ events }: Trace, { segment: { from, to } }: Sent): (id: EventId) => boolean {
  const ends = [endpoint(from), endpoint(to)];
  return (id) => {
    const event = events[id];
    return event?.kind === "wire.sent" && ends.includes(endpoint(event.segment.from)) &&
      ends.includes(endpoint(event.segment.to));
  };
}

/** The journey that a packet is part of; a packet without payload goes its way alone. */
function journeyThrough(
  trace: Trace,
  { id, node, to, arrives }: Sent,
): PacketView["journey"] & Pick<Journey, "forged" | "reaches"> {
  const found = journeysOf(trace).find(({ packets }) => packets.includes(id));
  if (found === undefined) {
    const reaches = new Set([node, ...tapsOf(trace, id), ...(arrives === undefined ? [] : [to])]);
    return { from: node, to, past: [], packets: [id], forged: false, reaches };
  }
  const { from, past, packets, forged, reaches } = found;
  return { from, to: found.to, past, packets, forged, reaches };
}

function tapsOf(trace: Trace, packet: EventId): NodeId[] {
  return trace.events.flatMap((event) =>
    event.kind === "wire.tapped" && event.packet === packet ? [event.node] : []
  );
}

/** A record that began in an earlier packet, and how many bytes of it stand in this one. */
interface Continued {
  readonly event: EventId;
  readonly bytes: number;
}

/** The record that was not over yet when the packet came. */
function recordBefore(trace: Trace, id: EventId): Continued | undefined {
  const stream = streamsOf(trace).map(tlsPartOf)
    .find(({ chunks }) => chunks.some(({ event }) => event === id));
  if (stream === undefined) return undefined;
  const { chunks } = stream;
  const startOf = new Map<EventId, number>();
  let length = 0;
  for (const { event, bytes } of chunks) {
    startOf.set(event, length);
    length += bytes.length;
  }
  const start = startOf.get(id)!;
  const end = start + chunks.find(({ event }) => event === id)!.bytes.length;
  let at = 0;
  for (const { event, record } of recordsOf(stream)) {
    const over = at + record.bytes.length;
    if (at < start && over > start) return { event, bytes: Math.min(over, end) - start };
    at = over;
  }
  return undefined;
}

/** The records of a payload; what began before and what ends later are marked. */
function tlsTree(
  { length }: Bytes,
  records: readonly RecordView[],
  before: Continued | undefined,
): Field {
  const text = `rest of a record that begins in #${before?.event}`;
  return drawn("Payload", 0, length, {
    children: [
      ...(before === undefined ? [] : [drawn("continued", 0, before.bytes, { text })]),
      ...records.map((record, i) => recordInPayload(record, `TLSRecord[${i}]`)),
    ],
  });
}

/** Bytes of a packet about time that nobody has sealed (RFC 5905 §7.3). */
const NTP_LENGTH = 48;

/** What there is to say about how the packet fared. */
function circumstances(
  { arrives, retransmits, forged, segment: { flags, protocol, payload } }: Sent,
  format: PacketView["format"],
  before: Continued | undefined,
): string[] {
  const sentences: string[] = [];
  if (format === "nothing" && protocol === "tcp") {
    if (flags.includes("SYN")) {
      sentences.push("Opens the transport connection; nothing is said yet.");
    }
    if (flags.includes("FIN")) sentences.push("Closes one direction of the transport connection.");
    if (flags.includes("RST")) sentences.push("Breaks the transport connection off.");
  }
  if (format === "HTTP" || format === "text" || format === "DNS" || format === "NTP") {
    const sealed = format === "NTP" && payload.length > NTP_LENGTH;
    sentences.push(
      sealed
        ? "Everybody on the way can read it; who has no key cannot seal it anew when it is changed."
        : "Nothing protects it: everybody on the way can read it, and change it.",
    );
  }
  if (before !== undefined) {
    sentences.push(`It goes on with a record that begins in #${before.event}.`);
  }
  if (forged === true) sentences.push("It is not what the party wrote whose address it carries.");
  if (arrives === undefined) sentences.push("The link loses it.");
  if (retransmits !== undefined) {
    sentences.push(`The transport sends #${retransmits} again, because no answer came.`);
  }
  return sentences;
}
