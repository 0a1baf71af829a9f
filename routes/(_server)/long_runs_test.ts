import { assert, assertEquals, assertRejects } from "@std/assert";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { LongRuns } from "./long_runs.ts";
import { RUN_BUDGET } from "./run_budget.ts";

/** A busy machine may take its time to begin a thread. */
const PATIENT = { ...RUN_BUDGET, millis: 120_000 };

const scenario = SCENARIOS.find(({ id }) => id === "mitm")!;
const key = { scenario, seed: 3, with: ["validation"] };

Deno.test("a run on a thread of its own is the run that it would be here", async () => {
  const runs = new LongRuns();
  try {
    const done = await runs.carryOut(key, PATIENT);
    assert("run" in done);
    assertEquals(done.run.scenario, scenario);
    assertEquals(done.run.verdict.endedBy, "unknown_ca");
    assertEquals(done.run.trace.with, ["validation"]);
    assert(done.bytes > 1_000);
  } finally {
    runs.close();
  }
});

Deno.test("a run that needs too much is stopped there as here", async () => {
  const runs = new LongRuns();
  try {
    const done = await runs.carryOut(key, { ...PATIENT, events: 10 });
    assertEquals(done, { exceeded: "events" });
  } finally {
    runs.close();
  }
});

Deno.test("a mistake on the thread is a mistake here", async () => {
  const runs = new LongRuns();
  try {
    const stranger = { ...key, scenario: { ...scenario, id: "nowhere" } };
    await assertRejects(() => runs.carryOut(stranger, PATIENT), Error, "no such scenario");
    const done = await runs.carryOut(key, PATIENT);
    assert("run" in done, "the thread goes on");
  } finally {
    runs.close();
  }
});
