import { assertEquals } from "@std/assert";
import { printable } from "./strings.ts";

const CASES: readonly (readonly [raw: string, shown: string])[] = [
  ["Grüße, 銀行 €", "Grüße, 銀行 €"],
  ["bank.example\0.mallory.example", "bank.example\\u{0}.mallory.example"],
  ["\x1b[2J\x07", "\\u{1b}[2J\\u{7}"],
  ["line\r\nbreak\u2028", "line\\u{d}\\u{a}break\\u{2028}"],
  ["\u202egro.knab", "\\u{202e}gro.knab"],
  ["zero\u200bwidth\u00ad", "zero\\u{200b}width\\u{ad}"],
  ["\u0085\u009b", "\\u{85}\\u{9b}"],
  ["lone \ud800 half", "lone \\u{d800} half"],
];

Deno.test("printable() leaves letters alone and spells out what a display would obey", () => {
  for (const [raw, shown] of CASES) assertEquals(printable(raw), shown);
});
