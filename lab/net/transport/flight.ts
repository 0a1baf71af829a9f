import type { EventId, Micros, Segment } from "../../trace/mod.ts";
import type { Appointment } from "../queue.ts";
import type { World } from "../world.ts";
import { RetransmissionTimeout } from "./timeout.ts";

/** 183 seconds in all: the least that RFC 1122 §4.2.3.5 wants for a SYN, and more than for data. */
export const DEFAULT_TRIES = 8;

/** A segment that was sent and is not acknowledged yet. */
export interface Sent {
  readonly segment: Segment;
  /** The event of its first sending. */
  readonly event: EventId | undefined;
  /** The acknowledgement number that covers all of it. */
  readonly end: number;
}

export interface FlightOptions {
  /** How often in a row the oldest segment is sent before it is given up. */
  readonly tries: number;
  repeat(sent: Sent): void;
  giveUp(): void;
}

/**
 * What is on its way and not acknowledged, oldest first, with the one timer that has the oldest
 * repeated (RFC 6298 §5). There is no window: whatever is written is sent at once.
 */
export class Flight {
  readonly #timeout = new RetransmissionTimeout();
  readonly #sent: (Sent & { readonly at: Micros; repeated: boolean })[] = [];
  #alarm: Appointment | undefined;
  #vain = 0;

  constructor(readonly world: World, readonly options: FlightOptions) {}

  /** Whether the other side has everything. */
  get isEmpty(): boolean {
    return this.#sent.length === 0;
  }

  /** A segment has left. */
  add(sent: Sent): void {
    this.#sent.push({ ...sent, at: this.world.now, repeated: false });
    if (this.#alarm === undefined) this.#setAlarm();
  }

  /** The other side has everything before that sequence number. */
  acknowledge(upTo: number): void {
    const count = this.#sent.findLastIndex(({ end }) => end <= upTo) + 1;
    if (count === 0) return;
    const arrived = this.#sent.splice(0, count);
    // Karn's rule: of a repeated segment nobody knows which sending was acknowledged (RFC 6298 §3).
    if (!arrived.some(({ repeated }) => repeated)) {
      this.#timeout.measured(this.world.now - arrived.at(-1)!.at);
    }
    this.#timeout.progressed();
    this.#vain = 0;
    this.#setAlarm();
  }

  /** Nothing will be repeated any more. */
  clear(): void {
    this.#sent.length = 0;
    this.#setAlarm();
  }

  #setAlarm(): void {
    this.#alarm?.cancel();
    this.#alarm = this.isEmpty
      ? undefined
      : this.world.after(this.#timeout.value, () => this.#expire());
  }

  #expire(): void {
    if (++this.#vain === this.options.tries) return this.options.giveUp();
    const oldest = this.#sent[0]!;
    oldest.repeated = true;
    this.#timeout.expired();
    this.options.repeat(oldest);
    this.#setAlarm();
  }
}
