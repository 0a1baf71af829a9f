import type { RandomSource } from "../crypto/mod.ts";
import { type Micros, Recorder } from "../trace/mod.ts";
import { Appointment, Queue } from "./queue.ts";
import { checkMicros, seconds } from "./time.ts";

/** How much may happen in one run before it counts as a runaway. */
export interface Budget {
  /** Appointments kept; 1 000 000 unless said. */
  readonly events: number;
  /** Virtual time passed, in micros; one hour unless said. */
  readonly micros: Micros;
}

export interface WorldOptions {
  /** An integer; the same seed gives the same world, byte for byte. */
  readonly seed: number;
  /** Makes the source of chance of a seed and a name: `seededRandom` from `lab/crypto`. */
  readonly random: (seed: number, name: string) => RandomSource;
  /**
   * What the calendar shows when the clock shows 0, in milliseconds since 1970 (UTC). Only the
   * dates in certificates are ever held against it. Default: 2026-08-01, midnight.
   */
  readonly epochMillis?: number;
  readonly budget?: Partial<Budget>;
  /**
   * Asked every 64 appointments, counted over the world's whole life: a reason ends the run. For
   * limits the world cannot know, such as real time or memory. It must only look, never touch.
   */
  readonly stop?: (world: World) => string | undefined;
}

/** How many appointments pass between two questions to `stop`: often enough, and not felt. */
const STOP_EVERY = 64;

const FIRST_OF_AUGUST_2026 = 1_785_542_400_000;

/**
 * One closed world: its clock, its chance, and the record of what happens in it. Nothing in the
 * lab asks the real clock or the real dice, so a world can be run again and comes out the same.
 */
export class World {
  readonly seed: number;
  /** Where everything that happens is written down. */
  readonly trace: Recorder;
  readonly #budget: Budget;
  readonly #epochMillis: number;
  readonly #makeRandom: (seed: number, name: string) => RandomSource;
  readonly #random = new Map<string, RandomSource>();
  readonly #queue = new Queue();
  readonly #stop: (world: World) => string | undefined;
  #now: Micros = 0;
  #running = false;
  #untilAsked = STOP_EVERY;

  /** @throws {RangeError} if the seed is no integer */
  constructor(options: WorldOptions) {
    const { seed, random, epochMillis = FIRST_OF_AUGUST_2026, budget, stop } = options;
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(`Cannot make a world of seed ${seed}: it must be an integer`);
    }
    this.seed = seed;
    this.trace = new Recorder(() => this.#now);
    this.#budget = { events: 1_000_000, micros: seconds(3600), ...budget };
    this.#epochMillis = epochMillis;
    this.#makeRandom = random;
    this.#stop = stop ?? (() => undefined);
  }

  /** Virtual time, in micros since the world began. */
  get now(): Micros {
    return this.#now;
  }

  /** The calendar in this world: whole seconds since 1970 (UTC). */
  calendar(): number {
    return Math.floor((this.#epochMillis + this.#now / 1_000) / 1_000);
  }

  /** The same as the best clocks have it: micros since 1970 (UTC). */
  utc(): Micros {
    return this.#epochMillis * 1_000 + this.#now;
  }

  /** The source of chance of that name; equal names share one. */
  random(name: string): RandomSource {
    let source = this.#random.get(name);
    if (source === undefined) {
      source = this.#makeRandom(this.seed, name);
      this.#random.set(name, source);
    }
    return source;
  }

  /**
   * The chance of that name once more, from its beginning: for what a story hands over because
   * nobody can compute it.
   */
  randomAgain(name: string): RandomSource {
    return this.#makeRandom(this.seed, name);
  }

  /** Does `action` after `delay` micros. What is due at one time is done in the order asked for. */
  after(delay: Micros, action: () => void): Appointment {
    return this.at(this.#now + delay, action);
  }

  /** Does `action` at `time`, in micros. @throws {RangeError} if that time has passed */
  at(time: Micros, action: () => void): Appointment {
    if (!(time >= this.#now)) {
      throw new RangeError(`Cannot do anything at ${time} µs: it is ${this.#now} µs already`);
    }
    const appointment = new Appointment(action);
    this.#queue.add(checkMicros("a time", time), appointment);
    return appointment;
  }

  /**
   * Lets things happen until nothing is left to happen.
   *
   * @returns how many appointments were kept
   * @throws {BudgetExceeded} if there is no end to it
   * @throws {RunStopped} if `stop` gives a reason
   */
  run(): number {
    return this.#run(Infinity);
  }

  /**
   * Lets everything happen that is due up to and including `time`, and moves the clock there.
   *
   * @returns how many appointments were kept
   * @throws {BudgetExceeded} if too many appointments fall into that time
   * @throws {RunStopped} if `stop` gives a reason
   */
  runUntil(time: Micros): number {
    const kept = this.#run(checkMicros("a time", time));
    this.#now = Math.max(this.#now, time);
    return kept;
  }

  #run(until: Micros): number {
    if (this.#running) throw new Error("Cannot run the world: it is running");
    this.#running = true;
    const queue = this.#queue;
    const { events, micros } = this.#budget;
    // A caller who names a time has set the limit of time himself.
    const latest = until === Infinity ? this.#now + micros : Infinity;
    let kept = 0;
    try {
      for (;;) {
        const due = queue.nextTime();
        if (due === undefined || due > until) return kept;
        if (due > latest) throw new BudgetExceeded("micros", micros, due);
        if (kept === events) throw new BudgetExceeded("events", events, due);
        if (--this.#untilAsked === 0) this.#askWhetherToStop();
        kept++;
        this.#now = due;
        queue.take()!.keep();
      }
    } finally {
      this.#running = false;
    }
  }

  #askWhetherToStop(): void {
    this.#untilAsked = STOP_EVERY;
    const reason = this.#stop(this);
    if (reason !== undefined) throw new RunStopped(reason);
  }
}

/** Somebody outside wanted the run to end. The world stands where it stopped. */
export class RunStopped extends Error {
  override name = "RunStopped";

  /** @param reason what `stop` answered: `5 s are used up` */
  constructor(readonly reason: string) {
    super(`Cannot finish the run: ${reason}`);
  }
}

/** A run had no end in sight. The world stands where it stopped, and what was next is still due. */
export class BudgetExceeded extends Error {
  override name = "BudgetExceeded";

  /**
   * @param resource what ran out
   * @param limit how much of it there was
   * @param due when the next appointment would have been, in micros
   */
  constructor(readonly resource: keyof Budget, readonly limit: number, readonly due: Micros) {
    const much = resource === "events" ? `${limit} events` : `${limit} µs of virtual time`;
    super(`Cannot finish the run: ${much} are used up, and more is due at ${due} µs`);
  }
}
