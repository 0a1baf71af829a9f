import { assertEquals, assertThrows } from "@std/assert";
import { nobleProvider } from "../crypto/noble.ts";
import { BudgetExceeded, RunStopped } from "../net/mod.ts";
import { run } from "./run.ts";
import { scenario } from "./scenario.ts";

/** A story in which something is due every microsecond, for ever. */
const ENDLESS = scenario({
  id: "endless",
  title: "Endless",
  level: "deeper",
  about: "nothing",
  summary: "Nothing happens, again and again.",
  moral: "Somebody has to say when it is enough",
  sources: [],
  defences: {},
  stage: ({ world }) => world,
  story(world) {
    const step = () => void world.after(1, step);
    step();
  },
  wins: () => false,
  matrix: [{ with: [], attack: "fails" }],
});

const CALL = { seed: 1, with: [], crypto: nobleProvider() };

Deno.test("run() hands the budget on to the world", () => {
  const error = assertThrows(
    () => run(ENDLESS, { ...CALL, budget: { events: 100 } }),
    BudgetExceeded,
  );
  assertEquals([error.resource, error.limit], ["events", 100]);
});

Deno.test("run() hands on who may stop it", () => {
  const stop = () => "enough of it";
  const error = assertThrows(() => run(ENDLESS, { ...CALL, stop }), RunStopped);
  assertEquals(error.reason, "enough of it");
});
