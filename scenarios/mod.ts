/** Every scenario, in the order in which a course would tell them. */
import type { Scenario } from "../lab/scenario/mod.ts";
import mitm from "./mitm.ts";

export const SCENARIOS: readonly Scenario[] = [mitm];
