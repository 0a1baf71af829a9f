import type { Bytes } from "../bytes/mod.ts";
import type { EventId, Micros, Segment } from "../trace/mod.ts";
import type { Link } from "./link.ts";

/**
 * What becomes of a packet at an on-path node:
 *
 * - `pass`: it goes on as it came;
 * - `drop`: it ends here;
 * - `replace`: it goes on with another payload. With one of the same length, TCP notices nothing.
 *   A datagram may become shorter or longer. Another length in a TCP segment makes the two ends
 *   disagree about sequence numbers, as it does in reality: bytes stay unacknowledged, are repeated,
 *   and the connection is reset in the end. To change lengths, `take` the connection;
 * - `holdFor`: it goes on that many micros later;
 * - `take`: this node's own transport receives it, although it is addressed to someone else, and
 *   answers in that other's name (`Node.listenForeign`).
 */
export type Fate =
  | "pass"
  | "drop"
  | "take"
  | { readonly replace: Bytes }
  | { readonly holdFor: Micros };

/** What an interceptor may know and do besides deciding. */
export interface Wire {
  /** The link the packet came over. */
  readonly link: Link;
  /** The event by which it came; bare acknowledgements have none. */
  readonly packet: EventId | undefined;
  /** Virtual time, in micros. */
  readonly now: Micros;
  /** Sends a segment of her own, in whoever's name; see `Node.inject`. */
  inject(segment: Segment): EventId | undefined;
}

/**
 * An active on-path attacker (RFC 3552 §3.3.5): asked about every packet that passes through her
 * node. Interceptors are asked in the order of their installing, and the first answer other than
 * `pass` holds. Bare acknowledgements are asked about too; what becomes of those is not recorded.
 */
export interface Interceptor {
  /** What the record calls it when it drops or holds a packet. */
  readonly name: string;
  onSegment(segment: Segment, wire: Wire): Fate;
}
