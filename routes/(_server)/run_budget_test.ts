import { assert, assertEquals, assertMatch } from "@std/assert";
import { withHybrid } from "../../lab/crypto/hybrid.ts";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { run, type Scenario } from "../../lab/scenario/mod.ts";
import type { World } from "../../lab/net/mod.ts";
import mitm from "../../scenarios/mitm.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { bytesOf, LONG_BUDGET, Meter, RUN_BUDGET } from "./run_budget.ts";
import { httpOf } from "./run_outcome.ts";
import { RunService, type RunServiceOptions } from "./run_service.ts";
import { keyOf, tiny, Turns } from "./testing.ts";

const crypto = withHybrid(nobleProvider());

/** Asks a new service for one run. */
async function outcomeOf(scenario: Scenario, options: Partial<RunServiceOptions> = {}) {
  const turns = new Turns();
  const service = new RunService({ crypto, schedule: turns.schedule, now: () => 0, ...options });
  const asked = service.request("alice", keyOf(scenario));
  await turns.passAll();
  return { outcome: await asked, service, turns };
}

/** A story in which the same thing happens every microsecond, for ever. */
function endless(happens: (world: World) => void): Scenario {
  return tiny("endless", (world) => {
    const step = () => void (happens(world), world.after(1, step));
    step();
  });
}

Deno.test("a run without end is stopped by the clock outside", async () => {
  let time = 0;
  const { outcome, service } = await outcomeOf(endless(() => void time++), { now: () => time });
  assertEquals(outcome, {
    kind: "over-budget",
    resource: "millis",
    message: "This run was stopped: the 5 seconds that one run may take are used up",
  });
  assertEquals(httpOf(outcome).status, 422);
  assert(service.metrics.millis >= 5_000 && service.metrics.millis < 5_100);
  assertEquals([service.metrics.overBudget, service.metrics.cacheRuns], [1, 0]);
});

Deno.test("a run with too many events is stopped, and remembered as one that is", async () => {
  const talkative = endless((world) => world.trace.record("", { kind: "note", text: "again" }));
  const { outcome, service } = await outcomeOf(talkative);
  assertEquals(outcome, {
    kind: "over-budget",
    resource: "events",
    message: "This run was stopped: the 50000 events that one run may have are used up",
  });
  assertEquals(await service.request("bob", keyOf(talkative)), outcome);
  assertEquals(service.metrics.computed, 1);
});

Deno.test("a run that fills too much memory is stopped", async () => {
  const text = "x".repeat(10_000);
  const { outcome } = await outcomeOf(
    endless((world) => world.trace.record("", { kind: "note", text })),
  );
  assertEquals(outcome, {
    kind: "over-budget",
    resource: "bytes",
    message: "This run was stopped: the 16 MiB that one run may fill are used up",
  });
});

Deno.test("a run that ends before anybody looked is measured all the same", async () => {
  const text = "x".repeat(3_000_000);
  const heavy = tiny("heavy", (world) => {
    for (let i = 0; i < 6; i++) world.trace.record("", { kind: "note", text });
  });
  const { outcome } = await outcomeOf(heavy);
  assert(outcome.kind === "over-budget" && outcome.resource === "bytes");
});

Deno.test("a run that is finished is shown, even if it took long", async () => {
  let time = 0;
  const late = tiny("late", () => void (time += 60_000));
  const { outcome } = await outcomeOf(late, { now: () => time });
  assert(outcome.kind === "done");
  assertEquals(outcome.millis, 60_000);
});

Deno.test("the lab's own limit for runaways is an outcome too", async () => {
  const far = tiny("far", (world) => void world.after(2 * 3600 * 1_000_000, () => {}));
  const { outcome } = await outcomeOf(far);
  assert(outcome.kind === "over-budget" && outcome.resource === "world");
  assertMatch(outcome.message, /^Cannot finish the run: 3600000000 µs of virtual time/);
});

const BROKEN: readonly (readonly [what: string, thrown: unknown, message: string])[] = [
  ["an error", new TypeError("Cannot do it: it is wrong"), "Cannot do it: it is wrong"],
  ["a hostile message", new Error("\x1b[2J\u202e<b>"), "\\u{1b}[2J\\u{202e}<b>"],
  ["no error at all", Object.create(null), "something was thrown that is no error"],
];

for (const [what, thrown, message] of BROKEN) {
  Deno.test(`a run that throws ${what} fails alone, with a reference and without its stack`, async () => {
    const heard: unknown[] = [];
    const broken = tiny("broken", () => {
      throw thrown;
    });
    const { outcome, service, turns } = await outcomeOf(broken, {
      onFailure: (...all) => void heard.push(all),
    });
    assertEquals(outcome, { kind: "failed", reference: "run-failure-1", message });
    assertEquals(heard, [["run-failure-1", "/run/broken?seed=1", thrown]]);
    assertEquals(httpOf(outcome).status, 500);
    const next = service.request("alice", keyOf(mitm));
    await turns.passAll();
    assertEquals((await next).kind, "done");
  });
}

Deno.test("a story that calls itself for ever fails alone", async () => {
  const forever = (n: number): number => forever(n + 1) + 1;
  const { outcome } = await outcomeOf(tiny("deep", () => void forever(0)));
  assert(outcome.kind === "failed");
  assertMatch(outcome.message, /call stack/);
});

Deno.test("an option that no page should have let through fails alone", async () => {
  const turns = new Turns();
  const service = new RunService({ crypto, schedule: turns.schedule });
  const asked = service.request("alice", { scenario: mitm, seed: 1, with: ["__proto__"] });
  await turns.passAll();
  assertEquals((await asked).kind, "failed");
});

Deno.test("no story of the lab comes near a limit", () => {
  for (const scenario of SCENARIOS) {
    const budget = scenario.long ? LONG_BUDGET : RUN_BUDGET;
    const meter = new Meter(budget, () => 0);
    const { trace } = run(scenario, { seed: 1, with: [], crypto, stop: meter.stop });
    const bytes = meter.finish(trace);
    assertEquals(meter.exceeded, undefined);
    assertEquals(
      bytes,
      bytesOf(trace.events) - 32 + bytesOf(trace.secrets) + bytesOf(trace.knowledge),
    );
    assert(bytes < budget.bytes / 4, `${scenario.id} takes ${bytes} bytes`);
    assert(trace.events.length < budget.events / 4);
  }
});
