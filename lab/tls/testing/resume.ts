import { utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { type ClientSession, generateTicketKey, noAntiReplay } from "../resumption/mod.ts";
import { NOW, Pair, type PairOptions } from "../testing.ts";

export const TICKET_KEY = generateTicketKey(seededRandom(1, "server"));

/** A server's policy: one ticket for each connection, good for an hour and for some early data. */
export const TICKETS = { keys: [TICKET_KEY], lifetime: 3600, count: 1, maxEarlyData: 1000 };

/** The sessions that a first connection hands to the client. */
export function sessionsFrom(options: PairOptions = {}): readonly ClientSession[] {
  const server = { tickets: TICKETS, ...options.server };
  const { clientEvents } = new Pair({ ...options, server }).drive();
  return clientEvents.flatMap((event) => event.kind === "session" ? [event.session] : []);
}

/** A connection a minute after a first one with the same options, with the ticket of that. */
export function again(options: PairOptions = {}): PairOptions {
  const [session] = sessionsFrom(options);
  if (session === undefined) throw new Error("Cannot go on: the first server gave no ticket");
  return {
    seed: 2,
    now: NOW + 60,
    ...options,
    client: { session, ...options.client },
    server: { tickets: TICKETS, ...options.server },
  };
}

export const EARLY_WORDS = "GET / HTTP/1.1";

/** The same with early data, and a server that takes them. */
export function againWithEarlyData(options: PairOptions = {}): PairOptions {
  const resumed = again(options);
  return {
    ...resumed,
    client: { earlyData: utf8(EARLY_WORDS), ...resumed.client },
    server: { antiReplay: noAntiReplay(), ...resumed.server },
  };
}

/** A key that both sides have from elsewhere. */
export const EXTERNAL: PairOptions = (() => {
  const externalPsks = [{
    identity: utf8("sensor 7"),
    secret: new Uint8Array(32).fill(7),
    hash: "SHA-256" as const,
  }];
  return { client: { externalPsks }, server: { externalPsks } };
})();
