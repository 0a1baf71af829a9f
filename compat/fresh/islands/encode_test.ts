import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { computed, signal } from "@preact/signals";
import { h } from "preact";
import { decoder } from "../client/decode.ts";
import { Encoder } from "./encode.ts";

/** Through the data block and back. */
function through<T>(value: T): T {
  const encoder = new Encoder();
  const place = encoder.add(value, "a prop");
  const values = JSON.parse(JSON.stringify(encoder.values));
  return decoder(values, () => undefined)(place) as T;
}

const VALUES: readonly [what: string, value: unknown][] = [
  ["texts", ["", "</script>", "<!--", "\u2028", "\ud800", "天"]],
  ["numbers", [0, -1.5, 2 ** 53, NaN, Infinity, -Infinity]],
  ["truth and nothing", [true, false, null, undefined]],
  ["large integers", [123456789012345678901234567890n, -1n]],
  ["bytes", [Uint8Array.of(0, 127, 128, 255), new Uint8Array()]],
  ["many bytes", Uint8Array.from({ length: 70_000 }, (_, i) => i)],
  ["a part of a buffer", new Uint8Array(10).subarray(2, 5)],
  ["objects in objects", { a: { b: [{ c: 1 }] }, "": 2, "with space": { a: undefined } }],
  ["dates", [new Date(0), new Date("2026-01-02T03:04:05.678Z")]],
  ["addresses", new URL("https://example.com/?q=<a>#b")],
  ["expressions", /a\/b<c>/giu],
  ["maps", new Map<unknown, unknown>([["a", 1], [{ key: 1 }, [["list"]]]])],
  ["sets", new Set<unknown>(["a", { b: 1 }])],
  ["lists that look like ours", [["bytes", "AAAA"], ["slot", 0], ["undefined"]]],
];

for (const [what, value] of VALUES) {
  Deno.test(`own: islands can be given ${what}`, () => assertEquals(through(value), value));
}

Deno.test("own: zeros keep their sign, each its own", () => {
  const [a, b] = through([0, -0]);
  assert(Object.is(a, 0));
  assert(Object.is(b, -0));
});

Deno.test("own: what was one thing stays one thing, circles too", () => {
  const circle: { self?: unknown; list: unknown[] } = { list: [] };
  circle.self = circle;
  circle.list.push(circle.list);
  const back = through(circle);
  assertStrictEquals(back.self, back);
  assertStrictEquals(back.list[0], back.list);
});

Deno.test("own: signals stay signals, with what they hold", () => {
  const inner = signal({ n: 1 });
  const [a, b, c] = through([inner, inner, computed(() => inner.value.n + 1)] as const);
  assertStrictEquals(a, b);
  assertEquals([a.value.n, c.value], [1, 2]);
});

Deno.test("own: no key reaches the prototype", () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
  const back = through(hostile);
  assertEquals(({} as { polluted?: boolean }).polluted, undefined);
  assertStrictEquals(Object.getPrototypeOf(back), Object.prototype);
  assertEquals(Object.keys(back), ["__proto__", "constructor"]);
});

const REFUSED: readonly [what: string, value: unknown][] = [
  ["functions", { onClick: () => {} }],
  ["symbols", [Symbol("s")]],
  ["objects of a class", new (class Session {})()],
  ["elements inside of objects", { icon: h("i", null) }],
];

for (const [what, value] of REFUSED) {
  Deno.test(`own: islands cannot be given ${what}`, () => {
    assertThrows(() => new Encoder().add(value, 'the prop "x" of Dial'), TypeError, '"x" of Dial');
  });
}
