import type { EventId, EventOf, NodeId, Trace } from "../trace/mod.ts";
import { countText, durationText } from "./numbers.ts";

/** What the story put into somebody's hands. */
export interface Grant {
  readonly event: EventId;
  readonly node: NodeId;
  readonly what: string;
  readonly why: string;
}

/** Everything that was granted in a run, to whomever. */
export function grantsOf({ events }: Trace): readonly Grant[] {
  return events.filter((event): event is EventOf<"grant"> => event.kind === "grant")
    .map(({ id, node, what, why }) => ({ event: id, node, what, why }));
}

/** What each attacker's counters showed in the end, in the order in which they began to count. */
export function talliesOf({ events }: Trace): readonly EventOf<"tally">[] {
  const last = new Map<NodeId, EventOf<"tally">>();
  for (const event of events) if (event.kind === "tally") last.set(event.node, event);
  return [...last.values()];
}

/** `2,113 connections, 310 queries, 41 s of virtual time`; what is computed takes none. */
export function tallyText({ counts, micros }: EventOf<"tally">): string {
  return [
    ...counts.map(({ what, count }) => countText(count, what)),
    ...(micros === 0 ? [] : [`${durationText(micros)} of virtual time`]),
  ].join(", ");
}
