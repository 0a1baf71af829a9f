/** One page, loaded in five ways over three lines, and what each of them took by the clock. */
import {
  type ConnectionFigures,
  connectionsOf,
  type Recorded,
  type Table,
} from "../../lab/scenario/mod.ts";

/** Who loads the page, and how many milliseconds a packet takes on the line. */
export const LINES = [
  { client: "alice", title: "Alice at home", latency: 5 },
  { client: "bob", title: "Bob on a train", latency: 50 },
  { client: "carol", title: "Carol behind a satellite", latency: 250 },
] as const;

/** In the order in which each of them goes through them. */
export const WAYS = [
  "TLS 1.2",
  "TLS 1.3",
  "TLS 1.2, resumed",
  "TLS 1.3, resumed",
  "TLS 1.3, early data",
] as const;

/** One page load, by its place in `LINES` and `WAYS`. */
export function loadOf(run: Recorded, line: number, way: number): ConnectionFigures {
  const figures = connectionsOf(run, LINES[line]!.client)[way];
  if (figures === undefined) throw new Error(`Cannot find page load ${way} of line ${line}`);
  return figures;
}

/** Milliseconds from the first packet to the page. */
export function waitOf({ asked, heard = NaN }: ConnectionFigures): number {
  return (heard - asked) / 1000;
}

/** Round trips from the first packet to the page; TCP takes the first. */
export function roundTripsOf(load: ConnectionFigures): number {
  return Math.round(waitOf(load) * 1000 / (load.hello - load.asked));
}

export function pageLoadTable(trace: Recorded["trace"]): Table {
  return {
    title: "Milliseconds from TCP's first packet to the page, read from the clock of this run",
    columns: [
      "",
      "round trips, with TCP and question",
      ...LINES.map(({ latency }) => `${latency} ms one way`),
    ],
    rows: WAYS.map((way, i) => {
      const loads = LINES.map((_, line) => loadOf({ trace }, line, i));
      const trips = [...new Set(loads.map(roundTripsOf))].join(" or ");
      return [way, trips, ...loads.map((load) => String(waitOf(load)))];
    }),
  };
}
