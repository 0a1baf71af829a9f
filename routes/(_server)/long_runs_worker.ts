/** The thread of `LongRuns`: takes an order, carries it out, hands over what came of it. */
import { withHybrid } from "../../lab/crypto/hybrid.ts";
import { nativeProvider } from "../../lab/crypto/native.ts";
import { BudgetExceeded, RunStopped } from "../../lab/net/mod.ts";
import { run } from "../../lab/scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import type { Answer, Order } from "./long_runs.ts";
import { Meter } from "./run_budget.ts";

const crypto = withHybrid(nativeProvider());

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(answer: Answer): void;
};

thread.onmessage = ({ data }) => thread.postMessage(answerTo(data));

function answerTo({ scenario: id, seed, with: on, size, budget }: Order): Answer {
  const meter = new Meter(budget, () => performance.now());
  try {
    const scenario = SCENARIOS.find((one) => one.id === id);
    if (scenario === undefined) throw new Error(`Cannot run "${id}": there is no such scenario`);
    const options = {
      seed,
      with: on,
      crypto,
      stop: meter.stop,
      ...(size !== undefined && { size }),
    };
    const { scenario: _code, ...done } = run(scenario, options);
    const bytes = meter.finish(done.trace);
    return meter.exceeded === undefined
      ? { kind: "done", run: done, bytes }
      : { kind: "exceeded", resource: meter.exceeded };
  } catch (error) {
    if (error instanceof RunStopped) {
      return { kind: "exceeded", resource: meter.exceeded ?? "millis" };
    }
    if (error instanceof BudgetExceeded) return { kind: "exceeded", resource: "events" };
    const message = error instanceof Error ? error.stack ?? error.message : String(error);
    return { kind: "failed", message };
  }
}
