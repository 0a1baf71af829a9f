/**
 * Where pages ask for runs. Short ones, which are nearly all, are carried out between two answers;
 * long ones on a thread of their own, so that nobody else has to wait for them.
 */
import type { RunOutcome } from "./run_outcome.ts";
import type { RunKey } from "./run_query.ts";
import type { RunMetrics, RunService } from "./run_service.ts";

/** Two services behind one counter. */
export class RunDesk {
  readonly #short: RunService;
  readonly #long: RunService;

  constructor(services: { readonly short: RunService; readonly long: RunService }) {
    this.#short = services.short;
    this.#long = services.long;
  }

  /** One run for one browser session. Never rejects. */
  request(session: string, key: RunKey): Promise<RunOutcome> {
    return this.#serviceFor(key).request(session, key);
  }

  /**
   * Several runs that make one page.
   *
   * @returns in the order of `keys`
   * @throws {RangeError} if there are more than 1000 of one kind
   */
  async requestEach<T>(
    session: string,
    keys: readonly RunKey[],
    keep: (outcome: RunOutcome) => T,
  ): Promise<readonly T[]> {
    const kept: T[] = [];
    await Promise.all([this.#short, this.#long].map(async (service) => {
      const places = [...keys.keys()].filter((i) => this.#serviceFor(keys[i]!) === service);
      if (places.length === 0) return;
      const values = await service.requestEach(session, places.map((i) => keys[i]!), keep);
      places.forEach((place, i) => kept[place] = values[i]!);
    }));
    return kept;
  }

  /** How many turns a session's newest request waits, its own included; 0 if none waits. */
  position(session: string): number {
    return Math.max(this.#short.position(session), this.#long.position(session));
  }

  /** Figures of both together. */
  get metrics(): RunMetrics {
    const long = this.#long.metrics;
    return Object.fromEntries(
      Object.entries(this.#short.metrics)
        .map(([name, value]) => [name, value + long[name as keyof RunMetrics]]),
    ) as unknown as RunMetrics;
  }

  #serviceFor({ scenario }: RunKey): RunService {
    return scenario.long === true ? this.#long : this.#short;
  }
}
