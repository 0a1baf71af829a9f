import { type Bytes, type Field, hex, inspect } from "../bytes/mod.ts";
import { ContentType, HeartbeatMessage } from "../wire/mod.ts";
import {
  type ArrowRow,
  type DissectedMessage,
  gistOf,
  messageTree,
  type PlacedCertificate,
  placedCertificates,
  shifted,
} from "../views/mod.ts";
import { visible } from "./visible.ts";

/**
 * The decoded fields of what an arrow carries: name, value, byte range, one line each.
 *
 * @param shown the certificates that have been told already, and at which event; grows
 */
export function fieldLines(
  { event, records, datagram }: ArrowRow,
  shown: Map<string, number>,
): string[] {
  if (datagram !== undefined) return linesOf(datagram.tree, datagram.bytes, 0);
  return records.flatMap(({ messages, content }) => {
    if (content?.type === ContentType.heartbeat) {
      return linesOf(inspect(HeartbeatMessage, content.bytes).field, content.bytes, 0);
    }
    return messages.flatMap((message) => messageLines(message, event, shown));
  });
}

function messageLines(
  message: DissectedMessage,
  event: number,
  shown: Map<string, number>,
): string[] {
  const tree = messageTree(message);
  const certificates = placedCertificates(message, tree);
  const inside: Inside = (field, depth) =>
    certificates.filter(({ place }) => field.end === place.end && field.start <= place.start)
      .flatMap((one) => certificateLines(one, depth, event, shown));
  return tree.children.filter(({ children }) => children.length > 0)
    .flatMap((body) => linesOf(body, message.raw, 0, inside));
}

/** What stands inside a field that has no parts by itself. */
type Inside = (field: Field, depth: number) => readonly string[];

function linesOf(
  field: Field,
  bytes: Bytes,
  depth: number,
  inside: Inside = () => [],
): string[] {
  const { name, start, end, children, error } = field;
  const parts = children.filter((child) => child.name !== "length" && !isDerHeader(child));
  // A vector's own length is part of the field, and not of its value.
  const from = children[0]?.name === "length" ? children[0].end : start;
  const value = field.text ?? (parts.length === 0 ? shortHex(bytes.subarray(from, end)) : "");
  const trouble = error === undefined ? "" : ` ! ${error}`;
  const line = `${"  ".repeat(depth)}${name} [${start},${end}) ${value}${trouble}`.trimEnd();
  const below = parts.length === 0
    ? inside(field, depth + 1)
    : parts.flatMap((child) => linesOf(child, bytes, depth + 1, inside));
  return [visible(line), ...below];
}

/**
 * A certificate's fields the first time, and from then on where they stand. The offsets are those of
 * the message; of one that came packed, its own.
 */
function certificateLines(
  { der, tree, place }: PlacedCertificate,
  depth: number,
  event: number,
  shown: Map<string, number>,
): string[] {
  const key = hex(der);
  const before = shown.get(key);
  if (before !== undefined) {
    return [visible(`${"  ".repeat(depth)}${tree.name} as in #${before}: ${tree.text ?? ""}`)];
  }
  shown.set(key, event);
  const packed = place.end - place.start !== der.length;
  const at = packed ? 0 : place.start;
  const bytes = new Uint8Array(at + der.length);
  bytes.set(der, at);
  return linesOf(shifted(gistOf(tree), at), bytes, depth);
}

/** Identifier and length of a DER element, which say nothing that its value does not. */
function isDerHeader({ name, text = "" }: Field): boolean {
  return name === "header" && / \d+ bytes$/.test(text);
}

function shortHex(bytes: Bytes): string {
  return bytes.length <= 16 ? hex(bytes) : `${hex(bytes.subarray(0, 12))}… (${bytes.length} bytes)`;
}
