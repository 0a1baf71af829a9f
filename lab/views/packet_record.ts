import { concat, decode, type Field, fromUtf8, inspect } from "../bytes/mod.ts";
import type { EventOf, NodeId, SecretId, Trace } from "../trace/mod.ts";
import {
  Alert,
  AlertDescription,
  AlertLevel,
  ContentType,
  HeartbeatMessage,
  InnerPlaintext,
  Record,
} from "../wire/mod.ts";
import type { DissectedRecord, Protection } from "./dissect.ts";
import { type Annotated, clipped, descend, drawn, shifted, within } from "./fields.ts";
import { isOlder } from "./messages.ts";
import { type MessageView, messageView } from "./packet_message.ts";
import { visibleLines } from "./visible.ts";

/** The secret whose key opens a record. */
export interface KeyView {
  readonly secret: SecretId;
  readonly title: string;
  /** Who is proved to know it at the end of the run. */
  readonly holders: readonly NodeId[];
}

/** A record as a page shows it: as it travelled, and what was inside. */
export interface RecordView {
  /** Header and fragment, all of it, also what came in later packets. */
  readonly travelled: Annotated;
  /** Which bytes of the packet's payload are its own. */
  readonly range: { readonly start: number; readonly end: number };
  /** Whether it ends in a later packet. */
  readonly goesOn: boolean;
  /** The type anybody can read: `application_data`. */
  readonly outside: string;
  readonly protection: Protection;
  /** Number under its key; absent in the clear. */
  readonly sequence?: number;
  /** Absent in the clear, and where no key of the run opens it. */
  readonly key?: KeyView;
  /** Whether the lab can look inside, with the keys of the run. */
  readonly opened: boolean;
  /** What came out of the decryption (TLS 1.3: `TLSInnerPlaintext`); absent in the clear. */
  readonly inner?: Annotated;
  /** The true type of the content: `handshake`; absent when nothing opens the record. */
  readonly content?: string;
  /** Zero bytes behind the content. */
  readonly padding: number;
  /** Handshake messages that end in it. */
  readonly messages: readonly MessageView[];
  readonly alert?: { readonly level: string; readonly description: string; readonly tree: Field };
  /** Application data as text, line by line fit for displays. */
  readonly text?: string;
}

/**
 * @param length bytes of the packet's payload
 * @param last the packet that reached the receiver
 */
export function recordView(
  trace: Trace,
  record: DissectedRecord,
  length: number,
  last: EventOf<"wire.sent">,
): RecordView {
  const { bytes, offset, type, version, protection, sequence, secret, content } = record;
  const messages = record.messages.map((message) => messageView(trace, message, last));
  const sealed = protection !== "none";
  const inside = content === undefined ? [] : contentTrees(record, messages);
  const end = Math.min(length, offset + bytes.length);
  return {
    travelled: { bytes, tree: travelledTree(record, sealed ? [] : inside), version },
    range: { start: offset, end },
    goesOn: offset + bytes.length > length,
    outside: ContentType.label(type),
    protection,
    ...(sequence !== undefined && { sequence }),
    ...(secret !== undefined && { key: keyView(trace, secret) }),
    opened: content !== undefined,
    ...(sealed && content !== undefined && { inner: innerOf(content, inside, version) }),
    ...(content !== undefined && { content: ContentType.label(content.type) }),
    padding: content?.padding ?? 0,
    messages,
    ...(content !== undefined && contentWords(content)),
  };
}

function keyView(trace: Trace, secret: SecretId): KeyView {
  return {
    secret,
    title: trace.secrets.find(({ id }) => id === secret)?.title ?? secret,
    holders: trace.parties.map(({ id }) => id)
      .filter((node) => trace.knowledge.some((one) => one.node === node && one.secret === secret)),
  };
}

type Content = NonNullable<DissectedRecord["content"]>;

/**
 * The octets that came out of the decryption. In TLS 1.3 they are written down again: content, type,
 * zeros; before, the type stands outside and there is nothing but the content.
 */
function innerOf(
  { bytes, type, padding }: Content,
  inside: readonly Field[],
  version: number,
): Annotated {
  if (isOlder(version)) {
    return { bytes, tree: drawn("content", 0, bytes.length, { children: inside }), version };
  }
  const inner = concat(bytes, Uint8Array.of(type), new Uint8Array(padding));
  return { bytes: inner, tree: within(inspect(InnerPlaintext, inner).field, ["content"], inside) };
}

/** The record's own fields; what stands in the clear is drawn inside its fragment. */
function travelledTree({ bytes }: DissectedRecord, inside: readonly Field[]): Field {
  const tree = inspect(Record, bytes).field;
  const begin = descend(tree, "fragment", "length")?.end ?? 0;
  return within(tree, ["fragment"], inside.map((field) => shifted(field, begin)));
}

/** What stands in a record's content; offsets count from the content's first byte. */
function contentTrees({ content }: DissectedRecord, messages: readonly MessageView[]): Field[] {
  const { type, bytes } = content!;
  if (type === ContentType.alert) return [inspect(Alert, bytes).field];
  if (type === ContentType.heartbeat) return [inspect(HeartbeatMessage, bytes).field];
  if (type !== ContentType.handshake) return [];
  const fields: Field[] = [];
  let at = 0;
  for (const { name, tree, start, bytes: { length } } of messages) {
    at = start + length;
    fields.push(
      start < 0
        ? drawn(name, 0, at, { text: "its end; it begins in an earlier record" })
        : shifted(tree, start, "Handshake"),
    );
  }
  if (at < bytes.length) {
    const text = "the beginning of a message that ends in a later record";
    fields.push(drawn("Handshake", at, bytes.length, { text }));
  }
  return fields;
}

function contentWords({ type, bytes }: Content): Pick<RecordView, "alert" | "text"> {
  if (type === ContentType.application_data) return { text: visibleLines(fromUtf8(bytes)) };
  if (type !== ContentType.alert) return {};
  const alert = decode(Alert, bytes);
  return {
    alert: {
      level: alert.ok ? AlertLevel.label(alert.value.level) : "unreadable",
      description: alert.ok ? AlertDescription.label(alert.value.description) : "broken alert",
      tree: inspect(Alert, bytes).field,
    },
  };
}

/** What of a record stands in its packet's payload, as part of the payload's tree. */
export function recordInPayload(
  { travelled, range, goesOn }: RecordView,
  name: string,
): Field {
  const field = clipped(shifted(travelled.tree, range.start, name), range.end);
  return goesOn ? { ...field, text: "goes on in a later packet" } : field;
}
