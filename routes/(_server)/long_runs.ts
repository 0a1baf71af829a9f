/** A thread for long runs: begun when one is asked for, and ended when none has been for a while. */
import type { Run } from "../../lab/scenario/mod.ts";
import type { RunBudget } from "./run_budget.ts";
import type { CarriedOut } from "./run_outcome.ts";
import type { RunKey } from "./run_query.ts";

/** What the thread is asked to do. */
export interface Order {
  readonly scenario: string;
  readonly seed: number;
  readonly with: readonly string[];
  readonly size: string | undefined;
  readonly budget: RunBudget;
}

/** What it answers. A scenario is code and stays where it is; the rest is data. */
export type Answer =
  | {
    readonly kind: "done";
    readonly run: Omit<Run, "scenario">;
    readonly bytes: number;
  }
  | { readonly kind: "exceeded"; readonly resource: keyof RunBudget }
  | { readonly kind: "failed"; readonly message: string };

/** Milliseconds without work after which the thread ends. */
const IDLE = 30_000;
/** Milliseconds that a run may need beyond its budget, to be loaded and handed over. */
const GRACE = 5_000;

/** Carries out one run after the other; the caller asks for the next one when one is done. */
export class LongRuns {
  #worker: Worker | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** @param make begins a thread that answers an `Order` with an `Answer` */
  constructor(private readonly make: () => Worker = startWorker) {}

  /** @throws {Error} if the lab made a mistake, or the thread died */
  async carryOut(key: RunKey, budget: RunBudget): Promise<CarriedOut> {
    clearTimeout(this.#idle);
    const { scenario, seed, with: on, size } = key;
    const order = { scenario: scenario.id, seed, with: on, size, budget };
    const answer = await this.#ask(order);
    this.#idle = setTimeout(() => this.#end(), IDLE);
    Deno.unrefTimer(this.#idle as unknown as number);
    switch (answer.kind) {
      case "exceeded":
        return { exceeded: answer.resource };
      case "failed":
        throw new Error(answer.message);
      case "done":
        return { run: { scenario, ...answer.run }, bytes: answer.bytes };
    }
  }

  /** Ends the thread, if there is one. */
  close(): void {
    clearTimeout(this.#idle);
    this.#end();
  }

  #ask(order: Order): Promise<Answer> {
    const worker = this.#worker ??= this.make();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#end();
        resolve({ kind: "exceeded", resource: "millis" });
      }, order.budget.millis + GRACE);
      const over = (then: () => void) => {
        clearTimeout(late);
        then();
      };
      worker.onmessage = ({ data }: MessageEvent<Answer>) => over(() => resolve(data));
      worker.onerror = (event) => {
        event.preventDefault();
        this.#end();
        over(() => reject(new Error(event.message)));
      };
      worker.postMessage(order);
    });
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./long_runs_worker.ts", import.meta.url), { type: "module" });
}
