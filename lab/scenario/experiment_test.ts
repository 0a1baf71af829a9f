import { assertEquals } from "@std/assert";
import { predictionOf } from "./mod.ts";
import { run } from "./run.ts";
import { experiment } from "./scenario.ts";
import { crypto, madeUp, WORDS } from "./testing.ts";

/** The made-up story, and nobody knows how it ends. */
function unpredicted(because?: (won: boolean) => string | undefined) {
  const { stage, story, wins, defences } = madeUp();
  return experiment({
    ...WORDS,
    defences,
    stage,
    story,
    wins,
    ...(because !== undefined && { because: (_: unknown, won: boolean) => because(won) }),
  });
}

Deno.test("an experiment has a verdict, held against nothing", () => {
  for (const [on, attack] of [[[], "succeeds"], [["tls"], "fails"]] as const) {
    const { verdict } = run(unpredicted(), { seed: 1, with: on, crypto });
    assertEquals([verdict.attack, verdict.predicted, verdict.asPredicted], [attack, null, true]);
  }
  assertEquals(predictionOf(unpredicted(), []), undefined);
});

Deno.test("an experiment says itself why it ended so", () => {
  const story = unpredicted((won) => won ? "she heard it" : undefined);
  assertEquals(run(story, { seed: 1, with: [], crypto }).verdict.because, "she heard it");
  assertEquals(run(story, { seed: 1, with: ["tls"], crypto }).verdict.because, "");
});
