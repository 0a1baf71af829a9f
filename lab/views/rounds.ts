import type { EventId, EventOf, Trace } from "../trace/mod.ts";
import { numberText } from "./numbers.ts";

/** Tries between the first two and the last two of a series: one line says what they were. */
export interface FoldedRounds {
  /** The first event that is not drawn. */
  readonly from: EventId;
  /** The first event that is drawn again. */
  readonly until: EventId;
  readonly text: string;
}

/** How many tries are drawn at each end of a series. */
const DRAWN = 2;

/** What need not be drawn of a run, in its order: `… 2,109 more connections like these`. */
export function foldedRoundsOf({ events }: Trace): readonly FoldedRounds[] {
  const folds: FoldedRounds[] = [];
  const open = new Map<string, EventOf<"round">[]>();
  const close = (rounds: readonly EventOf<"round">[]) => {
    const more = rounds.length - 2 * DRAWN;
    if (more < 2) return;
    folds.push({
      from: rounds[DRAWN]!.id,
      until: rounds[rounds.length - DRAWN]!.id,
      text: `… ${numberText(more)} more ${rounds[0]!.series} like these`,
    });
  };
  for (const event of events) {
    if (event.kind !== "round") continue;
    const key = `${event.node} ${event.series}`;
    if (event.number > 1) open.get(key)?.push(event);
    if (event.number > 1) continue;
    close(open.get(key) ?? []);
    open.set(key, event.number === 1 ? [event] : []);
  }
  for (const rounds of open.values()) close(rounds);
  return folds.toSorted((a, b) => a.from - b.from);
}

/** Tells events that are drawn from those between the ends of a series: lists leave them out too. */
export function drawnIn(trace: Trace): (event: EventId) => boolean {
  const folds = foldedRoundsOf(trace);
  return (event) => folds.every(({ from, until }) => event < from || event >= until);
}
