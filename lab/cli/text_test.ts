import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import fc from "fast-check";
import { cut, cutApart, pad, padLeft, wrap } from "./text.ts";
import { EVIL } from "./testing.ts";
import { visible } from "./visible.ts";

/** Texts as they reach the terminal, some of them in letters of two columns or of none. */
const text = fc.array(
  fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("銀行", "e\u0301", "🏦", " ", "  ", "x".repeat(90), ...Object.values(EVIL)),
  ),
  { maxLength: 8 },
).map((parts) => visible(parts.join(" ")));

const width = fc.integer({ min: 2, max: 120 });
const letters = (lines: string) => lines.replaceAll(" ", "");

Deno.test("wrap() loses no visible character and makes no line too wide", () => {
  fc.assert(fc.property(text, width, (text, width) => {
    const lines = wrap(text, width);
    assertEquals(letters(lines.join("")), letters(text));
    for (const line of lines) assert(unicodeWidth(line) <= width, `${width}: ${line}`);
    assert(lines.length > 0);
  }));
});

Deno.test("cut() keeps the beginning, is never too wide, and says that it cut", () => {
  fc.assert(fc.property(text, width, (text, width) => {
    const kept = cut(text, width);
    assert(unicodeWidth(kept) <= width, `${width}: ${kept}`);
    if (kept !== text) assert(kept.endsWith("…") && text.startsWith(kept.slice(0, -1)));
    assertEquals(kept === text, unicodeWidth(text) <= width);
  }));
});

Deno.test("pad() and padLeft() fill up to a width, and leave alone what is wider", () => {
  fc.assert(fc.property(text, width, (text, width) => {
    for (const padded of [pad(text, width), padLeft(text, width)]) {
      assertEquals(unicodeWidth(padded), Math.max(width, unicodeWidth(text)));
      assertEquals(padded.trim(), text.trim());
    }
  }));
});

const wraps: readonly [text: string, width: number, lines: string[]][] = [
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 5, ["one", "two", "three"]],
  ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
  ["WITH_AES_128_GCM", 10, ["WITH_AES_", "128_GCM"]],
  ["_abc銀", 4, ["_abc", "銀"]],
  ["銀行銀行", 5, ["銀行", "銀行"]],
  ["e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]],
  ["", 5, [""]],
];

for (const [text, width, lines] of wraps) {
  Deno.test(`wrap() of "${text}" at ${width}`, () => assertEquals(wrap(text, width), lines));
}

const long: readonly [what: string, text: string][] = [
  ["one letter", "x".repeat(65536)],
  ["marks on one letter", `e${"\u0301".repeat(65536)}`],
  ["words of marks", `\u0301 `.repeat(32768)],
  ["spaces", " ".repeat(65536)],
  ["wide letters", "銀".repeat(32768)],
  ["control characters", "\u001b".repeat(65536)],
];

for (const [what, text] of long) {
  Deno.test(`64 KiB of ${what} are wrapped and cut`, () => {
    const shown = visible(text);
    for (const line of wrap(shown, 80)) assert(unicodeWidth(line) <= 80);
    cut(shown, 80);
  });
}

const ALIKE: readonly (readonly [texts: readonly string[], width: number, cut: string[]])[] = [
  [["mallory", "bank"], 5, ["mall…", "bank"]],
  [["observatory north", "observatory south"], 8, ["observ…1", "observ…2"]],
  [["abcdef", "abcdef"], 4, ["abc…", "abc…"]],
];

for (const [texts, width, expected] of ALIKE) {
  Deno.test(`cutApart(${texts.join(", ")}) to ${width} columns`, () => {
    assertEquals(cutApart(texts, width), expected);
  });
}
