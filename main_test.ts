/** The program as it is delivered: its commands with the real scenarios, and nothing by importing. */
import { assert, assertEquals } from "@std/assert";
import { call } from "./lab/cli/testing.ts";
import { SCENARIOS } from "./scenarios/mod.ts";

Deno.test("importing main.ts gives the dashboard's app and starts nothing", async () => {
  const { app, ...rest } = await import("./main.ts");
  assertEquals(typeof app?.handler, "function");
  assertEquals(Object.keys(rest), []);
});

Deno.test("the catalogue has every scenario, once, with a line of its own", () => {
  const { status, out, error } = call(SCENARIOS, ["scenario"], { columns: 110 });
  assertEquals([status, error], [0, ""]);
  for (const { id } of SCENARIOS) {
    const lines = out.split("\n").filter((line) => line.startsWith(` ${id} `));
    assertEquals(lines.length, 1, id);
  }
});

Deno.test("matrix: every row of every scenario is as predicted", () => {
  const { status, out } = call(SCENARIOS, ["matrix"]);
  const rows = SCENARIOS.reduce((sum, { matrix }) => sum + matrix.length, 0);
  assertEquals(status, 0);
  assert(out.endsWith(` ${rows} rows of ${SCENARIOS.length} scenarios, all as predicted\n`));
});

for (const { id, defences, long } of SCENARIOS) {
  const names = Object.keys(defences);

  Deno.test(`${id}: JSON and text tell the same rows`, () => {
    const { status, out } = call(SCENARIOS, ["scenario", id, "--json"]);
    const { rows, asPredicted } = JSON.parse(out);
    assertEquals([status, asPredicted, rows.length], [0, true, 2 ** names.length]);
    if (long) return; // once is enough for what takes seconds
    const text = call(SCENARIOS, ["matrix", id], { columns: 160 }).out;
    for (const row of rows) {
      const name = row.with.join(" + ") || "(nothing)";
      const line = text.split("\n").find((line) => line.trimStart().startsWith(`${name} `));
      // Where nobody attacks, both say so.
      const calm = row.trouble === undefined
        ? "none"
        : row.trouble === null
        ? "all well"
        : "trouble";
      const ends = row.attacker ? row.attack : calm;
      assert(line?.includes(ends), `${name}: ${line}`);
      assert(line?.includes(row.endedBy ?? "—"), `${name}: ${line}`);
    }
  });

  for (const name of names) {
    Deno.test(`${id} --with ${name} ends well, and misspelt it ends with a hint`, () => {
      assertEquals(call(SCENARIOS, ["scenario", id, "--with", name]).status, 0);
      const wrong = call(SCENARIOS, ["scenario", id, "--with", `${name}x`]);
      assertEquals([wrong.status, wrong.out], [2, ""]);
      assertEquals(
        wrong.error,
        `"${id}" has no defence "${name}x"; did you mean "${name}"?\n`,
      );
    });
  }

  Deno.test(`${id}: what it suggests to try next can be tried`, () => {
    const { out } = call(SCENARIOS, ["scenario", id], { columns: 110 });
    const [, words] = /TRY +deno task scenario (.*)/.exec(out) ?? [];
    assert(words !== undefined, "nothing is suggested");
    assertEquals(call(SCENARIOS, ["scenario", ...words.trim().split(" ")]).status, 0);
  });
}
