/**
 * Carries out runs for many browsers at once. A run is a few milliseconds of pure computation, so
 * there is nothing to gain from doing two at a time; what matters is whose turn it is, that nothing
 * is computed twice, and that no run can hurt the others.
 */
import type { CryptoProvider } from "../../lab/crypto/mod.ts";
import { BudgetExceeded, RunStopped } from "../../lab/net/mod.ts";
import { run } from "../../lab/scenario/mod.ts";
import { ByteCache } from "./byte_cache.ts";
import { FairQueue } from "./fair_queue.ts";
import { brief } from "./names.ts";
import { limitText, Meter, RUN_BUDGET, type RunBudget } from "./run_budget.ts";
import type { CarriedOut, RunOutcome } from "./run_outcome.ts";
import { type RunKey, runPath } from "./run_query.ts";
import { Ticket } from "./ticket.ts";

export interface RunServiceOptions {
  readonly crypto: CryptoProvider;
  readonly budget?: Partial<RunBudget>;
  /** Bytes of finished runs that are remembered; 32 MiB unless said. */
  readonly cacheBytes?: number;
  /** Requests that may wait; 1000 unless said. */
  readonly waiting?: number;
  /** Requests of one session that may wait; 4 unless said. */
  readonly waitingPerSession?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
  /** Does a task soon, but lets everything else have a turn before. */
  readonly schedule?: (task: () => void) => void;
  /** Carries out a run somewhere else, while this thread answers others; here, unless given. */
  readonly carryOut?: (key: RunKey, budget: RunBudget) => Promise<CarriedOut>;
  /** Hears of mistakes in the lab: here, and only here, the stack may be shown. */
  readonly onFailure?: (reference: string, address: string, error: unknown) => void;
}

/** Figures of a service since it began, and as it is now. */
export interface RunMetrics {
  readonly requested: number;
  readonly computed: number;
  readonly cached: number;
  readonly overBudget: number;
  readonly failed: number;
  readonly superseded: number;
  readonly refused: number;
  /** Real milliseconds that all computed runs took. */
  readonly millis: number;
  readonly waiting: number;
  readonly cacheRuns: number;
  readonly cacheBytes: number;
}

/** More runs than this in one request are a mistake of the page. */
const MOST_RUNS = 1_000;
/** What a run probably takes, as long as none has been measured. */
const USUAL_MILLIS = 10;
/** A failure without much to remember still takes some room in the cache. */
const SMALL_OUTCOME = 256;
const LONGEST_MESSAGE = 300;

/** The queue, the memory and the limits of all runs of a server. */
export class RunService {
  readonly #options: RunServiceOptions;
  readonly #budget: RunBudget;
  readonly #cache: ByteCache<RunOutcome>;
  readonly #queue = new FairQueue<Ticket>();
  /** Who waits for which run; one computation serves them all. */
  readonly #wanted = new Map<string, Set<Ticket>>();
  readonly #now: () => number;
  readonly #schedule: (task: () => void) => void;
  #scheduled = false;
  readonly #counts = {
    requested: 0,
    computed: 0,
    cached: 0,
    overBudget: 0,
    failed: 0,
    superseded: 0,
    refused: 0,
    millis: 0,
  };

  constructor(options: RunServiceOptions) {
    this.#options = options;
    this.#budget = { ...RUN_BUDGET, ...options.budget };
    this.#cache = new ByteCache(options.cacheBytes ?? 32 * 2 ** 20);
    this.#now = options.now ?? (() => performance.now());
    // Not `setImmediate` or a message channel: while those have work, Deno 2.9 reads no requests.
    this.#schedule = options.schedule ?? ((task) => void setTimeout(task, 0));
  }

  /** One run for one browser session. Never rejects. */
  async request(session: string, key: RunKey): Promise<RunOutcome> {
    const [outcome] = await this.requestEach(session, [key], (outcome) => outcome);
    return outcome!;
  }

  /**
   * Several runs that make one page, such as a matrix: they wait as one request, take turns with
   * those of other sessions one by one, and of each only what the page needs is kept in memory.
   *
   * @param keep what to keep of each outcome; if it throws, the promise rejects
   * @returns in the order of `keys`
   * @throws {RangeError} if there are more than 1000
   */
  requestEach<T>(
    session: string,
    keys: readonly RunKey[],
    keep: (outcome: RunOutcome) => T,
  ): Promise<readonly T[]> {
    if (keys.length > MOST_RUNS) {
      throw new RangeError(`Cannot do ${keys.length} runs for one page: ${MOST_RUNS} at most`);
    }
    this.#counts.requested += keys.length;
    const { promise, resolve, reject } = Promise.withResolvers<readonly T[]>();
    const kept: T[] = [];
    const ticket = new Ticket(session, keys.map((key) => [runPath(key), key]), {
      take: (outcome, places) => {
        const value = keep(outcome);
        for (const place of places) kept[place] = value;
      },
      end: () => resolve(kept),
      fail: reject,
    });
    for (const address of ticket.addresses) {
      const outcome = this.#cache.get(address);
      if (outcome === undefined) continue;
      this.#counts.cached++;
      ticket.deliver(address, outcome.kind === "done" ? { ...outcome, cached: true } : outcome);
    }
    if (!ticket.over) this.#admit(ticket);
    return promise;
  }

  /** How many turns a session's newest request waits, its own included; 0 if none waits. */
  position(session: string): number {
    return this.#queue.turnsUntil(session);
  }

  get metrics(): RunMetrics {
    return {
      ...this.#counts,
      waiting: this.#queue.size,
      cacheRuns: this.#cache.size,
      cacheBytes: this.#cache.bytes,
    };
  }

  #admit(ticket: Ticket): void {
    const { waiting = 1_000, waitingPerSession = 4 } = this.#options;
    if (this.#queue.sizeOf(ticket.owner) >= waitingPerSession) {
      this.#counts.superseded++;
      this.#dismiss(this.#queue.oldestOf(ticket.owner)!, SUPERSEDED);
    }
    if (this.#queue.size >= waiting) {
      this.#counts.refused++;
      ticket.deliverRest(this.#busy());
      return;
    }
    this.#queue.add(ticket.owner, ticket);
    for (const address of ticket.addresses) {
      const tickets = this.#wanted.get(address) ?? new Set();
      this.#wanted.set(address, tickets.add(ticket));
    }
    this.#wake();
  }

  /** Sends somebody away who waits. */
  #dismiss(ticket: Ticket, outcome: RunOutcome): void {
    for (const address of ticket.addresses) {
      const tickets = this.#wanted.get(address);
      tickets?.delete(ticket);
      if (tickets?.size === 0) this.#wanted.delete(address);
    }
    this.#queue.remove(ticket.owner, ticket);
    ticket.deliverRest(outcome);
  }

  #wake(): void {
    if (this.#scheduled || this.#queue.size === 0) return;
    this.#scheduled = true;
    const next = () => {
      this.#scheduled = false;
      this.#wake();
    };
    this.#schedule(() => {
      let elsewhere: Promise<void> | undefined;
      try {
        elsewhere = this.#takeTurn();
      } finally {
        if (elsewhere === undefined) next();
      }
      void elsewhere?.finally(next);
    });
  }

  /** One run, for whoever's turn it is, and for everybody else who waits for the same. */
  #takeTurn(): Promise<void> | undefined {
    const next = this.#queue.peek()?.next();
    if (next === undefined) return undefined;
    this.#queue.endTurn();
    const [address, key] = next;
    if (this.#options.carryOut === undefined) {
      this.#settle(address, this.#compute(address, key));
      return undefined;
    }
    return this.#computeElsewhere(address, key).then((outcome) => this.#settle(address, outcome));
  }

  #settle(address: string, outcome: RunOutcome): void {
    const tickets = this.#wanted.get(address) ?? [];
    this.#wanted.delete(address);
    for (const ticket of tickets) {
      ticket.deliver(address, outcome);
      if (ticket.over) this.#dismiss(ticket, outcome);
    }
  }

  #compute(address: string, key: RunKey): RunOutcome {
    const meter = new Meter(this.#budget, this.#now);
    const outcome = this.#carryOut(address, key, meter);
    this.#counts.computed++;
    this.#counts.millis += meter.millis;
    return outcome;
  }

  async #computeElsewhere(address: string, key: RunKey): Promise<RunOutcome> {
    const start = this.#now();
    let outcome: RunOutcome;
    try {
      const done = await this.#options.carryOut!(key, this.#budget);
      const millis = this.#now() - start;
      if ("exceeded" in done) {
        outcome = this.#stopped(address, done.exceeded);
      } else {
        outcome = { kind: "done", run: done.run, cached: false, millis };
        this.#cache.set(address, outcome, done.bytes);
      }
    } catch (error) {
      outcome = this.#failed(address, error);
    }
    this.#counts.computed++;
    this.#counts.millis += this.#now() - start;
    return outcome;
  }

  #carryOut(address: string, key: RunKey, meter: Meter): RunOutcome {
    const { scenario, seed, size, with: on } = key;
    const { crypto } = this.#options;
    try {
      const done = run(scenario, {
        seed,
        ...(size !== undefined && { size }),
        with: on,
        crypto,
        stop: meter.stop,
      });
      const bytes = meter.finish(done.trace);
      if (meter.exceeded !== undefined) return this.#overBudget(address, meter);
      const { millis } = meter;
      const outcome: RunOutcome = { kind: "done", run: done, cached: false, millis };
      this.#cache.set(address, outcome, bytes);
      return outcome;
    } catch (error) {
      if (error instanceof RunStopped) return this.#overBudget(address, meter);
      if (error instanceof BudgetExceeded) return this.#runaway(address, error);
      return this.#failed(address, error);
    }
  }

  #overBudget(address: string, meter: Meter): RunOutcome {
    return this.#stopped(address, meter.exceeded ?? "millis");
  }

  #stopped(address: string, resource: keyof RunBudget): RunOutcome {
    this.#counts.overBudget++;
    const message = `This run was stopped: ${limitText(resource, this.#budget)}`;
    const outcome: RunOutcome = { kind: "over-budget", resource, message };
    // Events and bytes will be too many next time as well; time depends on what else was going on.
    if (resource !== "millis") this.#cache.set(address, outcome, SMALL_OUTCOME);
    return outcome;
  }

  #runaway(address: string, { message }: BudgetExceeded): RunOutcome {
    this.#counts.overBudget++;
    const outcome: RunOutcome = { kind: "over-budget", resource: "world", message };
    this.#cache.set(address, outcome, SMALL_OUTCOME);
    return outcome;
  }

  #failed(address: string, error: unknown): RunOutcome {
    const reference = `run-failure-${++this.#counts.failed}`;
    this.#options.onFailure?.(reference, address, error);
    const said = error instanceof Error ? error.message : "something was thrown that is no error";
    return { kind: "failed", reference, message: brief(said, LONGEST_MESSAGE) };
  }

  #busy(): RunOutcome {
    const { computed, millis } = this.#counts;
    const waiting = this.#queue.size;
    const each = computed === 0 ? USUAL_MILLIS : millis / computed;
    const retryAfter = Math.min(60, Math.max(1, Math.ceil(waiting * each / 1000)));
    const message = `${waiting} requests are waiting, which is as many as may; ` +
      `try again in ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}`;
    return { kind: "busy", waiting, retryAfter, message };
  }
}

const SUPERSEDED: RunOutcome = {
  kind: "superseded",
  message: "You have asked for several other runs since; ask again if you still want this one",
};
