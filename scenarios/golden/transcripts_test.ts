/** What the terminal prints for every scenario is what stands beside this file, and fits. */
import { assert, assertEquals } from "@std/assert";
import { GOLDEN, transcript } from "../../lab/_tools/golden.ts";
import { SCENARIOS } from "../mod.ts";

const root = new URL("../..", import.meta.url);

for (const { id, long } of SCENARIOS) {
  Deno.test(`${id}: the story reads as it did`, () => {
    const golden = Deno.readTextFileSync(new URL(`${GOLDEN}/${id}.txt`, root));
    assertEquals(transcript(id), golden, 'changed on purpose? run "deno task golden"');
  });

  Deno.test(`${id}: no line is wider than the terminal`, () => {
    for (const width of long ? [72] : [72, 132]) {
      for (const line of transcript(id, ["--width", String(width)]).split("\n")) {
        assert([...line].length <= width, `${width} columns: ${line}`);
      }
    }
  });
}

Deno.test("there is a transcript of every scenario, and of nothing else", () => {
  const files = [...Deno.readDirSync(new URL(GOLDEN, root))]
    .flatMap(({ name }) => name.endsWith(".txt") ? [name.slice(0, -".txt".length)] : []);
  assertEquals(files.toSorted(), SCENARIOS.map(({ id }) => id).toSorted());
});
