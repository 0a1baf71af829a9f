import { type Bytes, type Field, fromUtf8 } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import type { EventId, EventOf, NodeId, Trace, TraceEvent } from "../trace/mod.ts";
import { datagramWords } from "./datagram.ts";
import { detailOf, firstLine, labelOf } from "./describe.ts";
import { statusWords } from "./status_words.ts";
import { dissect, type DissectedRecord, type Protection } from "./dissect.ts";
import { tallyText } from "./grants.ts";
import { journeysOf } from "./packets.ts";
import { plainPayload } from "./plain_payload.ts";
import { type Readers, readersOf } from "./readers.ts";
import { drawnIn, foldedRoundsOf } from "./rounds.ts";
import { endpoint } from "./streams.ts";

/** A party's column. */
export interface Lane {
  readonly id: NodeId;
  readonly role: string;
  readonly hostile: boolean;
}

/** A new act. */
export interface ActRow {
  readonly kind: "act";
  readonly event: EventId;
  readonly number: number;
  readonly title: string;
  readonly happens: boolean;
}

/** A payload on its way between two lanes. */
export interface ArrowRow {
  readonly kind: "arrow";
  readonly event: EventId;
  /** Virtual microseconds; where time has gone by in a band, from there. */
  readonly at: number;
  /** Lane indexes. */
  readonly from: number;
  readonly to: number;
  /** Lanes that let it pass unchanged. */
  readonly past: readonly number[];
  /** Lanes that made a copy. */
  readonly tappedBy: readonly number[];
  readonly label: string;
  readonly detail: string;
  readonly protection: Protection;
  readonly forged: boolean;
  readonly lost: boolean;
  readonly repeated: boolean;
  /** Bytes of payload. */
  readonly length: number;
  readonly records: readonly DissectedRecord[];
  /** The parts of a datagram about names or time, with the bytes that they are parts of. */
  readonly datagram?: { readonly tree: Field; readonly bytes: Bytes };
  readonly readers: Readers;
}

/** Something that happened inside one party. */
export interface RemarkRow {
  readonly kind: "remark";
  readonly event: EventId;
  readonly at: number;
  readonly lane: number;
  readonly text: string;
  readonly tone: "neutral" | "bad" | "good";
}

/** A line across all lanes: time that goes by, tries that are like the ones before. */
export interface BandRow {
  readonly kind: "band";
  readonly event: EventId;
  readonly at: number;
  readonly text: string;
}

export type SequenceRow = ActRow | ArrowRow | RemarkRow | BandRow;

/** A run as a sequence diagram: time goes down by events, not by the clock. */
export interface Sequence {
  readonly lanes: readonly Lane[];
  readonly rows: readonly SequenceRow[];
}

/** A packet of so many bytes may be the beginning of a text that goes on in the next one. */
const LONG = 1200;

/** Draws up the diagram of a run. */
export function sequence(trace: Trace, crypto: CryptoProvider): Sequence {
  const lanes = trace.parties.map(({ id, role, hostile }) => ({ id, role, hostile }));
  const index = new Map(lanes.map(({ id }, i) => [id, i]));
  const folds = foldedRoundsOf(trace);
  const dissected = dissect(trace, crypto, folds.length > 0 ? drawnIn(trace) : undefined);
  const journeys = new Map(journeysOf(trace).map((journey) => [journey.event, journey]));
  const encrypted = tlsStreams(trace, dissected);
  const rows: SequenceRow[] = [];
  let since = 0; // where the clock began again
  let fold = 0; // the next of the folds
  let until = 0; // up to where nothing is drawn
  const long = new Map<string, number>(); // when a stream last filled a packet in the clear
  for (const event of trace.events) {
    if (event.kind === "act") {
      const { act: number, title, happens } = event;
      rows.push({ kind: "act", event: event.id, number, title, happens });
      continue;
    }
    for (; folds[fold] !== undefined && folds[fold]!.from <= event.id; fold++) {
      const { from, until: next, text } = folds[fold]!;
      if (from >= until) rows.push({ kind: "band", event: from, at: event.at - since, text });
      until = Math.max(until, next);
    }
    // What an attacker learns is never left out.
    if (event.id < until && event.kind !== "secret" && event.kind !== "elapsed") continue;
    if (event.kind === "elapsed") {
      since = event.at;
      rows.push({ kind: "band", event: event.id, at: 0, text: event.text });
      continue;
    }
    const journey = journeys.get(event.id);
    if (journey !== undefined) {
      const { retransmits, segment: { payload } } = journey.first;
      // What is sent again says what it said the first time.
      const records = dissected.get(retransmits ?? event.id) ?? [];
      const plain = records.length === 0 &&
        !(event.id > (encrypted.get(streamKey(journey.first)) ?? Infinity));
      const words = plain
        ? datagramWords(journey.first.segment) ?? statusWords(payload)
        : undefined;
      const label = words?.label ?? (plain ? firstLine(fromUtf8(payload)) : labelOf(records));
      if (label === "") continue; // the rest of a flight that began in an earlier packet
      if (plain && words === undefined) {
        // What leaves in the same moment is the rest of a text that did not fit into one packet.
        const key = streamKey(journey.first);
        const rest = long.get(key) === event.at && retransmits === undefined;
        if (payload.length >= LONG) long.set(key, event.at);
        if (rest) continue;
      }
      rows.push({
        kind: "arrow",
        event: event.id,
        at: event.at - since,
        from: index.get(journey.from) ?? 0,
        to: index.get(journey.to) ?? 0,
        past: journey.past.map((node) => index.get(node) ?? 0),
        tappedBy: journey.tappedBy.map((node) => index.get(node) ?? 0),
        label,
        detail: words?.detail ?? detailOf(records),
        protection: records.findLast(({ protection }) => protection !== "none")?.protection ??
          "none",
        forged: journey.forged,
        lost: journey.lost,
        repeated: journey.repeated,
        length: payload.length,
        records,
        ...(words !== undefined && {
          datagram: { tree: plainPayload(journey.first.segment).tree, bytes: payload },
        }),
        readers: readersOf(trace, records, journey.reaches),
      });
      continue;
    }
    const remark = remarkOf(event, trace);
    if (remark !== undefined) {
      const lane = index.get(event.node) ?? 0;
      rows.push({ kind: "remark", event: event.id, at: event.at - since, lane, ...remark });
    }
  }
  return { lanes, rows };
}

/**
 * Where streams begin to speak TLS, by the first packet with a record in it; behind that, a packet
 * without one only goes on with what began before it.
 */
function tlsStreams(
  trace: Trace,
  dissected: ReadonlyMap<EventId, readonly DissectedRecord[]>,
): ReadonlyMap<string, EventId> {
  const streams = new Map<string, EventId>();
  for (const id of dissected.keys()) {
    const packet = trace.events[id];
    if (packet?.kind !== "wire.sent") continue;
    const key = streamKey(packet);
    streams.set(key, Math.min(id, streams.get(key) ?? id));
  }
  return streams;
}

function streamKey({ link, segment: { from, to } }: EventOf<"wire.sent">): string {
  return `${link} ${endpoint(from)} ${endpoint(to)}`;
}

function remarkOf(
  event: TraceEvent,
  trace: Trace,
): Pick<RemarkRow, "text" | "tone"> | undefined {
  switch (event.kind) {
    case "note":
      return { text: event.text, tone: "neutral" };
    case "grant":
      return { text: `is granted: ${event.what} (${event.why})`, tone: "bad" };
    case "tally":
      return { text: `counts ${tallyText(event)}`, tone: "neutral" };
    case "tls.check": {
      const failed = event.checks.filter(({ ok }) => !ok);
      if (!event.ok) {
        const does = event.subject === "certificate log" ? "finds" : "refuses";
        return { text: `${does}: ${failed.map(({ detail }) => detail).join("; ")}`, tone: "good" };
      }
      if (event.subject === "certificate log") {
        // No message shows what a reader has computed from what a log has said.
        const seen = event.checks.map(({ detail }) => detail).join("; ");
        return { text: `checks: ${seen}`, tone: "neutral" };
      }
      const last = event.checks.at(-1);
      if (event.subject === "revocation" && last?.rule === "revocationAnswer") {
        return { text: last.detail, tone: "neutral" };
      }
      if (event.flaw === undefined || failed.length === 0) return undefined;
      const title = trace.flaws.find(({ id }) => id === event.flaw)?.title ?? event.flaw;
      const [first] = failed;
      return { text: `flaw: ${title}. ${first!.detail} (${first!.spec})`, tone: "bad" };
    }
    case "tls.earlyData":
      return event.accepted
        ? { text: "hears that its early data were taken", tone: "neutral" }
        : { text: "hears that nobody has read its early data", tone: "neutral" };
    case "tls.alert":
      if (event.direction === "received" || event.reason === undefined) return undefined;
      return event.reason === "certificateRejected" || event.reason === "pinMismatch" ||
          event.reason === "statusRefused"
        ? undefined // the check before it has said so
        : { text: `ends it: ${event.detail}`, tone: "good" };
    case "app.effect":
      return { text: event.effect, tone: "neutral" };
    case "secret": {
      const party = trace.parties.find(({ id }) => id === event.node);
      const secret = trace.secrets.find(({ id }) => id === event.secret);
      if (party?.hostile !== true || secret?.kind === "traffic secret") return undefined;
      if (event.how.by === "granted") return undefined; // the grant has said so
      if (event.how.by === "generated") return { text: `makes: ${secret?.title}`, tone: "neutral" };
      return { text: `learns: ${secret?.title}`, tone: "bad" };
    }
    default:
      return undefined;
  }
}
