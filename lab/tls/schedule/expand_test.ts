import { assertEquals, assertThrows } from "@std/assert";
import { fromHex, hex } from "../../bytes/mod.ts";
import { hkdfLabel } from "./expand.ts";

Deno.test("hkdfLabel() writes length, label and context, each length before its octets", () => {
  const label = hkdfLabel("c hs traffic", fromHex("aabb"), 0x0120);
  assertEquals(hex(label), "0120" + "12" + "746c73313320632068732074726166666963" + "02" + "aabb");
});

Deno.test("hkdfLabel() refuses what its lengths of one octet cannot say", () => {
  assertThrows(() => hkdfLabel("x".repeat(250), new Uint8Array(0), 32), RangeError, "the label");
  assertThrows(() => hkdfLabel("key", new Uint8Array(256), 32), RangeError, "256 bytes of context");
});
