/** Carries out checks one after the other, says how each ended in one line, and counts. */

export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a check throws where it cannot be made here; the text says why. */
export class Skip extends Error {}

/** How long one check may take, in milliseconds. */
const CHECK_LIMIT = 30_000;

export class Report {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  async check({ name, run }: Check, limit = CHECK_LIMIT): Promise<void> {
    try {
      await within(limit, run());
      this.#passed++;
      this.#write(`ok       ${name}`);
    } catch (error) {
      if (error instanceof Skip) this.skip(name, error.message);
      else this.fail(name, error instanceof Error ? error.message : String(error));
    }
  }

  skip(name: string, why: string): void {
    this.#skipped++;
    this.#write(`skipped  ${name}: ${why}`);
  }

  fail(name: string, why: string): void {
    this.#failed++;
    this.#write(`FAILED   ${name}`);
    for (const line of why.trimEnd().split("\n")) this.#write(`         ${line}`);
  }

  /** Such as `3 passed, 0 failed, 1 skipped`, the form `.ci/run` counts by. */
  get summary(): string {
    return `${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`;
  }

  get exitStatus(): number {
    return this.#failed === 0 ? 0 : 1;
  }
}

/** @throws {Error} if a promise takes longer than so many milliseconds */
export async function within<Result>(limit: number, promise: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {Error} with the message if something does not hold */
export function must(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
