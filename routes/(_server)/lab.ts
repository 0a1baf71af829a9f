/** The one laboratory behind all pages: its scenarios, its cryptography, its queues of runs. */
import { withHybrid } from "../../lab/crypto/hybrid.ts";
import { nativeProvider } from "../../lab/crypto/native.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { LongRuns } from "./long_runs.ts";
import { RunDesk } from "./run_desk.ts";
import { LONG_BUDGET } from "./run_budget.ts";
import { RunService } from "./run_service.ts";

export { SCENARIOS };

/** The fast provider; it gives the same bytes as the other. */
export const crypto = withHybrid(nativeProvider());

const onFailure = (reference: string, address: string, error: unknown) =>
  // deno-lint-ignore no-console -- the server's own log is where a stack may be shown
  console.error(`${reference} ${address}`, error);

const longRuns = new LongRuns();

export const service = new RunDesk({
  short: new RunService({ crypto, onFailure }),
  long: new RunService({
    crypto,
    onFailure,
    budget: LONG_BUDGET,
    // Their traces are long; few of them are remembered at a time.
    cacheBytes: 128 * 2 ** 20,
    carryOut: (key, budget) => longRuns.carryOut(key, budget),
  }),
});
