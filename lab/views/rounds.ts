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

/** How many tries are drawn at each end of a series. A series may go on through several acts. */
const DRAWN = 2;

/** What need not be drawn of a run, in its order: `… 2,109 more connections like these`. */
export function foldedRoundsOf({ events }: Trace): readonly FoldedRounds[] {
  const folds: FoldedRounds[] = [];
  const open = new Map<string, EventOf<"round">[]>();
  const close = (rounds: readonly EventOf<"round">[]) => {
    const acts = [...Map.groupBy(rounds, ({ act }) => act).values()];
    acts.forEach((inAct, i) => {
      // In every later act one is drawn: an act with nothing in it says nothing.
      const head = i === 0 ? DRAWN : 1;
      const tail = i === acts.length - 1 ? DRAWN : 0;
      const more = inAct.length - head - tail;
      if (more < 2) return;
      folds.push({
        from: inAct[head]!.id,
        until: tail > 0 ? inAct[inAct.length - tail]!.id : endOfAct(inAct[0]!.act),
        text: `… ${numberText(more)} more ${inAct[0]!.series} like these`,
      });
    });
  };
  const endOfAct = (act: number) => {
    const end = events.find((event) => event.act > act);
    if (end === undefined) throw new Error(`Cannot find the act behind act ${act}`);
    return end.id;
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
