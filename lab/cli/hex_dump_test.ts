import { assert, assertEquals } from "@std/assert";
import { hexLines } from "./hex_dump.ts";
import { painter } from "./terminal.ts";

const plain = painter(false);
const BYTES = Uint8Array.from({ length: 40 }, (_, i) => i);

const CASES: readonly (readonly [what: string, start: number, end: number, string[]])[] = [
  ["inside a line", 18, 20, [
    "0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f",
    "0010  10 11[12 13]14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "0020  20 21 22 23 24 25 26 27",
  ]],
  ["over the end of a line, and brackets on either", 14, 17, [
    "0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d[0e 0f]",
    "0010 [10]11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "0020  20 21 22 23 24 25 26 27",
  ]],
  ["up to the last byte", 39, 40, [
    "0010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "0020  20 21 22 23 24 25 26[27]",
  ]],
  ["nothing behind the end", 40, 40, [
    "0010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "0020  20 21 22 23 24 25 26 27",
  ]],
];

for (const [what, start, end, lines] of CASES) {
  Deno.test(`hexLines() lights ${what}`, () => {
    assertEquals(hexLines(BYTES, { start, end }, plain), lines);
  });
}

Deno.test("hexLines() leaves out the middle of what is long, and says how much", () => {
  const lines = hexLines(new Uint8Array(10_000), { start: 0, end: 10_000 }, plain);
  assertEquals(lines.length, 9);
  assertEquals(lines[4], "      … 617 more lines …");
});

Deno.test("hexLines() fits into 72 columns with its margin", () => {
  const lines = hexLines(new Uint8Array(4096), { start: 16, end: 4096 }, plain);
  assert(lines.every((line) => line.length <= 69));
});
