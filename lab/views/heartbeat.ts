import type { Bytes } from "../bytes/mod.ts";
import { HeartbeatMessageType } from "../wire/mod.ts";

/** What a heartbeat says of itself, and what is there (RFC 6520 §4). */
export interface HeartbeatWords {
  /** `heartbeat_request`. */
  readonly type: string;
  readonly request: boolean;
  /** Bytes of payload that its length field tells of. */
  readonly claimed: number;
  /** Bytes that came behind the length field, whether payload or padding. */
  readonly present: number;
}

/** Type, and the length of the payload. */
const HEAD = 3;

/** Reads as much of a heartbeat as there is: the broken ones are those worth looking at. */
export function readHeartbeat(bytes: Bytes): HeartbeatWords {
  const [type = 0, high = 0, low = 0] = bytes;
  return {
    type: HeartbeatMessageType.label(type),
    request: type === HeartbeatMessageType.heartbeat_request,
    claimed: (high << 8) | low,
    present: Math.max(0, bytes.length - HEAD),
  };
}
