/** What several lessons look up or say. */
import { complaintOf, found, type Packet, packetsOf, type Run } from "../../lab/scenario/mod.ts";

/** What there is to say while Alice and the bank shake hands and Mallory only watches. */
export const QUIET_HANDSHAKE =
  "A handshake in full, with every check made, and Mallory lets it pass. Whoever is at the other " +
  "end is really the bank. What comes now is about single records.";

/** Alice's orders as they left her, in the order in which she gave them. */
export function ordersOf(run: Run): readonly Packet[] {
  return packetsOf(run, { from: "alice" }).filter(({ event }) => run.trace.events[event]!.act > 2);
}

/** Alice's orders, and what Mallory made of them, as they go to the bank. */
export function arrivalsOf(run: Run): readonly Packet[] {
  return packetsOf(run, { from: "mallory", to: "bank" })
    .filter(({ event }) => run.trace.events[event]!.act > 2);
}

/** The record number under which the bank tried, and failed, to open what arrived. */
export function expectedNumber(run: Run): string {
  const { detail = "" } = found(complaintOf(run, "bank"), "the bank's alert");
  return found(/record (\d+)/.exec(detail)?.[1], "a record number in the bank's alert");
}

/** What to say to somebody who counts the client's Finished with the orders. */
export const COUNTED_FROM_THE_HANDSHAKE =
  "You counted the handshake's last record too. Its keys were others: with the application keys, " +
  "counting begins again at 0.";
