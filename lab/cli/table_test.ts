import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { painter } from "./terminal.ts";
import { tableLines } from "./table.ts";

const paint = painter(false);

Deno.test("a table is as wide as its cells", () => {
  const table = { title: "Costs", columns: ["way", "ms"], rows: [["full", "20"], ["short", "5"]] };
  assertEquals(tableLines(table, 80, paint), [
    " Costs",
    " way    ms",
    " full   20",
    " short  5",
  ]);
});

Deno.test("long cells go on below, and no line is wider than the terminal", () => {
  const words = "a cell with a great many words in it ".repeat(6);
  const table = { title: words, columns: ["what", "why", "then"], rows: [["x", words, words]] };
  for (const width of [40, 72, 80, 132]) {
    const lines = tableLines(table, width, paint);
    for (const line of lines) assert(unicodeWidth(line) <= width, line);
    assert(lines.length > 4);
  }
});

Deno.test("a cell cannot speak to the terminal", () => {
  const table = { title: "t", columns: ["c"], rows: [["\x1b[31mred\r\n"]] };
  assert(!tableLines(table, 80, paint).join("").includes("\x1b"));
});
