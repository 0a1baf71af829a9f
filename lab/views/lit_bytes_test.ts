import { assertEquals } from "@std/assert";
import { type LitLine, litLines } from "./lit_bytes.ts";

const BYTES = Uint8Array.from({ length: 36 }, (_, i) => i);

/** Offset, what is in front of the lit bytes, those, and what is behind them. */
type Row = readonly [offset: number, before: string, lit: string, after: string];

const FIRST = "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f";

const CASES: readonly (readonly [what: string, start: number, end: number, Row[]])[] = [
  ["a whole first line", 0, 16, [
    [0, "", FIRST, ""],
    [16, "", "", "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f"],
  ]],
  ["the last bytes", 34, 36, [
    [16, "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f", "", ""],
    [32, "20 21", "22 23", ""],
  ]],
  ["nothing, where the range is empty", 3, 3, [
    [0, "00 01 02", "", "03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"],
    [16, "", "", "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f"],
  ]],
];

for (const [what, start, end, rows] of CASES) {
  Deno.test(`litLines() lights ${what}`, () => {
    const lines = litLines(BYTES, { start, end }) as readonly LitLine[];
    assertEquals(
      lines.map(({ offset, before, lit, after }) => [offset, before, lit, after] as const),
      rows,
    );
  });
}

Deno.test("litLines() of no bytes at all lights nothing", () => {
  const lines = litLines(new Uint8Array(0), { start: 0, end: 1 });
  assertEquals(lines, [{ offset: 0, before: "", lit: "", after: "" }]);
});

Deno.test("litLines() leaves out the middle of what is long, and says how much", () => {
  const lines = litLines(new Uint8Array(10_000), { start: 0, end: 10_000 });
  assertEquals(lines.length, 9);
  assertEquals(lines[4], { leftOut: 617 });
});
