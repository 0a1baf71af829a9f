import { assertEquals, assertThrows } from "@std/assert";
import {
  concat,
  EMPTY,
  equalBytes,
  fromHex,
  fromUtf8,
  hex,
  indexOfBytes,
  utf8,
  Writer,
  xor,
} from "./mod.ts";

Deno.test("hex() and fromHex() undo each other, and white space is allowed", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  assertEquals(fromHex(hex(all)), all);
  assertEquals(fromHex("DE ad\n be\tEF"), Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
});

Deno.test("fromHex() says what is wrong and where", () => {
  assertThrows(() => fromHex("abc"), SyntaxError, "Cannot read hex: 3 digits is an odd count");
  assertThrows(() => fromHex("00 0g"), SyntaxError, 'Cannot read hex: "g" at digit 3');
});

Deno.test("concat() copies, so the parts may change afterwards", () => {
  const part = Uint8Array.of(1);
  const whole = concat(part, EMPTY, Uint8Array.of(2));
  part[0] = 9;
  assertEquals(whole, Uint8Array.of(1, 2));
});

Deno.test("equalBytes() compares length and every octet", () => {
  assertEquals(equalBytes(utf8("abc"), utf8("abc")), true);
  assertEquals(equalBytes(utf8("abc"), utf8("abd")), false);
  assertEquals(equalBytes(utf8("abc"), utf8("ab")), false);
});

for (
  const [haystack, needle, at] of [
    ["", "", 0],
    ["abc", "", 0],
    ["abc", "c", 2],
    ["abc", "bc", 1],
    ["abab", "abb", -1],
    ["aaab", "aab", 1],
    ["ab", "abc", -1],
    ["abc", "d", -1],
  ] as const
) {
  Deno.test(`indexOfBytes() finds "${needle}" in "${haystack}" at ${at}`, () => {
    assertEquals(indexOfBytes(utf8(haystack), utf8(needle)), at);
  });
}

Deno.test("xor() wants two of a length", () => {
  assertEquals(xor(Uint8Array.of(5, 255), Uint8Array.of(3, 255)), Uint8Array.of(6, 0));
  assertThrows(() => xor(EMPTY, Uint8Array.of(1)), RangeError, "arrays of 0 and 1 bytes");
});

Deno.test("fromUtf8() replaces what is malformed and never throws", () => {
  assertEquals(fromUtf8(Uint8Array.of(0x61, 0xff, 0x62)), "a\ufffdb");
  assertEquals(fromUtf8(utf8("Zürich ☂")), "Zürich ☂");
});

Deno.test("a Writer grows, fills in lengths afterwards, and refuses what does not fit", () => {
  const writer = new Writer(1);
  writer.u8(1).prefixed(2, () => void writer.bytes(new Uint8Array(700).fill(7)).u24(0x010203));
  const bytes = writer.u32(0xfffffffe).finish();
  assertEquals(bytes.length, 1 + 2 + 703 + 4);
  assertEquals([...bytes.subarray(0, 3)], [1, 2, 0xbf]);
  assertEquals([...bytes.subarray(-4)], [0xff, 0xff, 0xff, 0xfe]);
  assertThrows(() => new Writer().u8(256), RangeError, "Cannot write 256 in 1 bytes");
  assertThrows(() => new Writer().u16(-1), RangeError);
  assertThrows(() => new Writer().u16(1.5), RangeError);
  const long = new Writer();
  assertThrows(() => long.prefixed(1, () => void long.bytes(new Uint8Array(256))), RangeError);
});
