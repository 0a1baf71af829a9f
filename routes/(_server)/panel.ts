import { hex } from "../../lab/bytes/mod.ts";
import {
  type Annotated,
  type CertificateView,
  flatten,
  knowledgeAt,
  type PacketView,
  type RecordView,
} from "../../lab/views/mod.ts";
import type { Trace } from "../../lab/trace/mod.ts";
import { noteFor } from "../../lab/wire/mod.ts";
import { millis } from "../(_components)/millis.ts";
import { brief, middleCut, named, told } from "./names.ts";

/** Most bytes of one view: a full record. What is longer is there in the trace. */
const MOST_BYTES = 2 ** 14;
/** Most fields of one view: a certificate may have ten thousand names. */
const MOST_FIELDS = 1_000;
/** Most characters of application data shown as text. */
const MOST_TEXT = 4_000;

/** A field of a byte view, with what there is to say about it. */
export interface PanelField {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text?: string;
  readonly error?: string;
  readonly note?: string;
  readonly spec?: string;
}

/** Bytes and the fields that name them, each lighting up the other. */
export interface BytesModel {
  readonly title: string;
  readonly hint: string;
  /** Two digits a byte. */
  readonly hex: string;
  readonly fields: readonly PanelField[];
  /** Ranges a failed check looked at, and what it said. */
  readonly failing: readonly {
    readonly start: number;
    readonly end: number;
    readonly why: string;
  }[];
}

/** Everything beside the diagram for one row of it, as plain data that travels as JSON. */
export interface PanelModel {
  readonly event: number;
  readonly heading: string;
  readonly label: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly explanation: readonly string[];
  /** Of something that is no packet, nobody is a reader. */
  readonly readers: readonly {
    readonly node: string;
    readonly access: "open" | "key" | "sealed" | "away";
    readonly hostile: boolean;
  }[];
  readonly text?: string;
  readonly checks: readonly PanelCheck[];
  readonly sections: readonly BytesModel[];
  /** Who knows what once this packet has had its effect, and how. */
  readonly knowledge: readonly PanelKnowledge[];
}

/** A secret, and who knows it by now. */
export interface PanelKnowledge {
  readonly title: string;
  readonly by: readonly string[];
  readonly how: string;
}

export interface PanelCheck {
  readonly ok: boolean;
  readonly rule: string;
  readonly detail: string;
  readonly spec: string;
}

/** Makes the panel of a packet. */
export function panelOf(view: PacketView, trace: Trace): PanelModel {
  const { event, journey, label, explanation, readers, text, records } = view;
  const certificates = records.flatMap(({ messages }) => messages)
    .flatMap((message) => message.certificates);
  const judgements = records.flatMap(({ messages }) => messages)
    .flatMap((message) => message.judgements);
  return {
    event,
    // The ends of the arrow; who passed it on in between stands among the facts.
    heading: `${named(journey.from)} to ${named(journey.to)}, ${timeIn(trace, view)}`,
    label: told(label),
    facts: factsOf(view),
    explanation: explanation.map(told),
    readers: readers.map(({ node, access, hostile }) => ({ node: named(node), access, hostile })),
    ...(text !== undefined && { text: middleCut(text, MOST_TEXT) }),
    checks: judgements.flatMap(({ checks }) => checks).map(({ ok, rule, detail, spec }) => ({
      ok,
      rule,
      detail: told(detail),
      spec,
    })),
    sections: [
      ...(records.length === 0 ? [bytesModel("On the wire", "", view.payload)] : []),
      ...records.flatMap(recordSections),
      ...certificates.map(certificateModel),
    ],
    knowledge: knowledgeAt(trace, lastEffect(trace, view)).map(
      ({ title, known, remark }) => ({
        title: named(title),
        by: known.filter(({ extent }) => extent !== "none").map(({ node }) => named(node)),
        how: told(remark),
      }),
    ),
  };
}

/** When something happened, by the clock of the diagram: it begins again where time has gone by. */
export function timeIn(
  { events }: Trace,
  { event, id = event, at }: { readonly event?: number; readonly id?: number; readonly at: number },
): string {
  const elapsed = events.slice(0, id).findLast((one) => one.kind === "elapsed");
  return elapsed?.kind === "elapsed"
    ? `${told(elapsed.text)}, at ${millis(at - elapsed.at)} ms`
    : `at ${millis(at)} ms`;
}

/** The last thing that this packet brought about, once it had arrived. */
function lastEffect(trace: Trace, { event, journey }: PacketView): number {
  const packets = new Set<number>(journey.packets);
  const last = trace.events.findLast(({ cause }) => cause !== undefined && packets.has(cause));
  return last?.id ?? event;
}

function factsOf(view: PacketView): [string, string][] {
  const { link, segment, payload, forged, lost, repeats, journey, tappedBy } = view;
  const facts: [string, string][] = [
    ["Link", named(link)],
    ["Packet", `${segment.protocol.toUpperCase()} ${segment.from} to ${segment.to}`],
    ["Payload", `${payload.bytes.length} bytes`],
  ];
  if (journey.past.length > 0) facts.push(["Passed on by", journey.past.map(named).join(", ")]);
  if (tappedBy.length > 0) facts.push(["Copied by", tappedBy.map(named).join(", ")]);
  if (forged) {
    facts.push([
      "Forged",
      "sent by somebody else than it claims, or changed or repeated on the way",
    ]);
  }
  if (lost) facts.push(["Lost", "the link lost it"]);
  if (repeats !== undefined) facts.push(["Repeats", `#${repeats}`]);
  return facts;
}

/** A record as it travelled, then as it came out of the decryption, then its messages. */
function recordSections(record: RecordView, index: number): BytesModel[] {
  const { travelled, protection, outside, sequence, key, opened, inner, messages } = record;
  const sealed = protection !== "none";
  const number = sequence === undefined ? "" : `, number ${sequence} under its key`;
  const sections = [bytesModel(
    `Record ${index + 1} as it travels`,
    sealed
      ? `Outside it says ${outside}${number}. ` +
        (opened ? `Opened with ${named(key?.title ?? "a key")}.` : "No key of this run opens it.")
      : `In the clear: ${outside}.`,
    travelled,
  )];
  if (inner !== undefined) {
    sections.push(bytesModel(`Record ${index + 1}, decrypted`, "What the seal had hidden.", inner));
  }
  for (const message of messages) {
    const { name, sentence = "" } = message;
    sections.push(bytesModel(name, sentence, message));
  }
  return sections;
}

/** A certificate byte by byte, with the places that failed checks looked at. */
export function certificateModel(
  { index, der, tree, says, checks }: CertificateView,
): BytesModel {
  const who = says === undefined ? "unreadable" : named(says.subject);
  const failing = checks.filter(({ ok, range }) => !ok && range !== undefined)
    .map(({ range, detail }) => ({ ...range!, why: told(detail) }));
  return {
    ...bytesModel(`Certificate ${index}: ${who}`, "", { bytes: der, tree }),
    failing,
  };
}

function bytesModel(title: string, hint: string, { bytes, tree, version }: Annotated): BytesModel {
  const fields = flatten(tree, version);
  const notes = [hint];
  if (bytes.length > MOST_BYTES) notes.push(`${MOST_BYTES} of ${bytes.length} bytes are here.`);
  if (fields.length > MOST_FIELDS) {
    notes.push(`${MOST_FIELDS} of ${fields.length} fields are here.`);
  }
  return {
    title: told(title),
    hint: told(notes.filter((note) => note !== "").join(" ")),
    hex: hex(bytes.subarray(0, MOST_BYTES)),
    fields: fields.slice(0, MOST_FIELDS).map(({ path, name, depth, start, end, text, error }) => {
      const note = noteFor(path, version);
      return {
        path,
        name,
        depth,
        start,
        end,
        ...(text !== undefined && { text: brief(text, 160) }),
        ...(error !== undefined && { error: told(error) }),
        ...(note !== undefined && { note: note.text, spec: note.spec }),
      };
    }),
    failing: [],
  };
}
