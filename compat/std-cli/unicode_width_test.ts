import { assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";

const WIDTHS: readonly (readonly [what: string, text: string, columns: number])[] = [
  ["nothing", "", 0],
  ["plain letters", "ClientHello", 11],
  ["box drawing and arrows", "├─▶│", 4],
  ["Chinese", "天地玄黃", 8],
  ["Korean", "한국", 4],
  ["a letter with an accent", "\u00e1", 1],
  ["a letter and an accent", "a\u0301", 1],
  ["a picture", "🔬", 2],
  ["two joined pictures, as their parts", "👩\u200d🔬", 4],
  ["controls", "\0\n\r\t\u009b", 0],
];

for (const [what, text, columns] of WIDTHS) {
  Deno.test(`unicodeWidth() measures ${what}`, () => assertEquals(unicodeWidth(text), columns));
}
