import { type Bytes, concat, Deflater, EMPTY, Inflater } from "../../bytes/mod.ts";
import type { RecordCompression } from "../../tls/mod.ts";
import { CompressionMethod } from "../../wire/mod.ts";

/** Deflate with a window of 32 kB, and no dictionary; a multiple of 31 (RFC 1950 §2.2). */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);

/**
 * DEFLATE for records (RFC 3749 §2): one zlib stream for each direction, which every record brings
 * to a whole octet. What was said before makes what is said again shorter, and lengths show through
 * encryption: TLS 1.3 has no compression any more.
 */
export const DEFLATE: RecordCompression = {
  method: CompressionMethod.DEFLATE,
  make() {
    const deflater = new Deflater();
    const inflater = new Inflater();
    let begun = false;
    let read: Bytes | undefined = EMPTY;
    return {
      compress(content) {
        const piece = deflater.write(content);
        if (begun) return piece;
        begun = true;
        return concat(ZLIB_HEADER, piece);
      },
      expand(compressed, limit) {
        if (read === undefined) return undefined;
        if (read.length < ZLIB_HEADER.length) {
          read = headerOf(compressed);
          if (read === undefined) return undefined;
          compressed = compressed.subarray(ZLIB_HEADER.length);
        }
        return inflater.read(compressed, limit)?.plain;
      },
    };
  },
};

/** The two octets in front of a stream, if they are those of deflate without a dictionary. */
function headerOf(stream: Bytes): Bytes | undefined {
  const [method = 0, flags = 0] = stream;
  const right = stream.length >= ZLIB_HEADER.length && (method & 0x0f) === 8 &&
    ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
  return right ? stream.subarray(0, ZLIB_HEADER.length) : undefined;
}
