import type { Micros } from "../trace/mod.ts";

/** Something that will be done at a set time, unless it is called off before. */
export class Appointment {
  #action: (() => void) | undefined;

  constructor(action: () => void) {
    this.#action = action;
  }

  /** Calls it off. Harmless once it is kept or called off already. */
  cancel(): void {
    this.#action = undefined;
  }

  get cancelled(): boolean {
    return this.#action === undefined;
  }

  /** Does it, once. */
  keep(): void {
    const action = this.#action;
    this.#action = undefined;
    action?.();
  }
}

/**
 * Appointments in the order of their time, and of their making where times are equal. The order is
 * total, so a run can be repeated exactly.
 *
 * A heap with four children a node. Keys lie in typed arrays, which move without the garbage
 * collector looking on; appointments stay put in slots, and only slot numbers travel.
 */
export class Queue {
  #times = new Float64Array(64);
  #sequences = new Float64Array(64);
  #slots = new Uint32Array(64);
  #size = 0;
  #made = 0;
  readonly #appointments: (Appointment | undefined)[] = [];
  readonly #freeSlots: number[] = [];

  /** Appointments in the queue, those called off included. */
  get size(): number {
    return this.#size;
  }

  add(time: Micros, appointment: Appointment): void {
    if (this.#size === this.#times.length) this.#grow();
    const slot = this.#freeSlots.pop() ?? this.#appointments.length;
    this.#appointments[slot] = appointment;
    this.#rise(this.#size++, time, this.#made++, slot);
  }

  /** When the next appointment is due, or `undefined` if there is none. */
  nextTime(): Micros | undefined {
    while (this.#size > 0 && this.#appointments[this.#slots[0]!]!.cancelled) this.take();
    return this.#size === 0 ? undefined : this.#times[0];
  }

  /** Removes the next appointment. */
  take(): Appointment | undefined {
    if (this.#size === 0) return undefined;
    const slot = this.#slots[0]!;
    const appointment = this.#appointments[slot];
    this.#appointments[slot] = undefined;
    this.#freeSlots.push(slot);
    const last = --this.#size;
    if (last > 0) this.#sink(this.#times[last]!, this.#sequences[last]!, this.#slots[last]!);
    return appointment;
  }

  /** Moves parents down from the hole at `at` until the new entry fits there. */
  #rise(at: number, time: number, sequence: number, slot: number): void {
    const times = this.#times, sequences = this.#sequences, slots = this.#slots;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      // The new entry has the highest sequence number, so an equal time already stands right.
      if (times[parent]! <= time) break;
      times[at] = times[parent]!;
      sequences[at] = sequences[parent]!;
      slots[at] = slots[parent]!;
      at = parent;
    }
    times[at] = time;
    sequences[at] = sequence;
    slots[at] = slot;
  }

  /** Moves the smallest children up from the hole at the top until the entry fits there. */
  #sink(time: number, sequence: number, slot: number): void {
    const times = this.#times, sequences = this.#sequences, slots = this.#slots;
    const size = this.#size;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      let least = first;
      let leastTime = times[first]!;
      for (let child = first + 1, end = Math.min(first + 4, size); child < end; child++) {
        const childTime = times[child]!;
        if (
          childTime < leastTime ||
          (childTime === leastTime && sequences[child]! < sequences[least]!)
        ) {
          least = child;
          leastTime = childTime;
        }
      }
      if (time < leastTime || (time === leastTime && sequence < sequences[least]!)) break;
      times[at] = leastTime;
      sequences[at] = sequences[least]!;
      slots[at] = slots[least]!;
      at = least;
    }
    times[at] = time;
    sequences[at] = sequence;
    slots[at] = slot;
  }

  #grow(): void {
    const room = 2 * this.#size;
    const [times, sequences, slots] = [this.#times, this.#sequences, this.#slots];
    (this.#times = new Float64Array(room)).set(times);
    (this.#sequences = new Float64Array(room)).set(sequences);
    (this.#slots = new Uint32Array(room)).set(slots);
  }
}
