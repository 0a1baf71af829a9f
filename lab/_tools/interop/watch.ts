/** How long anything may take that a peer on the same machine does, in milliseconds. */
export const PATIENCE = 10_000;

/** Something that was waited for in vain. */
export class TooLate extends Error {
  override name = "TooLate";

  constructor(what: string, milliseconds: number) {
    super(`Waited ${milliseconds / 1000} s in vain for ${what}`);
  }
}

/** Gives back what a promise brings, but waits no longer than that. */
export async function within<T>(
  work: Promise<T>,
  what: string,
  milliseconds = PATIENCE,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(what, milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits for things to become true. Whoever changes something calls `notify`; whoever waits says
 * what for, and is told, or is told that it took too long.
 */
export class Watch {
  readonly #checks = new Set<() => void>();

  /** Something has changed: everyone who waits looks again. */
  notify(): void {
    for (const check of [...this.#checks]) check();
  }

  /**
   * Waits until `probe` finds something.
   *
   * @param probe gives `undefined` while there is nothing; may throw to end the waiting
   * @param what completes the sentence "waited in vain for …"
   * @throws {TooLate}
   */
  async until<T>(probe: () => T | undefined, what: string, milliseconds = PATIENCE): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const check = () => {
      try {
        const found = probe();
        if (found !== undefined) resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    this.#checks.add(check);
    try {
      check();
      return await within(promise, what, milliseconds);
    } finally {
      this.#checks.delete(check);
    }
  }
}
