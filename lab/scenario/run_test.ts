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

/** Alice trusts somebody else than the bank's authority, so that nothing comes of it at all. */
const BROKEN = scenario({
  id: "broken",
  title: "Broken",
  level: "deeper",
  about: "nothing",
  summary: "Alice cannot reach her bank.",
  moral: "What fails for another reason proves nothing",
  sources: [],
  defences: {},
  stage(world) {
    const bank = world.server("bank", { identity: world.authority("One").issue("bank.example") });
    const alice = world.client("alice", { trust: [world.authority("Another")] });
    world.link("road", alice, bank);
    return { alice, bank };
  },
  story: ({ alice, bank }, act) => void act("Alice tries", () => alice.connect(bank)),
  wins: () => false,
  matrix: [{ with: [], attack: "fails", because: "the attacker holds no key" }],
});

Deno.test("an attack that fails because something else broke is not as predicted", () => {
  const { verdict } = run(BROKEN, CALL);
  assertEquals([verdict.attack, verdict.endedBy], ["fails", "unknown_ca"]);
  assertEquals(verdict.asPredicted, false);
});

Deno.test("the reason of a prediction is not given where it did not come true", () => {
  assertEquals(run(BROKEN, CALL).verdict.because.includes("holds no key"), false);
});

Deno.test("what a run adds up to comes with it, and a crooked table is the scenario's fault", () => {
  const rows = [["events", "many"]];
  const tabled = (columns: readonly string[]) =>
    run({ ...BROKEN, tables: () => [{ title: "Sums", columns, rows }] }, CALL);
  assertEquals(tabled(["what", "how many"]).tables[0]!.rows, rows);
  assertThrows(() => tabled(["what"]), RangeError, "a row has 2 cells for 1 columns");
  assertEquals(run(BROKEN, CALL).tables, []);
});

Deno.test("what goes wrong although nobody attacks is said, and has to be predicted", () => {
  const told = (trouble: string | undefined, predicted: boolean) => {
    const row = { with: [], attack: "fails", alert: "unknown_ca" } as const;
    const matrix = [{ ...row, ...(predicted && { trouble: true as const }) }];
    const { verdict } = run({ ...BROKEN, trouble: () => trouble, matrix }, CALL);
    return [verdict.trouble, verdict.asPredicted];
  };
  assertEquals(run(BROKEN, CALL).verdict.trouble, undefined);
  assertEquals(told("the door sticks", true), ["the door sticks", true]);
  assertEquals(told("the door sticks", false), ["the door sticks", false]);
  assertEquals(told(undefined, true), [null, false]);
  assertEquals(told(undefined, false), [null, true]);
});

Deno.test("where nobody has bad intentions, the verdict says that nobody attacks", () => {
  assertEquals(run(BROKEN, CALL).verdict.attacked, false);
});
