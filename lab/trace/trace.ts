import type { EventId, NodeId, TraceEvent } from "./event.ts";
import type { Knowledge, Secret } from "./ledger.ts";

/** A party as the audience meets it. */
export interface Party {
  readonly id: NodeId;
  /** What it is: `client`, `server`, `attacker, on-path`, `authority`, `resolver`. */
  readonly role: string;
  /** Its IPv4 address. */
  readonly address: string;
  /** Whether it takes the attacker's side. */
  readonly hostile: boolean;
}

/** A known mistake that was built into a party for this run. */
export interface FlawInForce {
  readonly id: string;
  readonly title: string;
  readonly node: NodeId;
}

/** A finished run as plain data: same scenario, seed and defences, same trace, byte for byte. */
export interface Trace {
  readonly format: "tls-lab-trace";
  readonly version: 1;
  readonly scenario: string;
  readonly seed: number;
  /** Defences that were on. */
  readonly with: readonly string[];
  readonly flaws: readonly FlawInForce[];
  readonly parties: readonly Party[];
  readonly secrets: readonly Secret[];
  readonly knowledge: readonly Knowledge[];
  readonly events: readonly TraceEvent[];
}

/** The event of an id. @throws {RangeError} if the trace has none */
export function eventOf(trace: Trace, id: EventId): TraceEvent {
  const event = trace.events[id];
  if (event === undefined) throw new RangeError(`Cannot find event #${id}: the trace ends before`);
  return event;
}
