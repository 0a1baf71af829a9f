import type { Position } from "../attacks/mod.ts";
import type { Node } from "../net/mod.ts";
import type { Stage } from "./stage.ts";

/** How an attacker counts: her tries by number, and what the record has of her since she began. */
export function countersOf(
  { world }: Stage,
  { name }: Node,
): Pick<Position, "round" | "endRounds" | "tally"> {
  const numbers = new Map<string, number>();
  const { trace } = world;
  const began = trace.events.length;
  const begin = (series: string, number: number) => {
    numbers.set(series, number);
    trace.record(name, { kind: "round", series, number });
  };
  return {
    round: (series) => begin(series, (numbers.get(series) ?? 0) + 1),
    endRounds: (series) => begin(series, 0),
    tally(counted = {}) {
      let first: number | undefined;
      let firstTry: number | undefined;
      let connections = 0;
      let bytes = 0;
      for (let i = began; i < trace.events.length; i++) {
        const event = trace.events[i]!;
        if (event.node !== name) continue;
        first ??= event.at;
        if (event.kind === "round") firstTry ??= event.at;
        if (event.kind !== "wire.sent" || event.forwards !== undefined) continue;
        if (event.segment.flags.join() === "SYN") connections++;
        bytes += event.segment.payload.length;
      }
      const counts = Object.entries({ ...counted, connections, bytes })
        .map(([what, count]) => ({ what, count }))
        .filter(({ what, count }) => count > 0 || Object.hasOwn(counted, what));
      return trace.record(name, {
        kind: "tally",
        counts,
        // What was recorded or prepared long before the first try is no part of the cost.
        micros: world.now - (firstTry ?? first ?? world.now),
      });
    },
  };
}
