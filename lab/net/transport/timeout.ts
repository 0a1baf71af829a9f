import type { Micros } from "../../trace/mod.ts";
import { seconds } from "../time.ts";

const INITIAL = seconds(1);
const LEAST = seconds(1);
const MOST = seconds(60);

/** How long to wait for an acknowledgement before a segment counts as lost (RFC 6298). */
export class RetransmissionTimeout {
  /** Smoothed round-trip time and its variation, in micros; unknown before the first measurement. */
  #smoothed: Micros | undefined;
  #variation: Micros = 0;
  #base: Micros = INITIAL;
  #backoff = 1;

  /** In micros, from 1 s to 60 s (§2.4, §2.5). */
  get value(): Micros {
    return Math.min(MOST, this.#base * this.#backoff);
  }

  /** Takes in a round-trip time, measured on a segment that was sent once only (§2.2, §2.3, §3). */
  measured(roundTrip: Micros): void {
    if (this.#smoothed === undefined) {
      this.#smoothed = roundTrip;
      this.#variation = roundTrip / 2;
    } else {
      this.#variation += (Math.abs(this.#smoothed - roundTrip) - this.#variation) / 4;
      this.#smoothed += (roundTrip - this.#smoothed) / 8;
    }
    this.#base = Math.max(LEAST, Math.round(this.#smoothed + 4 * this.#variation));
  }

  /** The wait was in vain: the next one is twice as long (§5.5). */
  expired(): void {
    if (this.value < MOST) this.#backoff *= 2;
  }

  /**
   * Something new was acknowledged. That ends the doubling even without a measurement, as in most
   * stacks; §5 would keep it up until a segment gets through at the first attempt.
   */
  progressed(): void {
    this.#backoff = 1;
  }
}
