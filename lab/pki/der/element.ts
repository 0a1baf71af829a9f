import {
  type Bytes,
  type Codec,
  DecodeError,
  type Reader,
  Writer,
  written,
} from "../../bytes/mod.ts";

/**
 * DER (X.690 §10) is tag, length, contents, all the way down. Every value has exactly one
 * encoding, so a signature over the octets is a signature over the meaning; the reader therefore
 * refuses whatever BER would let pass.
 */
export interface DerCodec<T> extends Codec<T> {
  /** Whether an element that begins with this identifier octet may stand here. */
  accepts(identifier: number): boolean;
  /** What it means when the element is left out, for OPTIONAL and DEFAULT members of a SEQUENCE. */
  readonly absent?: { readonly value: T };
}

/** How the contents of an element are read and written; the reader is bounded to them. */
export interface Contents<T> {
  read(reader: Reader): T;
  write(writer: Writer, value: T): void;
  show?(value: T): string | undefined;
}

/** A codec with one fixed identifier octet, which IMPLICIT tagging can replace. */
export interface Element<T> extends DerCodec<T> {
  readonly identifier: number;
  readonly contents: Contents<T>;
}

/** Identifier octets: class, the constructed bit 0x20, and the tag number (X.690 §8.1.2). */
export const Identifier = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  "BIT STRING": 0x03,
  "OCTET STRING": 0x04,
  NULL: 0x05,
  "OBJECT IDENTIFIER": 0x06,
  ENUMERATED: 0x0a,
  UTF8String: 0x0c,
  NumericString: 0x12,
  PrintableString: 0x13,
  TeletexString: 0x14,
  IA5String: 0x16,
  UTCTime: 0x17,
  GeneralizedTime: 0x18,
  VisibleString: 0x1a,
  UniversalString: 0x1c,
  BMPString: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

const IDENTIFIER_NAMES = new Map<number, string>(
  Object.entries(Identifier).map(([name, octet]) => [octet, name]),
);
export const CONSTRUCTED = 0x20;
const CONTEXT = 0x80;
const TAG_NUMBER = 0x1f;

/** `SEQUENCE`, `[3]`, `identifier 0x7f`. */
export function identifierName(identifier: number): string {
  const name = IDENTIFIER_NAMES.get(identifier);
  if (name !== undefined) return name;
  const digits = `0x${identifier.toString(16).padStart(2, "0")}`;
  return (identifier & 0xc0) === CONTEXT ? `[${identifier & TAG_NUMBER}]` : `identifier ${digits}`;
}

/** The identifier octet of context tag `[number]`. */
export function contextIdentifier(number: number, constructed: boolean): number {
  return CONTEXT | (constructed ? CONSTRUCTED : 0) | number;
}

/** A length in its shortest form; the indefinite form and spare zeros are BER, not DER (§10.1). */
function readLength(reader: Reader): number {
  const at = reader.position;
  const first = reader.u8();
  if (first < 0x80) return first;
  const octets = first & 0x7f;
  if (octets === 0) throw new DecodeError("an indefinite length, which DER forbids", at);
  if (octets > 4) throw new DecodeError(`a length of ${octets} bytes, where 4 are plenty`, at);
  const length = reader.uint(octets as 1 | 2 | 3 | 4);
  if (length < 0x80 || length < 2 ** (8 * (octets - 1))) {
    throw new DecodeError(`length ${length} is not in its shortest form`, at);
  }
  return length;
}

/** Passes the identifier and length octets; gives the identifier and a reader over the contents. */
export function open(reader: Reader): { identifier: number; contents: Reader } {
  const sink = reader.sink;
  sink?.enter("header", reader.position);
  const at = reader.position;
  const identifier = reader.u8();
  if ((identifier & TAG_NUMBER) === TAG_NUMBER) {
    throw new DecodeError("a tag number above 30, which no certificate needs", at);
  }
  const length = readLength(reader);
  if (length > reader.left) reader.fail(`need ${length} bytes, ${reader.left} left`);
  sink?.leave(reader.position, `${identifierName(identifier)}, ${length} bytes`);
  return { identifier, contents: reader.sub(length) };
}

/** Declares an element with one identifier octet. */
export function element<T>(name: string, identifier: number, contents: Contents<T>): Element<T> {
  return {
    name,
    identifier,
    contents,
    accepts: (seen) => seen === identifier,
    read(reader) {
      if (reader.left > 0 && reader.bytes[reader.position] !== identifier) {
        const seen = identifierName(reader.bytes[reader.position]!);
        reader.fail(`${seen} where ${identifierName(identifier)} is required`);
      }
      const inner = open(reader).contents;
      const value = contents.read(inner);
      inner.finish();
      return value;
    },
    write: (writer, value) =>
      writeElement(writer, identifier, (body) => contents.write(body, value)),
    ...(contents.show && { show: (value: T) => contents.show!(value) }),
  };
}

/** `[number] IMPLICIT`: the context tag takes the place of the element's own. */
export function implicit<T>(number: number, body: Element<T>): Element<T> {
  const constructed = (body.identifier & CONSTRUCTED) !== 0;
  return element(body.name, contextIdentifier(number, constructed), body.contents);
}

/** `[number] EXPLICIT`: the context tag is wrapped around the whole element. */
export function explicit<T>(number: number, body: DerCodec<T>): Element<T> {
  return element(body.name, contextIdentifier(number, true), {
    read: (reader) => body.read(reader),
    write: (writer, value) => body.write(writer, value),
    ...(body.show && { show: (value: T) => body.show!(value) }),
  });
}

/** Writes identifier, shortest length, and whatever `body` writes. */
export function writeElement(
  writer: Writer,
  identifier: number,
  body: (writer: Writer) => void,
): void {
  const contents = written(body);
  writer.u8(identifier);
  writeLength(writer, contents.length);
  writer.bytes(contents);
}

function writeLength(writer: Writer, length: number): void {
  if (length < 0x80) {
    writer.u8(length);
    return;
  }
  const octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  writer.u8(0x80 | octets).uint(octets, length);
}

/** The octets of an element with these contents; for authoring, so any identifier goes. */
export function elementBytes(identifier: number, contents: Bytes): Bytes {
  const writer = new Writer(contents.length + 6);
  writeElement(writer, identifier, (body) => void body.bytes(contents));
  return writer.finish();
}
