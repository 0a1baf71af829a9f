import { type Run, run, type RunOptions } from "./run.ts";
import { combinations, type Scenario } from "./scenario.ts";

/** Carries out every row of a scenario, one for each combination of defences. */
export function matrix(
  scenario: Scenario,
  options: Omit<RunOptions, "with">,
): readonly Run[] {
  return combinations(Object.keys(scenario.defences))
    .map((on) => run(scenario, { ...options, with: on }));
}
