import { type Field, hex, inspect } from "../bytes/mod.ts";
import { ContentType, Handshake, HeartbeatMessage } from "../wire/mod.ts";
import type { ArrowRow } from "../views/mod.ts";
import { visible } from "./visible.ts";

/** The decoded fields of what an arrow carries: name, value, byte range, one line each. */
export function fieldLines({ records, datagram }: ArrowRow): string[] {
  if (datagram !== undefined) return linesOf(datagram.tree, datagram.bytes, 0);
  return records.flatMap(({ messages, content }) => {
    if (content?.type === ContentType.heartbeat) {
      return linesOf(inspect(HeartbeatMessage, content.bytes).field, content.bytes, 0);
    }
    return messages.flatMap(({ raw }) => {
      const { field } = inspect(Handshake, raw);
      return field.children.filter(({ children }) => children.length > 0)
        .flatMap((body) => linesOf(body, raw, 0));
    });
  });
}

function linesOf(field: Field, bytes: Uint8Array, depth: number): string[] {
  const { name, start, end, children, error } = field;
  const leaf = children.filter((child) => child.name !== "length");
  // A vector's own length is part of the field, and not of its value.
  const from = children[0]?.name === "length" ? children[0].end : start;
  const value = field.text ?? (leaf.length === 0 ? shortHex(bytes.subarray(from, end)) : "");
  const trouble = error === undefined ? "" : ` ! ${error}`;
  const line = `${"  ".repeat(depth)}${name} [${start},${end}) ${value}${trouble}`.trimEnd();
  return [visible(line), ...leaf.flatMap((child) => linesOf(child, bytes, depth + 1))];
}

function shortHex(bytes: Uint8Array): string {
  return bytes.length <= 16 ? hex(bytes) : `${hex(bytes.subarray(0, 12))}… (${bytes.length} bytes)`;
}
