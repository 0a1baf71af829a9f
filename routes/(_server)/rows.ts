import { combinations, type Run, type Scenario } from "../../lab/scenario/mod.ts";
import { SCENARIOS, service } from "./lab.ts";
import type { Trouble } from "./load.ts";
import { readSeed } from "./seed.ts";

/** A scenario with every row of it carried out. */
export interface Rows {
  readonly kind: "rows";
  readonly scenario: Scenario;
  readonly seed: number;
  /** Any row, by the defences that are on in it. */
  readonly runOf: (on: readonly string[]) => Run;
}

/** Has every row of the scenario of an address carried out, as one request of the session. */
export async function loadRows(url: URL, id: string, session: string): Promise<Rows | Trouble> {
  const trouble = (status: number, message: string): Trouble => ({
    kind: "trouble",
    status,
    headers: {},
    message,
  });
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (scenario === undefined) return trouble(404, "There is no scenario of that name");
  const seed = readSeed(url);
  if (seed === undefined) return trouble(400, "The seed is a whole number, 0 or more");
  const rows = combinations(Object.keys(scenario.defences));
  const outcomes = await service.requestEach(
    session,
    rows.map((on) => ({ scenario, seed, with: on })),
    (outcome) => outcome,
  );
  const runs = new Map<string, Run>();
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind !== "done") return trouble(503, outcome.message);
    runs.set(keyOf(scenario, rows[i]!), outcome.run);
  }
  return { kind: "rows", scenario, seed, runOf: (on) => runs.get(keyOf(scenario, on))! };
}

function keyOf({ defences }: Scenario, on: readonly string[]): string {
  return Object.keys(defences).filter((name) => on.includes(name)).join(",");
}
