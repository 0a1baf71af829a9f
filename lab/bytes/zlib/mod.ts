/**
 * Compressed octets: DEFLATE (RFC 1951) and the zlib format around it (RFC 1950). Packages for this
 * take as long to load as a handshake takes to run, so it is written out here, with a bound on what
 * comes out.
 */
import { type Bytes, concat, equalBytes } from "../bytes.ts";
import { Deflater } from "./deflate.ts";
import { Inflater } from "./inflate.ts";

export { Deflater, Inflater };

/** Method 8 with a window of 32768 octets, and the check bits that make it a multiple of 31. */
const HEADER = Uint8Array.of(0x78, 0x9c);
const TRAILER_LENGTH = 4;

/** Octets in the zlib format. */
export function zlibCompress(plain: Bytes): Bytes {
  return concat(HEADER, new Deflater().write(plain, true), adler32(plain));
}

/**
 * What was compressed, or `undefined` if the input is not in the zlib format, is damaged, or stands
 * for more octets than allowed.
 */
export function zlibDecompress(compressed: Bytes, limit: number): Bytes | undefined {
  const [method, flags] = compressed;
  // No preset dictionary, as nobody has agreed on one (RFC 1950 §2.2).
  const headed = method !== undefined && flags !== undefined && (method & 0x0f) === 8 &&
    (method << 8 | flags) % 31 === 0 && (flags & 0x20) === 0;
  if (!headed) return undefined;
  const read = new Inflater().read(compressed.subarray(HEADER.length), limit);
  if (read === undefined || read.rest.length !== TRAILER_LENGTH) return undefined;
  return equalBytes(read.rest, adler32(read.plain)) ? read.plain : undefined;
}

/** Two running sums of the octets, modulo the largest prime below 2^16 (RFC 1950 §2.2). */
function adler32(octets: Bytes): Bytes {
  let sum = 1;
  let sums = 0;
  for (const octet of octets) {
    sum = (sum + octet) % 65_521;
    sums = (sums + sum) % 65_521;
  }
  return Uint8Array.of(sums >> 8, sums & 0xff, sum >> 8, sum & 0xff);
}
