/**
 * What one suite says of its vectors: `total` is the sum of the other three counts. A suite may
 * count more finely besides; `--json` prints all of it.
 */
export interface SuiteResult {
  readonly total: number;
  readonly agree: number;
  readonly disagree: number;
  /** Vectors that are about something the lab does not have. */
  readonly skipped: number;
  /** Disagreements with a reason written down; these do not fail the command. */
  readonly explained?: number;
  readonly disagreements: readonly Disagreement[];
  /** Why vectors were skipped, and how many for each reason. */
  readonly skips?: Readonly<Record<string, number>>;
}

/** One vector whose result is not ours. */
export interface Disagreement {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  /** Why the lab keeps to its answer. */
  readonly why?: string;
}

/** A check against material from outside. */
export interface Suite {
  readonly name: string;
  /** The file of vectors, without `.json` or `.json.gz`. */
  readonly file: string;
  run(json: unknown): SuiteResult;
}
