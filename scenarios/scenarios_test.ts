/** What every scenario promises, whichever it is. */
import { assert, assertEquals } from "@std/assert";
import { nobleProvider } from "../lab/crypto/noble.ts";
import { combinations, matrix, run } from "../lab/scenario/mod.ts";
import { GOLDEN, transcript } from "../lab/_tools/golden.ts";
import { SCENARIOS } from "./mod.ts";

const crypto = nobleProvider();
const root = new URL("..", import.meta.url);

Deno.test("every file in the folder is in the list, under its own name", () => {
  const files = [...Deno.readDirSync(new URL("scenarios", root))]
    .filter(({ isFile, name }) => isFile && !name.endsWith("_test.ts") && name !== "mod.ts")
    .map(({ name }) => name.replace(/\.ts$/, "").replaceAll("_", "-"));
  assertEquals(SCENARIOS.map(({ id }) => id).toSorted(), files.toSorted());
});

for (const scenario of SCENARIOS) {
  const rows = combinations(Object.keys(scenario.defences));

  Deno.test(`${scenario.id}: every row ends as predicted, with eleven seeds`, () => {
    for (let seed = 1; seed <= 11; seed++) {
      for (const { trace, verdict } of matrix(scenario, { seed, crypto })) {
        assert(verdict.asPredicted, `seed ${seed}, with ${trace.with}: ${verdict.attack}`);
      }
    }
  });

  Deno.test(`${scenario.id}: one seed, one trace, byte for byte`, () => {
    for (const on of rows) {
      const once = run(scenario, { seed: 7, with: on, crypto });
      const again = run(scenario, { seed: 7, with: on, crypto: nobleProvider() });
      assertEquals(JSON.stringify(again.trace), JSON.stringify(once.trace));
    }
  });

  Deno.test(`${scenario.id}: every verdict rests on evidence, or says why there is none`, () => {
    for (const { verdict, trace } of matrix(scenario, { seed: 1, crypto })) {
      if (verdict.attack === "succeeds") assert(verdict.evidence.length > 0);
      if (verdict.endedBy !== null) assert(verdict.evidence.length > 0);
      assert(verdict.because !== "", `no reason given with ${trace.with}`);
      for (const id of verdict.evidence) assert(trace.events[id] !== undefined);
    }
  });

  Deno.test(`${scenario.id}: the story reads as it did`, () => {
    const golden = Deno.readTextFileSync(new URL(`${GOLDEN}/${scenario.id}.txt`, root));
    assertEquals(transcript(scenario.id), golden, 'changed on purpose? run "deno task golden"');
  });

  Deno.test(`${scenario.id}: no line is wider than the terminal`, () => {
    for (const width of [72, 80, 132]) {
      for (const line of transcript(scenario.id, ["--width", String(width)]).split("\n")) {
        assert([...line].length <= width, `${width} columns: ${line}`);
      }
    }
  });
}
