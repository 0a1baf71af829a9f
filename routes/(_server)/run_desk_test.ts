import { assert, assertEquals } from "@std/assert";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { run } from "../../lab/scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { RunDesk } from "./run_desk.ts";
import { RunService } from "./run_service.ts";

const crypto = nobleProvider();
const short = SCENARIOS.find(({ id }) => id === "mitm")!;
const long = { ...short, id: "mitm-for-ever", long: true };

function desk() {
  const asked: string[] = [];
  const service = new RunDesk({
    short: new RunService({ crypto }),
    long: new RunService({
      crypto,
      carryOut: async ({ scenario, seed, with: on }) => {
        asked.push(`${scenario.id} ${on}`);
        await Promise.resolve();
        return { run: run(scenario, { seed, with: on, crypto }), bytes: 1_000 };
      },
    }),
  });
  return { service, asked };
}

Deno.test("long runs go elsewhere, short ones do not", async () => {
  const { service, asked } = desk();
  const keys = [short, long].flatMap((scenario) =>
    [[], ["validation"]].map((on) => ({ scenario, seed: 1, with: on }))
  );
  const outcomes = await service.requestEach("session", keys, (outcome) => outcome);
  assertEquals(asked, ["mitm-for-ever ", "mitm-for-ever validation"]);
  assertEquals(
    outcomes.map((outcome) => outcome.kind === "done" && outcome.run.trace.scenario),
    ["mitm", "mitm", "mitm-for-ever", "mitm-for-ever"],
  );
  assertEquals(service.metrics.computed, 4);
});

Deno.test("a long run is remembered like any other", async () => {
  const { service, asked } = desk();
  const key = { scenario: long, seed: 1, with: [] };
  await service.request("session", key);
  const again = await service.request("another", key);
  assert(again.kind === "done" && again.cached);
  assertEquals(asked.length, 1);
});

Deno.test("what goes wrong elsewhere is told as if it had gone wrong here", async () => {
  const failures: unknown[] = [];
  const service = new RunService({
    crypto,
    carryOut: () => Promise.reject(new Error("Cannot go on")),
    onFailure: (_reference, _address, error) => failures.push(error),
  });
  const outcome = await service.request("session", { scenario: long, seed: 1, with: [] });
  assertEquals(outcome.kind, "failed");
  assertEquals(failures.length, 1);
});
