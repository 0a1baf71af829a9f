import type { World } from "../../lab/net/mod.ts";
import type { Trace, TraceEvent } from "../../lab/trace/mod.ts";

/** What one run may use up. */
export interface RunBudget {
  /** Real time, in milliseconds. */
  readonly millis: number;
  /** Events in the trace. */
  readonly events: number;
  /** Memory that the trace takes, in bytes as `bytesOf` counts them. */
  readonly bytes: number;
}

/** What a run may use up unless said otherwise: far more than any story needs. */
export const RUN_BUDGET: RunBudget = { millis: 5_000, events: 50_000, bytes: 16 * 2 ** 20 };

/** What an attack of many connections may use up: such are run on a thread of their own. */
export const LONG_BUDGET: RunBudget = { millis: 60_000, events: 400_000, bytes: 128 * 2 ** 20 };

/**
 * Watches one run: time by a clock from outside, events and bytes by what is new in the trace.
 * Between two appointments of the world a run cannot be interrupted, so a limit may be passed a
 * little before it is noticed.
 */
export class Meter {
  readonly #budget: RunBudget;
  readonly #now: () => number;
  readonly #start: number;
  #counted = 0;
  #bytes = 0;
  #exceeded: keyof RunBudget | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(budget: RunBudget, now: () => number) {
    this.#budget = budget;
    this.#now = now;
    this.#start = now();
  }

  /** Milliseconds since the run began. */
  get millis(): number {
    return this.#now() - this.#start;
  }

  /** What ran out, if something did. */
  get exceeded(): keyof RunBudget | undefined {
    return this.#exceeded;
  }

  /** The question of `World`: why the run should end, if it should. */
  readonly stop = ({ trace }: World): string | undefined => {
    this.#count(trace.events);
    if (this.millis > this.#budget.millis) this.#exceeded ??= "millis";
    return this.#exceeded && limitText(this.#exceeded, this.#budget);
  };

  /**
   * Counts the last events and the rest of the trace. Time is not asked for any more: what is
   * finished is finished.
   *
   * @returns the bytes of the whole trace
   */
  finish(trace: Trace): number {
    this.#count(trace.events);
    return this.#bytes + bytesOf(trace.secrets) + bytesOf(trace.knowledge);
  }

  #count(events: readonly TraceEvent[]): void {
    for (; this.#counted < events.length; this.#counted++) {
      this.#bytes += bytesOf(events[this.#counted]);
    }
    if (this.#counted > this.#budget.events) this.#exceeded ??= "events";
    if (this.#bytes > this.#budget.bytes) this.#exceeded ??= "bytes";
  }
}

/** A limit in words: `the 50000 events that one run may have are used up`. */
export function limitText(resource: keyof RunBudget, budget: RunBudget): string {
  switch (resource) {
    case "millis":
      return `the ${budget.millis / 1000} seconds that one run may take are used up`;
    case "events":
      return `the ${budget.events} events that one run may have are used up`;
    case "bytes":
      return `the ${Math.floor(budget.bytes / 2 ** 20)} MiB that one run may fill are used up`;
  }
}

/**
 * About how many bytes of memory plain data takes. Against the heap, with traces of the lab: a sixth
 * too many when the run is new, because bytes that two events share count twice; a third too few
 * once a page has looked at everything, because some details are worked out when asked for.
 */
export function bytesOf(data: unknown): number {
  if (typeof data === "string") return 16 + data.length;
  if (typeof data !== "object" || data === null) return 8;
  if (data instanceof Uint8Array) return 200 + data.byteLength;
  if (Array.isArray(data)) return data.reduce((sum: number, one) => sum + bytesOf(one), 32);
  let sum = 32;
  for (const value of Object.values(data)) sum += 8 + bytesOf(value);
  return sum;
}
