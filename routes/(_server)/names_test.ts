import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { brief, middleCut, shownName, visible } from "./names.ts";

const CUTS: readonly (readonly [text: string, max: number, cut: string])[] = [
  ["bank.example", 12, "bank.example"],
  ["bank.example", 11, "bank.…ample"],
  ["bank.example", 4, "ba…e"],
  ["bank.example", 3, "b…e"],
  ["bank.example", 0, "b…e"],
  ["", 5, ""],
  ["🔑🔑🔑🔑", 4, "🔑🔑🔑🔑"],
  ["🔑a🔒b🔑", 3, "🔑…🔑"],
];

for (const [text, max, cut] of CUTS) {
  Deno.test(`middleCut() makes "${cut}" of "${text}" in ${max} characters`, () => {
    assertEquals(middleCut(text, max), cut);
  });
}

Deno.test("middleCut() keeps to its length, the beginning and the end, and splits no character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 3, max: 40 }), (text, max) => {
      const cut = middleCut(text, max);
      assert([...cut].length <= max);
      assert(cut.isWellFormed());
      if (cut === text) return;
      const [head, tail] = cut.split("…").length === 2 ? cut.split("…") : [cut[0], cut.at(-1)];
      assert(text.startsWith(head!) && text.endsWith(tail!));
    }),
  );
});

Deno.test("brief() makes of the ends what it would make of the whole", () => {
  const text = fc.array(fc.constantFrom("a", "🔑", "\u202e", "é", " ", "\ud800")).map((parts) =>
    parts.join("")
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 3, max: 20 }), (text, max) => {
      assertEquals(brief(text, max), middleCut(visible(text), max));
    }),
  );
});

/** Names that a certificate may hold, with something of them that no page may show as it is. */
const HOSTILE: readonly (readonly [what: string, name: string, never: string])[] = [
  ["a turned reading direction", "bank\u202eelpmaxe", "\u202e"],
  ["an isolate", "a\u2066b", "\u2066"],
  ["a character without width", "ba\u200bnk", "\u200b"],
  ["an escape sequence", "\x1b[2J", "\x1b"],
  ["a NUL", "bank.example\0.evil.example", "\0"],
  ["a line break", "bank\r\nSet-Cookie: x", "\n"],
  ["a byte order mark", "\ufeffbank", "\ufeff"],
  ["half a character", "bank\ud800", "\ud800"],
];

for (const [what, name, never] of HOSTILE) {
  Deno.test(`shownName() makes ${what} visible`, () => {
    const { text } = shownName(name);
    assert(!text.includes(never));
    assert(text.includes(`\\u{${never.codePointAt(0)!.toString(16)}}`));
  });
}

Deno.test("shownName() leaves honest names of any language alone", () => {
  for (const name of ["bank.example", "Bücher & Söhne", "日本銀行", "<script>alert(1)</script>"]) {
    assertEquals(shownName(name), { text: name });
  }
});

Deno.test("shownName() keeps 64 KiB of name for who asks for it", () => {
  const name = `${"a".repeat(65_535)}\u202e`;
  const { text, full } = shownName(name);
  assertEquals([...text].length, 60);
  assert(text.endsWith("\\u{202e}"));
  assertEquals(full, visible(name));
});
