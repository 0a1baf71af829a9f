import { assertFalse } from "@std/assert/false";
import { assertThrows } from "@std/assert/throws";
import { assert, equal } from "@std/assert";

/** A cycle of one object. */
function cycle(): { self?: unknown } {
  const object: { self?: unknown } = {};
  object.self = object;
  return object;
}

class Point {
  constructor(readonly x: number) {}
}
class Size {
  constructor(readonly x: number) {}
}

type Pair = readonly [what: string, a: unknown, b: unknown];

const EQUAL: readonly Pair[] = [
  ["0 and -0", [0], [-0]],
  ["NaN and NaN", { x: NaN }, { x: NaN }],
  ["nested objects, keys in any order", { a: { b: 1 }, c: 2 }, { c: 2, a: { b: 1 } }],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["instances of one class", new Point(1), new Point(1)],
  ["symbols as keys", { [Symbol.for("k")]: 1 }, { [Symbol.for("k")]: 1 }],
  ["dates", new Date(5), new Date(5)],
  ["dates that are none", new Date("x"), new Date("y")],
  ["patterns", /a/g, /a/g],
  ["addresses", new URL("https://a.test"), new URL("https://a.test/")],
  ["octets", new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ["octets with an offset", new Uint8Array([0, 1, 2]).subarray(1), new Uint8Array([1, 2])],
  ["sets in any order", new Set([1, new Set([2, 3])]), new Set([new Set([3, 2]), 1])],
  ["maps in any order", new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  ["maps with objects as keys", new Map([[{ x: 1 }, 2]]), new Map([[{ x: 1 }, 2]])],
  ["objects that hold themselves", cycle(), cycle()],
];

const DIFFERENT: readonly Pair[] = [
  ["1 and 2", 1, 2],
  ["1 and its text", 1, "1"],
  ["a key more", { a: 1 }, { a: 1, b: undefined }],
  ["another key", { a: undefined, b: undefined }, { a: undefined, c: undefined }],
  ["a longer array", [1, 2], [1, 2, 3]],
  ["another order of an array", [1, 2], [2, 1]],
  ["null and an object", null, {}],
  ["an array and an object", [], {}],
  ["instances of two classes", new Point(1), new Size(1)],
  ["an instance and a plain object", new Point(1), { x: 1 }],
  ["dates", new Date(5), new Date(6)],
  ["flags of patterns", /a/g, /a/i],
  ["octets", new Uint8Array([1, 2]), new Uint8Array([1, 3])],
  ["a typed array of another kind", new Uint8Array([1]), new Uint16Array([1])],
  ["octets and numbers", new Uint8Array([1]), [1]],
  ["sets that share all but one", new Set([1, 2]), new Set([1, 3])],
  ["values of maps", new Map([["a", 1]]), new Map([["a", 2]])],
  ["keys of maps", new Map([[{ x: 1 }, 2]]), new Map([[{ x: 2 }, 2]])],
];

for (const [what, a, b] of EQUAL) {
  Deno.test(`equal() accepts ${what}`, () => assert(equal(a, b) && equal(b, a)));
}
for (const [what, a, b] of DIFFERENT) {
  Deno.test(`equal() tells apart: ${what}`, () => assertFalse(equal(a, b) || equal(b, a)));
}

Deno.test("equal() says so where it cannot look inside", () => {
  assertThrows(() => equal(new WeakMap(), new WeakMap()), TypeError);
});

Deno.test("equal() does not share one partner among several members of a set", () => {
  assertFalse(equal(new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { a: 2 }])));
});
