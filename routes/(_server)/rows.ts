import { combinations, type Run, type Scenario } from "../../lab/scenario/mod.ts";
import { hint, nearest } from "../../lab/cli/mod.ts";
import { SCENARIOS, service } from "./lab.ts";
import type { Trouble } from "./load.ts";
import { named } from "./names.ts";
import { strangerAmong } from "./options.ts";
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
  if (scenario === undefined) return noScenario(id);
  const questions = scenario.lesson?.questions ?? [];
  const stranger = strangerAmong(url.searchParams, [
    "seed",
    ...questions.map(({ id }) => `a-${id}`),
  ]);
  if (stranger !== undefined) return { ...trouble(400, stranger), suggestion: `/learn/${id}` };
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

function noScenario(id: string): Trouble {
  const near = nearest(id, SCENARIOS.map((one) => one.id));
  return {
    kind: "trouble",
    status: 404,
    headers: {},
    message: `There is no scenario "${named(id)}"${hint(near)}`,
    ...(near !== undefined && { suggestion: `/learn/${near}` }),
  };
}

function keyOf({ defences }: Scenario, on: readonly string[]): string {
  return Object.keys(defences).filter((name) => on.includes(name)).join(",");
}
