import { type Bytes, type Field, fromUtf8, inspect } from "../bytes/mod.ts";
import { DNS_PORT, DnsMessage, NTP_PORT, NtpPacket } from "../net/mod.ts";
import type { Segment } from "../trace/mod.ts";
import { drawn } from "./fields.ts";
import { statusTree } from "./status_tree.ts";
import { visible, visibleLines } from "./visible.ts";

/** A payload without TLS, as a page shows it. */
export interface PlainPayload {
  readonly format: "DNS" | "NTP" | "HTTP" | "text" | "bytes";
  readonly tree: Field;
  /** Line by line fit for displays; absent for what is no text. */
  readonly text?: string;
}

/** Names the parts of a payload that stands in the clear. */
export function plainPayload({ protocol, from, to, payload }: Segment): PlainPayload {
  if (protocol === "udp" && (from.port === DNS_PORT || to.port === DNS_PORT)) {
    return { format: "DNS", tree: inspect(DnsMessage, payload).field };
  }
  if (protocol === "udp" && (from.port === NTP_PORT || to.port === NTP_PORT)) {
    return { format: "NTP", tree: inspect(NtpPacket, payload).field };
  }
  const status = statusTree(payload, (head) => httpTree(head, linesOf(head)));
  if (status !== undefined) return { format: "HTTP", tree: status };
  const text = fromUtf8(payload);
  if (!isText(text)) return { format: "bytes", tree: drawn("Bytes", 0, payload.length) };
  const lines = linesOf(payload);
  const shown = visibleLines(text);
  return isHttp(text)
    ? { format: "HTTP", tree: httpTree(payload, lines), text: shown }
    : { format: "text", tree: drawn("Text", 0, payload.length, { children: lines }), text: shown };
}

/** Whether a reader would call it text: no octet went to waste, and no controls but line ends. */
function isText(text: string): boolean {
  // deno-lint-ignore no-control-regex
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}

function isHttp(text: string): boolean {
  return /^(?:[A-Z]+ \S+ HTTP\/\d|HTTP\/\d(?:\.\d)? \d{3})/.test(text);
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The lines of a text, line ends included, with what stands before the line end as their text. */
function linesOf(bytes: Bytes): Field[] {
  const lines: Field[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    let stop = feed < 0 ? end : feed;
    if (stop > start && bytes[stop - 1] === CARRIAGE_RETURN) stop--;
    const text = visible(fromUtf8(bytes.subarray(start, stop)));
    lines.push(drawn(`[${lines.length}]`, start, end, { text }));
    start = end;
  }
  return lines;
}

/** Start line, header fields, body (RFC 9112 §2.1). */
function httpTree(bytes: Bytes, lines: readonly Field[]): Field {
  const empty = lines.findIndex(({ text }) => text === "");
  const head = empty < 0 ? lines : lines.slice(0, empty);
  const bodyStart = empty < 0 ? bytes.length : lines[empty]!.end;
  const children = head.map((line, i) =>
    drawn(i === 0 ? "startLine" : fieldName(line, i), line.start, line.end, { text: line.text! })
  );
  if (empty >= 0) children.push(drawn("emptyLine", lines[empty]!.start, bodyStart));
  if (bodyStart < bytes.length) {
    const body = lines.slice(empty + 1).map((line, i) => ({ ...line, name: `[${i}]` }));
    children.push(drawn("body", bodyStart, bytes.length, { children: body }));
  }
  return drawn("HTTP message", 0, bytes.length, { children });
}

/** `Content-Length`, as it is spelt; a line that is no field keeps its number. */
function fieldName({ text = "" }: Field, index: number): string {
  return /^([\w!#$%&'*+\-.^`|~]{1,64}):/.exec(text)?.[1] ?? `line ${index}`;
}
