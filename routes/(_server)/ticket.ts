import type { RunOutcome } from "./run_outcome.ts";
import type { RunKey } from "./run_query.ts";

/** What becomes of a ticket's outcomes. */
export interface Bearer {
  /** Takes an outcome for these places of the request. May throw, which ends the ticket. */
  take(outcome: RunOutcome, places: readonly number[]): void;
  /** Everything has come. */
  end(): void;
  fail(error: unknown): void;
}

/** One request that waits: the runs it still needs, and what to do as they come. */
export class Ticket {
  readonly owner: string;
  readonly #bearer: Bearer;
  /** What is still missing: the places it is wanted in, by the address of the run. */
  readonly #missing = new Map<string, { readonly key: RunKey; readonly places: number[] }>();
  #over = false;

  /** @param runs the addresses and keys of all runs, in the order of the request */
  constructor(owner: string, runs: readonly (readonly [string, RunKey])[], bearer: Bearer) {
    this.owner = owner;
    this.#bearer = bearer;
    runs.forEach(([address, key], place) => {
      const missing = this.#missing.get(address);
      if (missing === undefined) this.#missing.set(address, { key, places: [place] });
      else missing.places.push(place);
    });
    this.#endIfComplete();
  }

  /** Whether there is nothing to wait for any more. */
  get over(): boolean {
    return this.#over;
  }

  /** Addresses of the runs that are missing. */
  get addresses(): readonly string[] {
    return [...this.#missing.keys()];
  }

  /** The run to carry out next, if one is missing. */
  next(): readonly [address: string, key: RunKey] | undefined {
    for (const [address, { key }] of this.#missing) return [address, key];
    return undefined;
  }

  /** Hands over the outcome of one run. */
  deliver(address: string, outcome: RunOutcome): void {
    const missing = this.#missing.get(address);
    if (missing === undefined || this.#over) return;
    this.#missing.delete(address);
    try {
      this.#bearer.take(outcome, missing.places);
    } catch (error) {
      this.#over = true;
      this.#bearer.fail(error);
    }
    this.#endIfComplete();
  }

  /** Gives everything that is missing the same outcome. */
  deliverRest(outcome: RunOutcome): void {
    for (const address of this.addresses) this.deliver(address, outcome);
  }

  #endIfComplete(): void {
    if (this.#over || this.#missing.size > 0) return;
    this.#over = true;
    this.#bearer.end();
  }
}
