import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { EVIL, HARMFUL } from "./testing.ts";
import { visible } from "./visible.ts";

const cases: readonly [text: string, shown: string][] = [
  ["bank.example", "bank.example"],
  ["Zoë, 銀行, 🏦", "Zoë, 銀行, 🏦"],
  ["\u001b[2J", "\\u{1b}[2J"],
  ["a\nb\r\n", "a\\u{a}b\\u{d}\\u{a}"],
  ["\u009b", "\\u{9b}"],
  ["\u202e", "\\u{202e}"],
  ["\ud83d", "\\u{d83d}"],
  ["\u{e0041}", "\\u{e0041}"],
  ["", ""],
];

for (const [text, shown] of cases) {
  Deno.test(`visible() shows ${JSON.stringify(text)} as ${shown || "nothing"}`, () => {
    assertEquals(visible(text), shown);
  });
}

for (const [what, text] of Object.entries(EVIL)) {
  Deno.test(`visible() makes this harmless: ${what}`, () => {
    const shown = visible(text);
    assert(!HARMFUL.test(shown) && !shown.includes("\n"), shown);
    const back = shown.replace(
      /\\u\{([0-9a-f]+)\}/g,
      (_, digits) => String.fromCodePoint(parseInt(digits, 16)),
    );
    assertEquals(back, text, "nothing is lost");
  });
}

Deno.test("visible() makes any text harmless, and what is harmless stays as it is", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
    const shown = visible(text);
    assert(!HARMFUL.test(shown) && !shown.includes("\n"));
    assertEquals(visible(shown), shown);
  }));
});
