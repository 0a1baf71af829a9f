/** What running a file of published cases came to. */
export interface SuiteResult {
  readonly total: number;
  readonly agree: number;
  readonly disagree: number;
  readonly skipped: number;
  readonly disagreements: readonly Disagreement[];
  /** Why cases were left out, and how many for each reason. */
  readonly skips: Readonly<Record<string, number>>;
}

/** A case where we and the publisher are of two minds. */
export interface Disagreement {
  /** File and number: `x25519#17`. */
  readonly id: string;
  readonly expected: string;
  readonly got: string;
}

/** Counts cases while they run. */
export class Tally {
  #agree = 0;
  readonly #disagreements: Disagreement[] = [];
  readonly #skips: Record<string, number> = {};

  /** Notes a case: it agrees if both texts are the same. */
  compare(id: string, expected: string, got: string): void {
    if (expected === got) this.#agree++;
    else this.#disagreements.push({ id, expected, got });
  }

  /** Notes cases that were left out. */
  skip(reason: string, count = 1): void {
    this.#skips[reason] = (this.#skips[reason] ?? 0) + count;
  }

  result(): SuiteResult {
    const skipped = Object.values(this.#skips).reduce((sum, count) => sum + count, 0);
    return {
      total: this.#agree + this.#disagreements.length + skipped,
      agree: this.#agree,
      disagree: this.#disagreements.length,
      skipped,
      disagreements: this.#disagreements,
      skips: this.#skips,
    };
  }
}

/** What a piece of code gives, or a text that says it threw: which no published case may do. */
export function attempt(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return `threw ${error}`;
  }
}
