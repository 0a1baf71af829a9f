/** Remembers how rows ended: a verdict is small, and the same for ever. */
import type { Verdict } from "../../lab/scenario/mod.ts";
import { type RunKey, runPath } from "./run_query.ts";

/** Rows that are remembered, of whichever seeds; a matrix has a few hundred. */
const MOST = 4_000;

/** Verdicts by the address of their run; those that were asked for longest ago are forgotten. */
export class VerdictDesk {
  readonly #verdicts = new Map<string, Verdict>();
  readonly #most: number;

  constructor(most: number = MOST) {
    this.#most = most;
  }

  /** How a row ended, if it is remembered. */
  get(key: RunKey): Verdict | undefined {
    const address = runPath(key);
    const verdict = this.#verdicts.get(address);
    if (verdict === undefined) return undefined;
    this.#verdicts.delete(address);
    this.#verdicts.set(address, verdict);
    return verdict;
  }

  keep(key: RunKey, verdict: Verdict): void {
    const address = runPath(key);
    this.#verdicts.delete(address);
    this.#verdicts.set(address, verdict);
    for (const oldest of this.#verdicts.keys()) {
      if (this.#verdicts.size <= this.#most) break;
      this.#verdicts.delete(oldest);
    }
  }
}
