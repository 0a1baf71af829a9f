import type { Bytes } from "../../bytes/mod.ts";
import type { HashName } from "../../crypto/mod.ts";
import type { SessionState } from "./session_state.ts";
import type { TicketKey } from "./ticket.ts";

/** A session as the client keeps it, with what it has to show to the server. */
export interface ClientSession {
  readonly state: SessionState;
  /** The server's ticket (RFC 9846 §4.7.1 [8446 §4.6.1], RFC 5077 §3.3). */
  readonly ticket?: Bytes;
  /** TLS 1.2: the id under which the server remembers the session (RFC 5246 §7.4.1.2). */
  readonly sessionId?: Bytes;
}

/** Longest lifetime of a ticket of TLS 1.3: a week, in seconds (RFC 9846 §4.7.1 [8446 §4.6.1]). */
export const MAX_TICKET_LIFETIME = 604_800;

/** How a server hands out tickets. */
export interface TicketPolicy {
  /** The first seals, all of them open. With none, sessions stay in the server's cache. */
  readonly keys: readonly TicketKey[];
  /** Seconds; in TLS 1.3 no more than `MAX_TICKET_LIFETIME`. */
  readonly lifetime: number;
  /** Tickets for each connection of TLS 1.3. */
  readonly count: number;
  /** Bytes of early data that a ticket of TLS 1.3 allows; 0 for none. */
  readonly maxEarlyData: number;
}

/** Where a server remembers sessions by name; an object of the server's owner. */
export interface SessionCache {
  put(id: Bytes, state: SessionState): void;
  find(id: Bytes): SessionState | undefined;
}

/** A key that both sides have from somewhere else (RFC 9846 §4.3.11 [8446 §4.2.11]). */
export interface ExternalPsk {
  /** What it is called on the wire, in the clear. */
  readonly identity: Bytes;
  readonly secret: Bytes;
  /** The hash of the suites it may be used with; SHA-256 unless the two sides arranged another. */
  readonly hash: HashName;
}
