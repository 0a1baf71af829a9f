/** Something whose speed is asked for. */
export interface Runner {
  readonly name: string;
  /** Does it `count` times, and says how long one took in µs of processor time. */
  time(count: number): Promise<number>;
}

/** How thoroughly to measure. */
export interface Effort {
  /** How many batches each runner does. */
  readonly rounds: number;
  /** How long one batch takes, in milliseconds. */
  readonly batch: number;
  /** How long each runner is warmed up, in milliseconds: until its code is compiled. */
  readonly warmUp: number;
}

/** What each runner took in each round, in µs. */
export class Timings {
  readonly #times: ReadonlyMap<Runner, readonly number[]>;

  constructor(times: ReadonlyMap<Runner, readonly number[]>) {
    this.#times = times;
  }

  /** The usual time of one, in µs. */
  median(runner: Runner): number {
    return median(this.#of(runner));
  }

  /**
   * How many times as long one takes as another. Quotients are taken round by round, since what else
   * the machine did in a round was done to both.
   */
  ratio(runner: Runner, base: Runner): number {
    const times = this.#of(base);
    return median(this.#of(runner).map((time, round) => time / times[round]!));
  }

  #of(runner: Runner): readonly number[] {
    const times = this.#times.get(runner);
    if (times === undefined) throw new TypeError(`Cannot tell the time of "${runner.name}"`);
    return times;
  }
}

/** Lets all runners take turns, batch by batch, so that whatever disturbs one disturbs all. */
export async function race(runners: readonly Runner[], effort: Effort): Promise<Timings> {
  const counts = new Map<Runner, number>();
  for (const runner of runners) counts.set(runner, await warm(runner, effort));
  const times = new Map(runners.map((runner) => [runner, [] as number[]]));
  for (let round = 0; round < effort.rounds; round++) {
    // There and back, so that nobody always comes right after the same neighbour.
    for (const runner of round % 2 === 0 ? runners : runners.toReversed()) {
      times.get(runner)!.push(await runner.time(counts.get(runner)!));
    }
  }
  return new Timings(times);
}

/** Runs until warm. @returns how many make a batch */
async function warm(runner: Runner, { batch, warmUp }: Effort): Promise<number> {
  let count = 1;
  let spent = 0;
  for (;;) {
    const each = Math.max(await runner.time(count), 0.1);
    spent += each * count / 1000;
    count = Math.max(1, Math.round(batch * 1000 / each));
    if (spent >= warmUp) return count;
  }
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot take the median of nothing");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
