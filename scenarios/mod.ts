/** Every scenario, in the order of the catalogue, and the words they use. */
import type { Scenario } from "../lab/scenario/mod.ts";
import { CATALOGUE } from "./catalogue.ts";

export { anchorOf, GLOSSARY, type Term, termOf } from "./glossary/mod.ts";

const files = await Promise.all(Object.values(CATALOGUE).map((load) => load()));

export const SCENARIOS: readonly Scenario[] = files.map((file) => file.default);

export {
  type Choice,
  type Control,
  parsePlayground,
  playground,
  playgroundChoices,
  type PlaygroundOptions,
  playgroundParams,
} from "./parts/playground.ts";
