import { type Bytes, DecodeError, hex, type Reader, shortHex } from "../../bytes/mod.ts";
import { type Element, element, Identifier } from "./element.ts";

/** BOOLEAN: DER knows one octet for true, ff (X.690 §11.1). */
export const boolean: Element<boolean> = element("BOOLEAN", Identifier.BOOLEAN, {
  read(reader) {
    const octet = reader.u8();
    if (octet === 0xff) return true;
    if (octet === 0x00) return false;
    return reader.fail(`a BOOLEAN of 0x${octet.toString(16)}, where DER allows 0x00 and 0xff`);
  },
  write: (writer, value) => void writer.u8(value ? 0xff : 0x00),
  show: String,
});

/** NULL, which has no contents. */
export const nullElement: Element<null> = element("NULL", Identifier.NULL, {
  read: () => null,
  write: () => {},
});

function readInteger(reader: Reader): Bytes {
  if (reader.left === 0) reader.fail("an INTEGER without contents");
  const at = reader.position;
  const octets = reader.rest();
  if (octets.length > 1) {
    const signBit = octets[1]! >= 0x80;
    if (signBit ? octets[0] === 0xff : octets[0] === 0x00) {
      throw new DecodeError("an INTEGER that is not in its shortest form", at);
    }
  }
  return octets;
}

/** INTEGER as its contents: two's complement, shortest form. For serial numbers, which are names. */
export const integerOctets: Element<Bytes> = element("INTEGER", Identifier.INTEGER, {
  read: readInteger,
  write: (writer, value) => void writer.bytes(value),
  show: (value) => hex(value),
});

/** INTEGER of any size. */
export const integer: Element<bigint> = element("INTEGER", Identifier.INTEGER, {
  read: (reader) => integerFromOctets(readInteger(reader)),
  write: (writer, value) => void writer.bytes(integerContents(value)),
  show: (value) => {
    const digits = value.toString(16);
    return digits.length > 16 ? `${4 * digits.length}-bit number` : value.toString();
  },
});

/** INTEGER (0..MAX) where only small values make sense: versions, path lengths. */
export const smallInteger: Element<number> = element("INTEGER", Identifier.INTEGER, {
  read(reader) {
    const octets = readInteger(reader);
    if (octets[0]! >= 0x80) reader.fail("a negative INTEGER");
    if (octets.length > 6) reader.fail(`an INTEGER of ${octets.length} bytes, where 6 are plenty`);
    return octets.reduce((value, octet) => value * 256 + octet, 0);
  },
  write: (writer, value) => void writer.bytes(integerContents(BigInt(value))),
  show: String,
});

/** ENUMERATED with these words for its values; a value without a word is malformed. */
export function enumerated<const N extends string>(
  name: string,
  words: Readonly<Record<N, number>>,
): Element<N> {
  const entries = Object.entries(words) as [N, number][];
  return element<N>(name, Identifier.ENUMERATED, {
    read(reader) {
      const octets = readInteger(reader);
      const value = octets.length === 1 ? octets[0]! : undefined;
      const found = entries.find(([, one]) => one === value);
      return found?.[0] ?? reader.fail(`${name} has no value 0x${hex(octets)}`);
    },
    write: (writer, value) => void writer.bytes(integerContents(BigInt(words[value]))),
    show: (value) => value,
  });
}

/** The number that two's complement octets stand for. */
export function integerFromOctets(octets: Bytes): bigint {
  const value = BigInt(`0x${hex(octets)}`);
  return octets[0]! < 0x80 ? value : value - (1n << BigInt(8 * octets.length));
}

/** The shortest two's complement octets of a number. */
export function integerContents(value: bigint): Bytes {
  let count = 1;
  while (BigInt.asIntN(8 * count, value) !== value) count++;
  const octets = new Uint8Array(count);
  for (let i = count - 1, left = value; i >= 0; i--, left >>= 8n) octets[i] = Number(left & 0xffn);
  return octets;
}

/** OCTET STRING. */
export const octetString: Element<Bytes> = element("OCTET STRING", Identifier["OCTET STRING"], {
  read: (reader) => reader.rest(),
  write: (writer, value) => void writer.bytes(value),
  show: (value) => shortHex(value),
});

/** Bits from the most significant one on; `unused` of the last octet do not count and are zero. */
export interface Bits {
  readonly unused: number;
  readonly bytes: Bytes;
}

function readBits(reader: Reader): Bits {
  const unused = reader.u8();
  const bytes = reader.rest();
  if (unused > 7) reader.fail(`${unused} unused bits in an octet`);
  const last = bytes.at(-1) ?? 0;
  if (unused > 0 && (bytes.length === 0 || (last & ((1 << unused) - 1)) !== 0)) {
    reader.fail("unused bits of a BIT STRING are not zero");
  }
  return { unused, bytes };
}

/** BIT STRING of any length (X.690 §11.2.1). */
export const bitString: Element<Bits> = element("BIT STRING", Identifier["BIT STRING"], {
  read: readBits,
  write: (writer, { unused, bytes }) => void writer.u8(unused).bytes(bytes),
  show: ({ unused, bytes }) => `${8 * bytes.length - unused} bits ${shortHex(bytes)}`,
});

/** BIT STRING of whole octets, as keys and signatures are. */
export const bitStringOctets: Element<Bytes> = element("BIT STRING", Identifier["BIT STRING"], {
  read(reader) {
    const { unused, bytes } = readBits(reader);
    return unused === 0 ? bytes : reader.fail(`${unused} unused bits, where whole bytes belong`);
  },
  write: (writer, value) => void writer.u8(0).bytes(value),
  show: (value) => shortHex(value),
});

/**
 * BIT STRING with named bits: bit 0 is the first name. DER drops zero bits at the end (X.690
 * §11.2.2). Bits without a name are kept by number, as `bit 12`.
 *
 * @param length `any length` reads zero bits at the end, too
 */
export function namedBits<const N extends string>(
  name: string,
  names: readonly N[],
  length: "shortest" | "any length" = "shortest",
): Element<readonly N[]> {
  return element<readonly N[]>(name, Identifier["BIT STRING"], {
    read(reader) {
      const { unused, bytes } = readBits(reader);
      const spare = bytes.length > 0 && ((bytes.at(-1)! >> unused) & 1) === 0;
      if (spare && length === "shortest") {
        reader.fail("zero bits at the end of a list of named bits");
      }
      const set: N[] = [];
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        if ((bytes[bit >> 3]! & (0x80 >> (bit & 7))) !== 0) {
          set.push(names[bit] ?? (`bit ${bit}` as N));
        }
      }
      return set;
    },
    write(writer, value) {
      const bits = value.map((one) => names.indexOf(one));
      if (bits.includes(-1)) throw new RangeError(`Cannot write ${name}: unknown bit in ${value}`);
      const count = Math.max(-1, ...bits) + 1;
      const bytes = new Uint8Array(Math.ceil(count / 8));
      for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
      writer.u8(8 * bytes.length - count).bytes(bytes);
    },
    show: (value) => value.join(", "),
  });
}
