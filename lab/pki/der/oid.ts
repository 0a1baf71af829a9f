import { type Bytes, type Reader, Writer } from "../../bytes/mod.ts";
import { type Element, element, Identifier } from "./element.ts";

/** An object identifier in dotted decimal: `2.5.29.17`. */
export type Oid = string;

/**
 * OBJECT IDENTIFIER (X.690 §8.19). `names` gives displays a word for the numbers; reading a known
 * one costs a look-up instead of decimal arithmetic, which halves the time of a certificate.
 */
export function objectIdentifiers(names: Readonly<Record<string, Oid>>): Element<Oid> {
  const nameOf = new Map(Object.entries(names).map(([name, oid]) => [oid, name]));
  const known = new Map<number, { octets: Bytes; oid: Oid }>();
  for (const oid of nameOf.keys()) {
    const octets = oidContents(oid);
    known.set(digest(octets, 0, octets.length), { octets, oid });
  }
  return element("OBJECT IDENTIFIER", Identifier["OBJECT IDENTIFIER"], {
    read(reader) {
      const candidate = known.get(digest(reader.bytes, reader.position, reader.end));
      if (candidate && standsAt(reader, candidate.octets)) {
        reader.position = reader.end;
        return candidate.oid;
      }
      return readOid(reader);
    },
    write: (writer, value) => void writer.bytes(oidContents(value)),
    show: (value) => nameOf.has(value) ? `${nameOf.get(value)} (${value})` : value,
  });
}

/** A key for the table of known identifiers; collisions are harmless, the octets are compared. */
function digest(bytes: Bytes, start: number, end: number): number {
  let sum = end - start;
  for (let i = start; i < end; i++) sum = (sum * 31 + bytes[i]!) | 0;
  return sum;
}

function standsAt(reader: Reader, octets: Bytes): boolean {
  if (reader.left !== octets.length) return false;
  for (let i = 0; i < octets.length; i++) {
    if (reader.bytes[reader.position + i] !== octets[i]) return false;
  }
  return true;
}

/** Arcs in base 128, the high bit marking all but the last octet; the first two share one number. */
function readOid(reader: Reader): Oid {
  if (reader.left === 0) reader.fail("an OBJECT IDENTIFIER without contents");
  let text = "";
  while (reader.left > 0) {
    let octet = reader.u8();
    if (octet === 0x80) reader.fail("an arc that is not in its shortest form");
    let arc = octet & 0x7f;
    while (octet >= 0x80) {
      if (arc >= 2 ** 42) reader.fail("an arc of more than 49 bits");
      octet = reader.u8();
      arc = arc * 128 + (octet & 0x7f);
    }
    if (text === "") {
      const first = Math.min(2, Math.floor(arc / 40));
      text = `${first}.${arc - 40 * first}`;
    } else text += `.${arc}`;
  }
  return text;
}

/**
 * The contents octets of an identifier.
 *
 * @throws {SyntaxError} if the text is not dotted decimal with valid first arcs
 */
export function oidContents(oid: Oid): Bytes {
  if (!/^(?:[01]\.[0-3]?\d|2\.\d+)(?:\.\d+)*$/.test(oid)) {
    throw new SyntaxError(`Cannot read object identifier "${oid}"`);
  }
  const [first = 0, second = 0, ...others] = oid.split(".").map(Number);
  const writer = new Writer(16);
  for (const arc of [40 * first + second, ...others]) {
    const septets = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      septets.unshift(0x80 | (left % 128));
    }
    for (const septet of septets) writer.u8(septet);
  }
  return writer.finish();
}
