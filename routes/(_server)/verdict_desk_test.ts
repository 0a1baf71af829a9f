import { assertEquals } from "@std/assert";
import { SCENARIOS } from "../../scenarios/mod.ts";
import type { Verdict } from "../../lab/scenario/mod.ts";
import { VerdictDesk } from "./verdict_desk.ts";

const scenario = SCENARIOS[0]!;
const key = (seed: number) => ({ scenario, seed, with: [] });
const verdict = { attack: "fails" } as Verdict;

Deno.test("the desk gives back what it was given, and forgets what nobody asks for", () => {
  const desk = new VerdictDesk(2);
  assertEquals(desk.get(key(1)), undefined);
  desk.keep(key(1), verdict);
  desk.keep(key(2), verdict);
  assertEquals(desk.get(key(1)), verdict);
  desk.keep(key(3), verdict);
  assertEquals([1, 2, 3].map((seed) => desk.get(key(seed)) !== undefined), [true, false, true]);
});
