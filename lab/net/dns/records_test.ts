import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromHex, hex } from "../../bytes/mod.ts";
import { caaData, caaOf, txtData, txtOf } from "./records.ts";

Deno.test("a text comes back as it was, however many strings it takes", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{0,600}$/), (text) => {
      assertEquals(txtOf(txtData(text)), text);
    }),
    { seed: 1 },
  );
  assertEquals(hex(txtData("")), "00");
  assertEquals(txtData("x".repeat(256)).length, 258);
});

Deno.test("a CAA record is flags, a tag behind its length, and a value (RFC 8659 §4.1)", () => {
  const caa = { critical: true, tag: "issue", value: "trent.example" };
  assertEquals(hex(caaData(caa)), "80056973737565" + hex(new TextEncoder().encode(caa.value)));
  assertEquals(caaOf(caaData(caa)), caa);
  assertEquals(caaOf(fromHex("00 05 4953535545")), { critical: false, tag: "issue", value: "" });
});

const BROKEN: readonly [what: string, octets: string][] = [
  ["nothing", ""],
  ["flags alone", "00"],
  ["no tag", "00 00 61"],
  ["a tag that goes on behind the end", "00 05 69"],
];
for (const [what, octets] of BROKEN) {
  Deno.test(`caaOf() makes nothing of ${what}`, () => {
    assertEquals(caaOf(fromHex(octets)), undefined);
  });
}

Deno.test("txtOf() makes nothing of a string that goes on behind the end", () => {
  assertEquals(txtOf(fromHex("05 61")), undefined);
});
