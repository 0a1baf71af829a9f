/** Nobody reads further than this, and a test must not drown its own message. */
const MAX_DEPTH = 24;
const MAX_LINES = 20_000;

/**
 * Writes a value out over several lines, made for comparing: keys in alphabetical order, one item a
 * line, octets as rows of sixteen. A text with line breaks of its own keeps them.
 */
export function lines(value: unknown): string[] {
  if (typeof value === "string" && value.includes("\n")) {
    return value.split("\n").map((line) => escape(line));
  }
  const out: string[] = [];
  write(out, "", "", value, "", []);
  return out;
}

/** A value on one line, cut off where it grows long. */
export function short(value: unknown, limit = 200): string {
  const text = lines(value).slice(0, limit).map((line) => line.trim()).join(" ");
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}

/** Makes a text harmless for a terminal: control characters and those that reorder what is shown. */
export function escape(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return known ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function write(
  out: string[],
  indent: string,
  label: string,
  value: unknown,
  end: string,
  inside: readonly object[],
): void {
  if (out.length >= MAX_LINES) return;
  if (typeof value !== "object" || value === null) {
    out.push(indent + label + primitive(value) + end);
    return;
  }
  const leaf = plain(value) ??
    (inside.includes(value) ? "[Circular]" : inside.length >= MAX_DEPTH ? "[…]" : undefined);
  if (leaf !== undefined) {
    out.push(indent + label + leaf + end);
    return;
  }
  const { open, close, parts } = opened(value);
  if (parts.length === 0) {
    out.push(`${indent}${label}${open}${close}${end}`);
    return;
  }
  out.push(indent + label + open);
  for (const [name, part] of parts) {
    if (part instanceof Verbatim) out.push(`${indent}  ${name}${part.text}`);
    else write(out, indent + "  ", name, part, ",", [...inside, value]);
  }
  out.push(indent + close + end);
}

function primitive(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `"${escape(value.replace(/["\\]/g, "\\$&"))}"`;
    case "bigint":
      return `${value}n`;
    case "function":
      return `[Function: ${escape(value.name) || "(anonymous)"}]`;
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

/** Objects that one word describes. */
function plain(value: object): string | undefined {
  if (value instanceof Date) return Number.isNaN(+value) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof URL) return `URL "${escape(value.href)}"`;
  if (value instanceof Error) return `${escape(value.name)} "${escape(value.message)}"`;
  return undefined;
}

/** A line that is printed as it is. */
class Verbatim {
  constructor(readonly text: string) {}
}

interface Opened {
  readonly open: string;
  readonly close: string;
  readonly parts: [label: string, value: unknown][];
}

function opened(value: object): Opened {
  if (value instanceof Uint8Array) {
    return { open: `${className(value)}(${value.length}) [`, close: "]", parts: rows(value) };
  }
  const name = className(value);
  const title = name === "Object" || name === "Array" ? "" : `${name} `;
  const properties = (keys: PropertyKey[]): [string, unknown][] =>
    keys.map((key) => [`${label(key)}: `, (value as Record<PropertyKey, unknown>)[key]]);
  if (Array.isArray(value) || ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items = [...value as unknown as Iterable<unknown>];
    return { open: `${title}[`, close: "]", parts: items.map((item) => ["", item]) };
  }
  const entries: [string, unknown][] = value instanceof Map
    ? [...value].map(([key, item]) => [`${short(key)} => `, item])
    : value instanceof Set
    ? [...value].map((item) => ["", item])
    : [];
  const keys = Reflect.ownKeys(value)
    .filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))
    .sort((a, b) => String(a) < String(b) ? -1 : 1);
  return { open: `${title}{`, close: "}", parts: [...entries, ...properties(keys)] };
}

function className(value: object): string {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null ? "Object" : escape(String(prototype.constructor?.name ?? "Object"));
}

function label(key: PropertyKey): string {
  if (typeof key === "symbol") return `[${String(key)}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(String(key)) ? String(key) : primitive(String(key));
}

/** Sixteen octets a row behind the offset of the first: the form every dump of a packet has. */
function rows(bytes: Uint8Array): [string, Verbatim][] {
  const rows: [string, Verbatim][] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const digits = [...bytes.subarray(at, at + 16)].map((octet) => hex(octet, 2)).join(" ");
    rows.push(["", new Verbatim(`${hex(at, 4)}  ${digits}`)]);
  }
  return rows;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
