import { assert, assertEquals, assertThrows } from "@std/assert";
import { smaller } from "./png.ts";

/** Two by two pixels, red, green, blue and white, as another program wrote them. */
const TINY = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP4z8DA8J+BiZHh/3+G/wAeBAT/TIzW8AAAAABJRU5ErkJggg==",
);

Deno.test("smaller() keeps size and colours, and writes a palette", () => {
  const png = smaller(TINY);
  const view = new DataView(png.buffer);
  assertEquals([view.getUint32(16), view.getUint32(20), png[24], png[25]], [2, 2, 8, 3]);
  const start = 8 + 12 + 13; // behind signature and header
  assertEquals(new TextDecoder().decode(png.subarray(start + 4, start + 8)), "PLTE");
  const colours = png.subarray(start + 8, start + 8 + view.getUint32(start));
  assertEquals(colours.length, 12);
  assert(colours.every((part) => part === 0 || part === 255));
});

Deno.test("smaller() refuses what it cannot read", () => {
  assertThrows(() => smaller(smaller(TINY)), TypeError, "no plain 8-bit RGB");
});
