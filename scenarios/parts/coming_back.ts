/** What coming back costs and what has to be kept for it, from the record of the run. */
import type { Session, SessionDrawer, TicketOffice } from "../../lab/cast/mod.ts";
import type { ConnectionFigures, Table } from "../../lab/scenario/mod.ts";

/** One line for each call. */
export function calls(connections: readonly ConnectionFigures[]): Table {
  return {
    title: "What each handshake cost, up to both Finished, without TCP's round trip",
    columns: ["call", "round trips", "bytes both ways", "key agreement", "certificate"],
    rows: connections.map((one, i) => [
      `${i + 1}: ${one.version}, ${one.resumed ? "back" : "first"}`,
      String(one.roundTrips),
      String(one.out.bytes + one.in.bytes),
      one.group === "none" ? "none" : one.group,
      certificateIn(one),
    ]),
  };
}

/** How the client saw the server's certificate. */
function certificateIn({ resumed, in: { clear } }: ConnectionFigures): string {
  if (resumed) return "none";
  return clear.includes("certificate") ? "in the clear" : "sealed";
}

/** A first call, and what its session is gone on from by. */
export interface Return {
  readonly way: string;
  readonly session: Session;
}

/** One line for each way of coming back. */
export function kept(
  returns: readonly Return[],
  { drawer, office }: { readonly drawer: SessionDrawer; readonly office: TicketOffice },
): Table {
  return {
    title: "What is kept in between, and what is shown",
    columns: ["way", "Alice keeps", "the bank keeps", "everybody sees"],
    rows: returns.flatMap(({ way, session }) =>
      session.tickets.slice(0, 1).map(({ state: { secret }, ticket, sessionId }) => [
        way,
        `${secret.length} secret bytes`,
        ticket === undefined
          ? `${drawer.size} session, by its id`
          : `one key of ${office.key.key.length} bytes`,
        ticket === undefined
          ? `an id of ${sessionId?.length ?? 0} bytes`
          : `a ticket of ${ticket.length} bytes`,
      ])
    ),
  };
}
