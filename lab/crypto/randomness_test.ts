import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { concat, fromHex, hex, utf8 } from "../bytes/mod.ts";
import { ScriptedRandom, seededRandom } from "./mod.ts";
import { nobleProvider } from "./noble.ts";

const { hmac } = nobleProvider();

Deno.test("seededRandom() gives the HMAC counter stream its docstring describes", () => {
  const named = hmac("SHA-256", hmac("SHA-256", utf8("42"), utf8("alice")), utf8("key share"));
  const block = (n: number) => hmac("SHA-256", named, fromHex(n.toString(16).padStart(16, "0")));
  const stream = concat(block(0), block(1), block(2));
  const alice = seededRandom(42, "alice");
  assertEquals(alice.bytes("key share", 5), stream.slice(0, 5));
  assertEquals(alice.bytes("key share", 60), stream.slice(5, 65));
  assertEquals(alice.bytes("key share", 0), new Uint8Array(0));
  assertEquals(alice.bytes("key share", 31), stream.slice(65));
});

Deno.test("seededRandom() gives these bytes for ever: recorded runs depend on them", () => {
  assertEquals(
    hex(seededRandom(1, "alice").bytes("client random", 32)),
    "6df4aeca4954317e5640b83a4b4f37da3fae3ceb61f1a0cf61e7fec47d93dd52",
  );
});

Deno.test("seededRandom() keeps streams apart: seed, name and purpose each make another", () => {
  const first = seededRandom(1, "alice").bytes("x", 32);
  assertNotEquals(seededRandom(2, "alice").bytes("x", 32), first);
  assertNotEquals(seededRandom(1, "bob").bytes("x", 32), first);
  assertNotEquals(seededRandom(1, "alice").bytes("y", 32), first);
  const busy = seededRandom(1, "alice");
  busy.bytes("y", 1000);
  assertEquals(busy.bytes("x", 32), first);
});

Deno.test("seededRandom() gives the same stream however it is cut", () => {
  fc.assert(fc.property(fc.array(fc.nat(70), { maxLength: 12 }), (cuts) => {
    const cut = seededRandom(utf8("seed"), "bob");
    const pieces = concat(...cuts.map((count) => cut.bytes("p", count)));
    assertEquals(pieces, seededRandom(utf8("seed"), "bob").bytes("p", pieces.length));
  }));
});

Deno.test("seededRandom() hands out arrays that nobody else holds", () => {
  const random = seededRandom(1, "alice");
  const taken = random.bytes("x", 32);
  const copy = taken.slice();
  random.bytes("x", 32).fill(0);
  assertEquals(taken, copy);
});

Deno.test("seededRandom() refuses a seed that is no whole number", () => {
  for (const seed of [1.5, NaN, Infinity, 2 ** 53]) {
    assertThrows(() => seededRandom(seed, "alice"), RangeError);
  }
});

Deno.test("ScriptedRandom gives what is written, in order, and says clearly when it ends", () => {
  const random = new ScriptedRandom({ x: [fromHex("0102"), fromHex("030405")], y: [] });
  assertEquals(random.bytes("x", 1), fromHex("01"));
  assertEquals(random.unused(), ["x"]);
  assertEquals(random.bytes("x", 3), fromHex("020304"));
  assertThrows(() => random.bytes("x", 2), RangeError, '2 bytes for "x": the script holds 1 bytes');
  assertThrows(() => random.bytes("z", 1), RangeError, "does not name it");
  assertEquals(random.bytes("x", 1), fromHex("05"));
  assertEquals(random.unused(), []);
});

Deno.test("ScriptedRandom asks its fallback for purposes that the script does not name", () => {
  const random = new ScriptedRandom({ x: [fromHex("01")] }, seededRandom(1, "rest"));
  assertEquals(random.bytes("y", 32), seededRandom(1, "rest").bytes("y", 32));
  random.bytes("x", 1);
  assert(assertThrows(() => random.bytes("x", 1), RangeError) instanceof RangeError);
});
