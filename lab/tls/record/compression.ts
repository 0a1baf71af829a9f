import type { Bytes } from "../../bytes/mod.ts";
import { MAX_PLAINTEXT } from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";
import type { RecordOpener, RecordSealer } from "./layer.ts";

/** A way of making contents shorter before they are sealed (RFC 5246 §6.2.2); a legacy part. */
export interface RecordCompression {
  /** `CompressionMethod` value. */
  readonly method: number;
  /** The state of one direction, which goes on from record to record. */
  make(): Compressor;
}

export interface Compressor {
  compress(content: Bytes): Bytes;
  /** @returns the content; `undefined` if it is broken or longer than `limit` bytes */
  expand(compressed: Bytes, limit: number): Bytes | undefined;
}

/** Records whose contents are compressed first and sealed after. */
export function compressed(
  records: RecordOpener & RecordSealer,
  compressor: Compressor,
): RecordOpener & RecordSealer {
  return {
    open(sequence, record, limit) {
      const opened = records.open(sequence, record, limit);
      if (opened instanceof Fault) return opened;
      const content = compressor.expand(opened.content, Math.min(limit, MAX_PLAINTEXT));
      return content === undefined
        ? fault("badCompression", "A content that does not unpack, or to too much")
        : { type: opened.type, content };
    },
    seal: (sequence, type, content, padding) =>
      records.seal(sequence, type, compressor.compress(content), padding),
  };
}
