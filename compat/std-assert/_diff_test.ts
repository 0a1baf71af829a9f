import { assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { difference } from "./_diff.ts";
import { short } from "./_format.ts";

/** The marked lines of a difference, without the indentation. */
function marked(actual: unknown, expected: unknown): string[] {
  return difference(actual, expected).split("\n")
    .filter((line) => /^[-+]/.test(line))
    .map((line) => line.replace(/\s+/g, " "));
}

Deno.test("difference() shows octets in rows of hex and marks the row that differs", () => {
  const actual = Uint8Array.from({ length: 40 }, (_, i) => i);
  const expected = actual.with(20, 0xff);
  assertEquals(marked({ body: actual }, { body: expected }), [
    "- 0010 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "+ 0010 10 11 12 13 ff 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
  ]);
});

Deno.test("difference() finds an item that was put between others", () => {
  assertEquals(marked(["a", "b", "d"], ["a", "b", "c", "d"]), [`+ "c",`]);
});

Deno.test("difference() compares a text line by line", () => {
  assertEquals(marked("one\ntwo\nthree", "one\nthree\nfour"), ["- two", "+ four"]);
});

Deno.test("difference() starts near the place where two long lines part", () => {
  const text = difference("a".repeat(5000) + "b", "a".repeat(5000) + "c");
  assertMatch(text, /aab"\n/);
  assertLess(text.length, 500);
});

Deno.test("difference() stays short, whatever it is given", () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [new Uint8Array(1_000_000), new Uint8Array(1_000_000).fill(1)],
    [Array.from({ length: 5000 }, (_, i) => i), Array.from({ length: 5000 }, (_, i) => -i)],
    ["x".repeat(1_000_000), "y".repeat(1_000_000)],
  ];
  for (const [actual, expected] of pairs) {
    const text = difference(actual, expected);
    assertLess(text.length, 25_000);
    // Both sides are there to be compared, not only the first of them.
    assertMatch(text, /^-/m);
    assertMatch(text, /^\+/m);
  }
});

Deno.test("difference() does not let a value speak to the terminal", () => {
  const text = difference("\x1b[31m\u202e\u009b", "plain");
  assertStringIncludes(text, String.raw`\u001b[31m\u202e\u009b`);
});

Deno.test("short() writes each kind of value so that it can be told from the others", () => {
  const values: readonly (readonly [unknown, string])[] = [
    [-0, "-0"],
    ["1", '"1"'],
    [1n, "1n"],
    [null, "null"],
    [[], "[]"],
    [{}, "{}"],
    [new Map([["a", 1]]), 'Map { "a" => 1, }'],
    [new Set([1]), "Set { 1, }"],
    [new RangeError("no"), 'RangeError "no"'],
    [new Uint8Array([1, 255]), "Uint8Array(2) [ 0000 01 ff ]"],
    [{ "a-b": 1, [Symbol("s")]: 2 }, '{ [Symbol(s)]: 2, "a-b": 1, }'],
    [function open() {}, "[Function: open]"],
  ];
  for (const [value, text] of values) assertEquals(short(value).replace(/\s+/g, " "), text);
});
