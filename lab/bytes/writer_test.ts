import { assertEquals, assertThrows } from "@std/assert";
import { encode, hex, uint8, written } from "./mod.ts";

Deno.test("written() may be used inside itself: every call has a writer of its own", () => {
  const bytes = written((writer) => {
    writer.u8(0x01);
    writer.bytes(written((inner) => void inner.u16(0x0203)));
    writer.u8(0x04);
  });
  assertEquals(hex(bytes), "01020304");
});

Deno.test("written() begins with nothing, also after a value that could not be written", () => {
  assertThrows(() => written((writer) => void writer.u8(0x01).u8(0x100)), RangeError);
  assertEquals(hex(encode(uint8, 7)), "07");
});

Deno.test("written() gives an array that later values do not touch", () => {
  const first = encode(uint8, 1);
  encode(uint8, 2);
  assertEquals(hex(first), "01");
});
