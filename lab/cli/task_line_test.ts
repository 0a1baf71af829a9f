import { assertEquals } from "@std/assert";
import { eraseRows, taskLineRows } from "./task_line.ts";

const COMMAND = "deno run -q main.ts"; // with `Task scenario ` in front: 33 columns

for (
  const [title, words, columns, rows] of [
    ["a short line", [], 80, 1],
    ["a line that fills the width exactly", [], 33, 1],
    ["a line one column too long", [], 32, 2],
    ["words in quotation marks", ["mitm"], 40, 1],
    ["words in quotation marks that need another row", ["mitm"], 39, 2],
    ["a quotation mark inside a word", ["it's"], 43, 2],
    ["a line break inside a word", ["a\nb"], 80, 2],
    ["wide characters", ["攻撃"], 40, 1],
    ["wide characters that need another row", ["攻撃"], 39, 2],
    ["a terminal without columns", [], 0, 0],
  ] as const
) {
  Deno.test(`taskLineRows() counts ${title}`, () => {
    assertEquals(taskLineRows("scenario", COMMAND, words, columns), rows);
  });
}

Deno.test("eraseRows() goes up and clears, row by row", () => {
  assertEquals(eraseRows(2), "\x1b[1A\x1b[2K\x1b[1A\x1b[2K");
  assertEquals(eraseRows(0), "");
});
