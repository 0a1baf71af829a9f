import { type Bytes, equalBytes, fromHex } from "../bytes/mod.ts";
import { ProtocolVersion } from "../wire/mod.ts";

/** The end of the random of a server that could speak TLS 1.3 (RFC 9846 §4.2.3 [8446 §4.1.3]). */
export const DOWNGRADED_TO_TLS12: Bytes = fromHex("444f574e47524401"); // "DOWNGRD" 01
/** The same where TLS 1.1 or older was agreed on. */
export const DOWNGRADED_TO_TLS11: Bytes = fromHex("444f574e47524400"); // "DOWNGRD" 00

/**
 * Marks a server's random. The signature of the key exchange covers it, so whoever changed the
 * versions in the hello cannot take the mark away.
 */
export function writeDowngrade(random: Bytes, negotiated: number, newest: number): Bytes {
  const mark = markFor(negotiated, newest);
  if (mark === undefined) return random;
  const marked = random.slice();
  marked.set(mark, marked.length - mark.length);
  return marked;
}

/** What the end of a random says to a client that offered more than was agreed on. */
export function readDowngrade(
  random: Bytes,
  negotiated: number,
  newest: number,
): string | undefined {
  const end = random.subarray(-DOWNGRADED_TO_TLS12.length);
  const marked = equalBytes(end, DOWNGRADED_TO_TLS12) || equalBytes(end, DOWNGRADED_TO_TLS11);
  return marked && markFor(negotiated, newest) !== undefined
    ? `The server chose ${
      ProtocolVersion.label(negotiated)
    }, and its random says it could do better`
    : undefined;
}

function markFor(negotiated: number, newest: number): Bytes | undefined {
  if (negotiated >= newest) return undefined;
  if (negotiated < ProtocolVersion["TLS 1.2"]) return DOWNGRADED_TO_TLS11;
  return DOWNGRADED_TO_TLS12;
}

/** A client that falls back although the server speaks more was made to do so (RFC 7507 §3). */
export function judgeFallback(negotiated: number, newest: number): string | undefined {
  return negotiated < newest
    ? `A fallback to ${ProtocolVersion.label(negotiated)}, and this server speaks ` +
      ProtocolVersion.label(newest)
    : undefined;
}
