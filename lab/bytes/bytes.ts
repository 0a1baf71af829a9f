/** A run of octets. Everything in the lab that is on a wire or inside a key is one of these. */
export type Bytes = Uint8Array;

/** No octets at all. */
export const EMPTY: Bytes = new Uint8Array(0);

/** The parts, one after the other, in a fresh array. */
export function concat(...parts: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * Whether two arrays hold the same octets. Takes a shorter time for an early difference, so it is
 * for public bytes and tests; secrets are compared with `constantTimeEqual` from `lab/crypto`.
 */
export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The first offset at which `needle` stands in `haystack`, or -1. */
export function indexOfBytes(haystack: Bytes, needle: Bytes): number {
  if (needle.length === 0) return 0;
  const last = haystack.length - needle.length;
  for (let at = haystack.indexOf(needle[0]!); at >= 0 && at <= last;) {
    let i = 1;
    while (i < needle.length && haystack[at + i] === needle[i]) i++;
    if (i === needle.length) return at;
    at = haystack.indexOf(needle[0]!, at + 1);
  }
  return -1;
}

/** Octet-wise `a ^ b`. */
export function xor(a: Bytes, b: Bytes): Bytes {
  if (a.length !== b.length) {
    throw new RangeError(`Cannot xor arrays of ${a.length} and ${b.length} bytes`);
  }
  return a.map((octet, i) => octet ^ b[i]!);
}

const HEX = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"));

/** Lower-case hexadecimal digits, two an octet. */
export function hex(bytes: Bytes): string {
  let text = "";
  for (const octet of bytes) text += HEX[octet];
  return text;
}

/**
 * The octets that hexadecimal digits stand for; white space between them is allowed.
 *
 * @throws {SyntaxError} on an odd count or any other character
 */
export function fromHex(text: string): Bytes {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0) {
    throw new SyntaxError(`Cannot read hex: ${digits.length} digits is an odd count`);
  }
  const wrong = /[^0-9a-fA-F]/.exec(digits);
  if (wrong) throw new SyntaxError(`Cannot read hex: "${wrong[0]}" at digit ${wrong.index}`);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });

/** UTF-8 octets of a text. */
export function utf8(text: string): Bytes {
  return ENCODER.encode(text);
}

/** The text that UTF-8 octets spell; malformed sequences become U+FFFD, nothing throws. */
export function fromUtf8(bytes: Bytes): string {
  return DECODER.decode(bytes);
}
