import { type Bytes, fromUtf8, type Reader, utf8 } from "../../bytes/mod.ts";
import { type Element, element, Identifier } from "./element.ts";

/**
 * Text for a display: control characters, and the ones that reorder or hide text, become `\u{…}`.
 * Names in certificates are chosen by whoever made them, and a terminal would obey them.
 */
export function printable(text: string): string {
  // Nearly every name is plain ASCII, for which it takes ten times as long to ask Unicode.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

function stringElement(
  name: keyof typeof Identifier,
  read: (reader: Reader) => string,
  write: (text: string) => Bytes,
): Element<string> {
  return element(name, Identifier[name], {
    read,
    write: (writer, value) => void writer.bytes(write(value)),
    show: printable,
  });
}

/** Reads one octet a character; most text is short, where a loop beats a `TextDecoder`. */
function octetText(reader: Reader): string {
  let text = "";
  for (let i = reader.position; i < reader.end; i++) text += String.fromCharCode(reader.bytes[i]!);
  reader.position = reader.end;
  return text;
}

function octetsOf(name: string, allowed: RegExp): (text: string) => Bytes {
  return (text) => {
    if (!allowed.test(text)) {
      throw new RangeError(`Cannot write "${printable(text)}" as ${name}`);
    }
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  };
}

/** A string type whose characters are single octets from a fixed set. */
function restricted(name: keyof typeof Identifier, allowed: RegExp): Element<string> {
  return stringElement(name, (reader) => {
    const at = reader.position;
    const text = octetText(reader);
    if (allowed.test(text)) return text;
    reader.position = at;
    return reader.fail(`a character that ${name} does not have`);
  }, octetsOf(name, allowed));
}

export const utf8String: Element<string> = stringElement("UTF8String", (reader) => {
  const { bytes, position, end } = reader;
  for (let i = position; i < end; i++) {
    if (bytes[i]! < 0x80) continue;
    const octets = reader.take(end - position);
    const text = fromUtf8(octets);
    // Decoding never fails, it replaces; text that does not encode back was not UTF-8.
    const again = utf8(text);
    if (again.length !== octets.length || again.some((octet, j) => octet !== octets[j])) {
      reader.position = position;
      reader.fail("octets that are not UTF-8");
    }
    return text;
  }
  return octetText(reader);
}, utf8);

export const printableString = restricted("PrintableString", /^[A-Za-z0-9 '()+,\-./:=?]*$/);
export const numericString = restricted("NumericString", /^[0-9 ]*$/);
export const visibleString = restricted("VisibleString", /^[\x20-\x7e]*$/);
// IA5String is all of ASCII, NUL and other control characters included (X.680 §41).
// deno-lint-ignore no-control-regex -- as above
export const ia5String = restricted("IA5String", /^[\x00-\x7f]*$/);

/** TeletexString (T.61) as Latin-1, which is what everybody puts there. */
export const teletexString: Element<string> = stringElement(
  "TeletexString",
  octetText,
  // deno-lint-ignore no-control-regex -- all of Latin-1
  octetsOf("TeletexString", /^[\x00-\xff]*$/),
);

/** BMPString: UTF-16 without surrogates, big-endian. */
export const bmpString: Element<string> = stringElement("BMPString", (reader) => {
  let text = "";
  while (reader.left > 0) {
    const unit = reader.u16();
    if (unit >= 0xd800 && unit <= 0xdfff) reader.fail("a surrogate in a BMPString");
    text += String.fromCharCode(unit);
  }
  return text;
}, (text) => {
  const octets = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    octets[2 * i] = text.charCodeAt(i) >> 8;
    octets[2 * i + 1] = text.charCodeAt(i) & 0xff;
  }
  return octets;
});

/** UniversalString: UTF-32, big-endian. */
export const universalString: Element<string> = stringElement("UniversalString", (reader) => {
  let text = "";
  while (reader.left > 0) {
    const point = reader.u32();
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      reader.fail("a number that is no character in a UniversalString");
    }
    text += String.fromCodePoint(point);
  }
  return text;
}, (text) => {
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  return Uint8Array.from(
    points.flatMap((point) => [0, point >> 16, (point >> 8) & 0xff, point & 0xff]),
  );
});
