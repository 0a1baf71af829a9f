import type { Bytes } from "../bytes/mod.ts";

/** Identifiers of BER: what a file and its first member begin with (X.690 §8.1.2). */
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OBJECT_IDENTIFIER = 0x06;

/**
 * Certificates that stand one behind the other, DER, as `cat` puts them; or why there are none. Only
 * what stands outermost is looked at here: that each is one SEQUENCE that begins with another.
 */
export function certificatesInDer(bytes: Bytes): readonly Bytes[] | string {
  if (bytes[0] !== SEQUENCE) {
    return "it is neither PEM, which has a line -----BEGIN CERTIFICATE-----, nor DER";
  }
  const found: Bytes[] = [];
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.subarray(at);
    const header = headerOf(rest);
    if (rest[0] !== SEQUENCE || header === undefined) {
      if (at === 0) return "it begins as DER does, but does not say how long it is";
      return `${rest.length} bytes behind certificate ${found.length - 1} are no certificate`;
    }
    const whole = header.length + header.contents;
    if (whole > rest.length) {
      return `it ends in the middle of certificate ${found.length}: ${rest.length} of ` +
        `${whole} bytes are there`;
    }
    const other = otherKind(rest[header.length]);
    if (other !== undefined) return other;
    found.push(rest.subarray(0, whole));
    at += whole;
  }
  return found;
}

/** What else is a SEQUENCE: told by its first member, which is a SEQUENCE in certificates. */
function otherKind(first: number | undefined): string | undefined {
  switch (first) {
    case SEQUENCE:
      return undefined;
    case INTEGER:
      return "it is DER, but begins with a number, as PKCS #12 files and private keys do; " +
        "certificates do not";
    case OBJECT_IDENTIFIER:
      return "it is DER, but begins with a type, as PKCS #7 files do; certificates do not";
    default:
      return "it is DER, but no certificate begins like this";
  }
}

/** How long tag and length are, and how long what follows; lengths beyond any file are no matter. */
function headerOf(
  bytes: Bytes,
): { readonly length: number; readonly contents: number } | undefined {
  const first = bytes[1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { length: 2, contents: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || bytes.length < 2 + count) return undefined;
  const contents = bytes.subarray(2, 2 + count).reduce((sum, octet) => 256 * sum + octet, 0);
  return { length: 2 + count, contents };
}
