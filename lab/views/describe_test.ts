import { assertEquals } from "@std/assert";
import { firstLine } from "./describe.ts";

const TEXTS: readonly (readonly [what: string, text: string, line: string])[] = [
  ["one line", "pay to=bob", "pay to=bob"],
  ["several lines", "GET / HTTP/1.1\r\nHost: bank.example\r\n", "GET / HTTP/1.1"],
  ["a letter whose header is empty", "\r\nSee you at eight.\r\n.\r\n", "See you at eight."],
  ["nothing but ends of lines", "\r\n\r\n", ""],
  ["a long line", "x".repeat(41), `${"x".repeat(39)}…`],
];

for (const [what, text, line] of TEXTS) {
  Deno.test(`label of a text, ${what}: its first line with words`, () => {
    assertEquals(firstLine(text), line);
  });
}
