import { type Bytes, hex } from "./bytes.ts";
import { DecodeError, type Field, FieldSink, Reader } from "./reader.ts";
import { type Writer, written } from "./writer.ts";

/**
 * One declaration of how a value stands in octets. Decoding, encoding and the annotated tree all
 * come from it: `read` names its parts through `Reader.field`, so nothing is described twice.
 */
export interface Codec<T> {
  /** What the specification calls it: `ClientHello`, `uint16`. */
  readonly name: string;
  read(reader: Reader): T;
  write(writer: Writer, value: T): void;
  /** A short text for displays; `undefined` where the octets speak for themselves. */
  show?(value: T): string | undefined;
}

/** The value type of a codec. */
export type Infer<C> = C extends Codec<infer T> ? T : never;

/** What decoding gave: a value, or the place and the reason of the failure. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string; readonly at: number };

/** What inspecting gave: always a tree, even of broken input, and the value if there is one. */
export interface Inspected<T> {
  readonly field: Field;
  readonly value?: T;
  readonly error?: string;
}

/** Reads all of `bytes` as one value. Never throws on what the bytes hold. */
export function decode<T>(codec: Codec<T>, bytes: Bytes): Decoded<T> {
  const reader = new Reader(bytes);
  try {
    const value = codec.read(reader);
    reader.finish();
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { ok: false, error: inspect(codec, bytes).error ?? error.message, at: error.at };
  }
}

/**
 * Reads bytes that this program wrote or checked itself.
 *
 * @throws {SyntaxError} if they do not decode
 */
export function decodeTrusted<T>(codec: Codec<T>, bytes: Bytes): T {
  const result = decode(codec, bytes);
  if (result.ok) return result.value;
  throw new SyntaxError(result.error);
}

/** The octets of a value. */
export function encode<T>(codec: Codec<T>, value: T): Bytes {
  return written((writer) => codec.write(writer, value));
}

/** Reads bytes for a display: the tree of named ranges, as far as the input makes sense. */
export function inspect<T>(codec: Codec<T>, bytes: Bytes): Inspected<T> {
  const sink = new FieldSink(codec.name, bytes.length);
  const reader = new Reader(bytes, 0, bytes.length, sink);
  try {
    const value = codec.read(reader);
    reader.finish();
    const text = codec.show?.(value);
    if (text !== undefined) sink.root.text = text;
    return { field: sink.root, value };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const where = sink.path();
    sink.fail(error.at, error.message);
    return {
      field: sink.root,
      error: `Cannot decode ${where} at byte ${error.at}: ${error.message}`,
    };
  }
}

function uint(name: string, size: 1 | 2 | 3 | 4): Codec<number> {
  return {
    name,
    read: (reader) => reader.uint(size),
    write: (writer, value) => void writer.uint(size, value),
    show: (value) => String(value),
  };
}

/** Unsigned big-endian numbers (RFC 9846 §3.3). */
export const uint8: Codec<number> = uint("uint8", 1);
export const uint16: Codec<number> = uint("uint16", 2);
export const uint24: Codec<number> = uint("uint24", 3);
export const uint32: Codec<number> = uint("uint32", 4);

/** Every octet up to the bound of the enclosing structure. */
export const rest: Codec<Bytes> = {
  name: "opaque",
  read: (reader) => reader.rest(),
  write: (writer, value) => void writer.bytes(value),
};

/** Exactly `count` octets. */
export function fixed(count: number): Codec<Bytes> {
  return {
    name: `opaque[${count}]`,
    read: (reader) => reader.take(count),
    write: (writer, value) => {
      if (value.length !== count) {
        throw new RangeError(`Cannot write ${value.length} bytes where ${count} belong`);
      }
      writer.bytes(value);
    },
  };
}

/** A vector behind its own length (RFC 9846 §3.4): `prefixed(2, list(CipherSuite), { min: 2 })`. */
export function prefixed<T>(
  size: 1 | 2 | 3,
  body: Codec<T>,
  limits: { readonly min?: number; readonly max?: number } = {},
): Codec<T> {
  const { min = 0, max = 2 ** (8 * size) - 1 } = limits;
  const length = uint("length", size);
  const check = (count: number): string | undefined =>
    count < min
      ? `a length of ${count}, where at least ${min} is required`
      : count > max
      ? `a length of ${count}, where at most ${max} is allowed`
      : undefined;
  return {
    name: `${body.name}<${min}..${max}>`,
    read(reader) {
      const start = reader.position;
      const count = reader.field("length", length);
      const wrong = check(count);
      if (wrong !== undefined) throw new DecodeError(wrong, start);
      return reader.within(count, body);
    },
    write(writer, value) {
      const start = writer.length;
      writer.prefixed(size, () => body.write(writer, value));
      const wrong = check(writer.length - start - size);
      if (wrong !== undefined) throw new RangeError(`Cannot write ${body.name}: ${wrong}`);
    },
    ...(body.show && { show: (value: T) => body.show!(value) }),
  };
}

/** As many items as fit up to the bound. */
export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    name: item.name,
    read(reader) {
      const items: T[] = [];
      while (reader.left > 0) items.push(reader.item(items.length, item));
      return items;
    },
    write(writer, items) {
      for (const value of items) item.write(writer, value);
    },
  };
}

/** A part that older peers leave out altogether: absent when nothing is left to read. */
export function optional<T>(body: Codec<T>): Codec<T | undefined> {
  return {
    name: body.name,
    read: (reader) => reader.left === 0 ? undefined : body.read(reader),
    write: (writer, value) => {
      if (value !== undefined) body.write(writer, value);
    },
    show: (value) => value === undefined ? "absent" : body.show?.(value),
  };
}

/** A structure: its parts in order, under the names of the specification. */
export function struct<F extends Record<string, Codec<unknown>>>(
  name: string,
  fields: F,
  show?: (value: { readonly [K in keyof F]: Infer<F[K]> }) => string | undefined,
): Codec<{ readonly [K in keyof F]: Infer<F[K]> }> {
  const entries = Object.entries(fields);
  type Value = { readonly [K in keyof F]: Infer<F[K]> };
  return {
    name,
    read(reader) {
      const value: Record<string, unknown> = {};
      for (const [key, codec] of entries) value[key] = reader.field(key, codec);
      return value as Value;
    },
    write(writer, value) {
      for (const [key, codec] of entries) codec.write(writer, value[key]);
    },
    ...(show && { show }),
  };
}

/** A codec for a number with names, which are members of it: `CipherSuite.TLS_AES_128_GCM_SHA256`. */
export type Registry<N extends Record<string, number>> = Codec<number> & N & {
  /** The IANA name, or `undefined` for a value without one. */
  nameOf(value: number): string | undefined;
  /** The IANA name, or `unknown (0x1a1a)`. */
  label(value: number): string;
  /** Every name with its value, in the order declared. */
  readonly entries: readonly (readonly [name: keyof N & string, value: number])[];
};

/** A registry of named numbers (RFC 9846 §3.5). Values without a name are kept as they are. */
export function registry<const N extends Record<string, number>>(
  name: string,
  size: 1 | 2,
  values: N,
): Registry<N> {
  const names = new Map<number, string>();
  for (const [label, value] of Object.entries(values)) {
    if (!names.has(value)) names.set(value, label);
  }
  const digits = (value: number) => `0x${value.toString(16).padStart(2 * size, "0")}`;
  return {
    ...values,
    name,
    read: (reader: Reader) => reader.uint(size),
    write: (writer: Writer, value: number) => void writer.uint(size, value),
    show: (value: number) => `${names.get(value) ?? "unknown"} (${digits(value)})`,
    nameOf: (value: number) => names.get(value),
    label: (value: number) => names.get(value) ?? `unknown (${digits(value)})`,
    entries: Object.entries(values) as [keyof N & string, number][],
  };
}

/** The same codec, with another text for displays. */
export function shown<T>(codec: Codec<T>, show: (value: T) => string | undefined): Codec<T> {
  return { name: codec.name, read: codec.read, write: codec.write, show };
}

/** Shows a value as hexadecimal digits, cut in the middle when long. */
export function shortHex(bytes: Bytes, keep = 8): string {
  const digits = hex(bytes);
  return bytes.length <= 2 * keep
    ? digits
    : `${digits.slice(0, 2 * keep)}…${digits.slice(-4)} (${bytes.length} bytes)`;
}
