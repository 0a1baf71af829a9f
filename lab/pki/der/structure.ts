import {
  type Bytes,
  DecodeError,
  type Infer,
  type Reader,
  shortHex,
  type Writer,
} from "../../bytes/mod.ts";
import {
  CONSTRUCTED,
  type DerCodec,
  type Element,
  element,
  Identifier,
  identifierName,
  open,
} from "./element.ts";

/** Elements inside elements are followed this far, so that no input can exhaust the stack. */
export const MAX_DEPTH = 32;

type Members = Record<string, DerCodec<unknown>>;
type Values<F extends Members> = { readonly [K in keyof F]: Infer<F[K]> };

/** A SEQUENCE: its members in order, under the names of the specification. */
export function sequence<F extends Members>(
  name: string,
  members: F,
  show?: (value: Values<F>) => string | undefined,
): Element<Values<F>> {
  const entries = Object.entries(members);
  return element<Values<F>>(name, Identifier.SEQUENCE, {
    read(reader) {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < entries.length; i++) {
        const [key, codec] = entries[i]!;
        value[key] = readMember(reader, key, codec);
      }
      return value as Values<F>;
    },
    write(writer, value) {
      for (const [key, codec] of entries) {
        if (codec.absent === undefined || value[key] !== codec.absent.value) {
          codec.write(writer, value[key]);
        }
      }
    },
    ...(show && { show }),
  });
}

/** Reads one member of a SEQUENCE, or notes that it was left out. */
export function readMember<T>(reader: Reader, key: string, codec: DerCodec<T>): T {
  const absent = codec.absent;
  if (absent === undefined) return reader.field(key, codec);
  if (reader.left === 0 || !codec.accepts(reader.bytes[reader.position]!)) return absent.value;
  const at = reader.position;
  const value = reader.field(key, codec);
  if (value === absent.value) {
    throw new DecodeError(`${key} is written out although it has its default value`, at);
  }
  return value;
}

/** An OPTIONAL member: `undefined` when it is left out. */
export function optional<T>(body: DerCodec<T>): DerCodec<T | undefined> {
  return { ...(body as DerCodec<T | undefined>), absent: { value: undefined } };
}

/** A DEFAULT member: DER leaves it out when it has that value (X.690 §11.5). */
export function withDefault<T>(body: DerCodec<T>, value: T): DerCodec<T> {
  return { ...body, absent: { value } };
}

function items<T>(name: string, identifier: number, item: DerCodec<T>, min: number) {
  return {
    name,
    identifier,
    contents: {
      read(reader: Reader): readonly T[] {
        const values: T[] = [];
        while (reader.left > 0) values.push(reader.item(values.length, item));
        if (values.length < min) reader.fail(`${name} is empty`);
        return values;
      },
      write(writer: Writer, values: readonly T[]): void {
        for (const value of values) item.write(writer, value);
      },
    },
  };
}

/** A SEQUENCE OF, by default with SIZE (1..MAX). */
export function sequenceOf<T>(
  name: string,
  item: DerCodec<T>,
  min = 1,
): Element<readonly T[]> {
  const { identifier, contents } = items(name, Identifier.SEQUENCE, item, min);
  return element(name, identifier, contents);
}

/** A SET OF with SIZE (1..MAX), in the order found; the writer expects the order of DER. */
export function setOf<T>(name: string, item: DerCodec<T>): Element<readonly T[]> {
  const { identifier, contents } = items(name, Identifier.SET, item, 1);
  return element(name, identifier, contents);
}

/** An element together with its own octets, which are written back unchanged. */
export function withDer<T extends object>(
  body: DerCodec<T>,
): DerCodec<T & { readonly der: Bytes }> {
  return {
    name: body.name,
    accepts: (identifier) => body.accepts(identifier),
    read(reader) {
      const start = reader.position;
      const value = body.read(reader) as T & { der: Bytes };
      value.der = reader.bytes.subarray(start, reader.position);
      return value;
    },
    write: (writer, value) => void writer.bytes(value.der),
    ...(body.show && { show: (value: T) => body.show!(value) }),
  };
}

/** What a CHOICE of these alternatives gives: `{ type: "dNSName", value: "bank.example" }`. */
export type Alternatives<F extends Members> = {
  [K in keyof F & string]: { readonly type: K; readonly value: Infer<F[K]> };
}[keyof F & string];

/** A CHOICE: whichever alternative accepts the identifier octet, under its name as `type`. */
export function choice<F extends Members>(
  name: string,
  alternatives: F,
  show?: (value: Alternatives<F>) => string | undefined,
): DerCodec<Alternatives<F>> {
  const entries = Object.entries(alternatives);
  return {
    name,
    accepts: (identifier) => entries.some(([, codec]) => codec.accepts(identifier)),
    read(reader) {
      const identifier = reader.left > 0 ? reader.bytes[reader.position]! : reader.u8();
      for (const [type, codec] of entries) {
        if (codec.accepts(identifier)) {
          return { type, value: codec.read(reader) } as Alternatives<F>;
        }
      }
      return reader.fail(`${identifierName(identifier)} is no alternative of ${name}`);
    },
    write: (writer, { type, value }) => alternatives[type]!.write(writer, value),
    ...(show && { show }),
  };
}

/** Any one element, kept as its octets. Whatever is inside must be DER as well. */
export const any: DerCodec<Bytes> = {
  name: "ANY",
  accepts: () => true,
  read(reader) {
    const start = reader.position;
    walk(reader, 1);
    return reader.bytes.subarray(start, reader.position);
  },
  write: (writer, value) => void writer.bytes(value),
  show: (value) => shortHex(value),
};

function walk(reader: Reader, depth: number): void {
  if (depth > MAX_DEPTH) reader.fail(`elements nested more than ${MAX_DEPTH} deep`);
  const { identifier, contents } = open(reader);
  if ((identifier & CONSTRUCTED) === 0) return;
  for (let i = 0; contents.left > 0; i++) {
    contents.field(`[${i}]`, {
      name: "ANY",
      read: (inner: Reader) => walk(inner, depth + 1),
      write: () => {},
    });
  }
}
