import type { Bytes } from "../../bytes/mod.ts";
import type { EventId } from "../../trace/mod.ts";

/** A stretch of the stream as one packet brought it. */
export interface Part {
  /** Sequence number of the first byte. */
  readonly sequence: number;
  readonly payload: Bytes;
  /** Whether the stream ends after it. */
  readonly fin: boolean;
  /** The packet. */
  readonly packet: EventId;
}

/** Puts stretches of a stream back in order, whatever order they come in, and drops repetitions. */
export class Reassembly {
  /** The sequence number expected next; everything before it was handed out. */
  next: number;
  /** Waiting for what is missing before them, by sequence number. */
  readonly #early: Part[] = [];

  constructor(next: number) {
    this.next = next;
  }

  /**
   * Takes in a stretch and hands out what is in order now, without bytes handed out before. Where
   * stretches overlap, the bytes handed out first stay.
   */
  add(part: Part): readonly Part[] {
    const at = this.#early.findIndex(({ sequence }) => sequence > part.sequence);
    this.#early.splice(at < 0 ? this.#early.length : at, 0, part);
    const ready: Part[] = [];
    while (this.#early.length > 0 && this.#early[0]!.sequence <= this.next) {
      const first = this.#early.shift()!;
      if (endOf(first) > this.next) ready.push(this.#unknownPart(first));
    }
    return ready;
  }

  #unknownPart(part: Part): Part {
    const sequence = this.next;
    this.next = endOf(part);
    return { ...part, sequence, payload: part.payload.subarray(sequence - part.sequence) };
  }
}

/** The sequence number after a stretch; the end of the stream has a number too (RFC 9293 §3.4). */
function endOf({ sequence, payload, fin }: Part): number {
  return sequence + payload.length + (fin ? 1 : 0);
}
