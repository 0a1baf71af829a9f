import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ByteCache } from "./byte_cache.ts";

Deno.test("the value not asked for longest makes room", () => {
  const cache = new ByteCache<number>(10);
  cache.set("a", 1, 4);
  cache.set("b", 2, 4);
  assertEquals(cache.get("a"), 1);
  cache.set("c", 3, 4);
  assertEquals([cache.get("a"), cache.get("b"), cache.get("c")], [1, undefined, 3]);
  assertEquals([cache.size, cache.bytes], [2, 8]);
});

Deno.test("a value too large for all the room drives nothing out", () => {
  const cache = new ByteCache<number>(10);
  cache.set("a", 1, 10);
  cache.set("b", 2, 11);
  assertEquals([cache.get("a"), cache.get("b"), cache.bytes], [1, undefined, 10]);
});

Deno.test("a value set again counts once", () => {
  const cache = new ByteCache<number>(10);
  cache.set("a", 1, 6);
  cache.set("a", 2, 3);
  assertEquals([cache.get("a"), cache.size, cache.bytes], [2, 1, 3]);
  cache.set("a", 3, 99);
  assertEquals([cache.get("a"), cache.size, cache.bytes], [undefined, 0, 0]);
});

Deno.test("whatever comes, the bytes are counted right and stay in bounds", () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom(..."abcdef"), bytes: fc.nat(60) }));
  fc.assert(fc.property(steps, (steps) => {
    const cache = new ByteCache<number>(100);
    for (const { key, bytes } of steps) {
      cache.set(key, bytes, bytes);
      assert(cache.bytes <= 100);
    }
    const left = [..."abcdef"].map((key) => cache.get(key) ?? 0);
    assertEquals(left.reduce((sum, bytes) => sum + bytes, 0), cache.bytes);
  }));
});
