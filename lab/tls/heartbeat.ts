import { type Bytes, concat } from "../bytes/mod.ts";

/** Type, and the length of the payload. */
const HEAD = 3;
/** Shortest padding (RFC 6520 §4), in bytes. */
const PADDING = 16;
const REQUEST = 1;
const RESPONSE = 2;

/**
 * Answers a heartbeat with its own payload (RFC 6520 §4). A request whose length does not fit into
 * what came is passed over in silence.
 */
export function answerHeartbeat(request: Bytes): Bytes | undefined {
  if (request.length < HEAD + PADDING || request[0] !== REQUEST) return undefined;
  const length = (request[1]! << 8) | request[2]!;
  if (HEAD + length + PADDING > request.length) return undefined;
  return heartbeatResponse(request.subarray(HEAD, HEAD + length));
}

/** A response that carries a payload. */
export function heartbeatResponse(payload: Bytes): Bytes {
  const head = Uint8Array.of(RESPONSE, payload.length >> 8, payload.length & 0xff);
  return concat(head, payload, new Uint8Array(PADDING));
}

/** A request whose length field says what its sender wants it to. */
export function heartbeatRequest(payload: Bytes, claimed: number = payload.length): Bytes {
  const head = Uint8Array.of(REQUEST, claimed >> 8, claimed & 0xff);
  return concat(head, payload, new Uint8Array(PADDING));
}
