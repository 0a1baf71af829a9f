import { hex } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import type { TlsEvent } from "../event.ts";
import {
  type ClientSession,
  generateTicketKey,
  type SessionCache,
  type SessionState,
} from "../resumption/mod.ts";
import { NOW, Pair, type PairOptions } from "../testing.ts";

/** A server's policy for tickets of TLS 1.2, good for an hour. */
export const TICKETS_12 = {
  keys: [generateTicketKey(seededRandom(1, "server"))],
  lifetime: 3600,
  count: 1,
  maxEarlyData: 0,
};

/** A server's memory of sessions. */
export function sessionCache(): SessionCache {
  const known = new Map<string, SessionState>();
  return {
    put: (id, state) => void known.set(hex(id), state),
    find: (id) => known.get(hex(id)),
  };
}

/** Both ends speak TLS 1.2 alone, with these options. */
export function tls12(options: PairOptions = {}): PairOptions {
  const versions = [ProtocolVersion["TLS 1.2"]];
  return {
    ...options,
    client: { versions, ...options.client },
    server: { versions, ...options.server },
  };
}

/** The sessions that a client was handed. */
export function sessionsIn(events: readonly TlsEvent[]): readonly ClientSession[] {
  return events.flatMap((event) => event.kind === "session" ? [event.session] : []);
}

/** A connection a minute after a first one with the same options, with the session of that. */
export function again12(options: PairOptions): PairOptions {
  const [session] = sessionsIn(new Pair(options).drive().clientEvents);
  if (session === undefined) throw new Error("Cannot go on: the first server gave no session");
  return { seed: 2, now: NOW + 60, ...options, client: { ...options.client, session } };
}

/** The two ways of going on from a session, and how each is set up. */
export const RESUMPTIONS: Readonly<Record<string, () => PairOptions>> = {
  "a ticket": () => tls12({ server: { tickets: TICKETS_12 } }),
  "an id": () => tls12({ server: { sessionCache: sessionCache() } }),
};
