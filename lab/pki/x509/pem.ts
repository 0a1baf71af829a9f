import type { Bytes } from "../../bytes/mod.ts";

/** One `-----BEGIN …-----` block: `{ label: "CERTIFICATE", der }`. */
export interface PemBlock {
  readonly label: string;
  readonly der: Bytes;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SEXTETS = new Map(Array.from(ALPHABET, (character, value) => [character, value]));

/** Textual encoding with lines of 64 characters (RFC 7468 §2). */
export function encodePem(label: string, der: Bytes): string {
  let text = `-----BEGIN ${label}-----\n`;
  const digits = toBase64(der);
  for (let at = 0; at < digits.length; at += 64) text += `${digits.slice(at, at + 64)}\n`;
  return `${text}-----END ${label}-----\n`;
}

/**
 * The blocks of a text, in order. Lines outside blocks are explanations and passed over (RFC 7468
 * §5.2); inside, only base64 in its strict form is allowed: full lines of equal length, no spaces,
 * padding at the end and zero spare bits.
 *
 * @throws {SyntaxError} on anything else, with the number of the line
 */
export function decodePem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let digits: string[] = [];
  const lines = text.split(/\r?\n/);
  // Of a block that does not end, empty lines at the end of the text are not what is wrong.
  while (lines.at(-1) === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    const wrong = (why: string): never => {
      throw new SyntaxError(`Cannot read PEM at line ${index + 1}: ${why}`);
    };
    const border = /^-----(BEGIN|END) ([!-,.-~](?:[- ]?[!-,.-~])*)-----$/.exec(line);
    if (border?.[1] === "BEGIN") {
      if (label !== undefined) wrong(`BEGIN inside "${label}"`);
      label = border[2]!;
      digits = [];
    } else if (border) {
      if (border[2] !== label) wrong(`END "${border[2]}" without its BEGIN`);
      blocks.push({ label: border[2]!, der: fromBase64(digits.join("")) ?? wrong("bad base64") });
      label = undefined;
    } else if (label !== undefined) {
      const full = digits.at(-1)?.length;
      if (full !== undefined && (full !== digits[0]!.length || line.length > full)) {
        wrong("a line longer than the ones before");
      }
      digits.push(line);
    }
  }
  if (label !== undefined) throw new SyntaxError(`Cannot read PEM: "${label}" does not end`);
  return blocks;
}

/** Base64 with padding, in one line (RFC 4648 §4). */
export function toBase64(bytes: Bytes): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += ALPHABET[group >> 18]! + ALPHABET[(group >> 12) & 63]!;
    text += left > 1 ? ALPHABET[(group >> 6) & 63] : "=";
    text += left > 2 ? ALPHABET[group & 63] : "=";
  }
  return text;
}

/** The octets of strict base64; `undefined` for anything else, the empty text included. */
export function fromBase64(text: string): Bytes | undefined {
  if (text.length === 0 || text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let group = 0;
  for (let i = 0; i < text.length; i++) {
    const sextet = i < text.length - padding ? SEXTETS.get(text[i]!) : 0;
    if (sextet === undefined) return undefined;
    group = ((group << 6) | sextet) & 0xffffff;
    if (i % 4 !== 3) continue;
    const at = (i >> 2) * 3;
    for (let j = 0; j < 3; j++) {
      const octet = (group >> (16 - 8 * j)) & 0xff;
      if (at + j < bytes.length) bytes[at + j] = octet;
      else if (octet !== 0) return undefined;
    }
  }
  return bytes;
}
