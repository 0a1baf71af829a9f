/** Stories with an attack in them: how they are declared, run and judged. */
export { matrix } from "./matrix.ts";
export { type Run, run, type RunOptions, type Verdict } from "./run.ts";
export {
  type Act,
  combinations,
  type Level,
  type Prediction,
  predictionOf,
  type Scenario,
  scenario,
  type ScenarioDefinition,
} from "./scenario.ts";
