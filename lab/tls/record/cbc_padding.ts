import type { Bytes } from "../../bytes/mod.ts";

/**
 * Pads to whole blocks as TLS does (RFC 5246 §6.2.3.2): every byte of the padding, its length
 * included, holds the number of padding bytes before the length.
 */
export function padToBlocks(content: Bytes, blockLength: number): Bytes {
  const count = blockLength - content.length % blockLength;
  const padded = new Uint8Array(content.length + count).fill(count - 1);
  padded.set(content);
  return padded;
}

/** How many bytes of a padded text are its content; `undefined` where the padding is not right. */
export function unpaddedLength(padded: Bytes): number | undefined {
  const value = padded[padded.length - 1];
  if (value === undefined || value + 1 > padded.length) return undefined;
  for (let i = padded.length - 1 - value; i < padded.length; i++) {
    if (padded[i] !== value) return undefined;
  }
  return padded.length - 1 - value;
}
