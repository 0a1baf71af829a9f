import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertIsError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertNotInstanceOf,
  assertNotMatch,
  assertNotStrictEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
  unimplemented,
  unreachable,
} from "@std/assert";

interface Case {
  readonly name: string;
  readonly holds?: readonly (() => unknown)[];
  readonly fails: readonly (() => unknown)[];
}

const octets = new Uint8Array([1, 2]);
const broken = () => {
  throw new RangeError("Cannot read byte 7");
};

const CASES: readonly Case[] = [
  {
    name: "assert",
    holds: [() => assert(1), () => assert("a")],
    fails: [() => assert(0), () => assert("")],
  },
  {
    name: "assertFalse",
    holds: [() => assertFalse(0), () => assertFalse(null)],
    fails: [() => assertFalse(1)],
  },
  {
    name: "assertEquals",
    holds: [() => assertEquals({ a: [1] }, { a: [1] })],
    fails: [() => assertEquals({ a: [1] }, { a: [2] })],
  },
  {
    name: "assertNotEquals",
    holds: [() => assertNotEquals([1], [2])],
    fails: [() => assertNotEquals([1], [1])],
  },
  {
    name: "assertStrictEquals",
    holds: [() => assertStrictEquals(NaN, NaN), () => assertStrictEquals(octets, octets)],
    fails: [() => assertStrictEquals({}, {}), () => assertStrictEquals(0, -0)],
  },
  {
    name: "assertNotStrictEquals",
    holds: [() => assertNotStrictEquals({}, {})],
    fails: [() => assertNotStrictEquals(octets, octets)],
  },
  {
    name: "assertAlmostEquals",
    holds: [
      () => assertAlmostEquals(0.1 + 0.2, 0.3),
      () => assertAlmostEquals(1, 1.4, 0.5),
      () => assertAlmostEquals(Infinity, Infinity),
    ],
    fails: [() => assertAlmostEquals(1, 1.1), () => assertAlmostEquals(NaN, 1, 5)],
  },
  {
    name: "assertExists",
    holds: [() => assertExists(0), () => assertExists("")],
    fails: [() => assertExists(null), () => assertExists(undefined)],
  },
  {
    name: "assertMatch",
    holds: [() => assertMatch("bank.example", /^bank/)],
    fails: [() => assertMatch("bank.example", /^alice/)],
  },
  {
    name: "assertNotMatch",
    holds: [() => assertNotMatch("bank.example", /^alice/)],
    fails: [() => assertNotMatch("bank.example", /^bank/)],
  },
  {
    name: "assertStringIncludes",
    holds: [() => assertStringIncludes("bank.example", "k.e")],
    fails: [() => assertStringIncludes("bank.example", "alice")],
  },
  {
    name: "assertArrayIncludes",
    holds: [() => assertArrayIncludes([1, { a: 2 }, 3], [{ a: 2 }, 1])],
    fails: [() => assertArrayIncludes([1, { a: 2 }], [{ a: 3 }])],
  },
  {
    name: "assertGreater",
    holds: [() => assertGreater(2, 1)],
    fails: [() => assertGreater(1, 1)],
  },
  {
    name: "assertGreaterOrEqual",
    holds: [() => assertGreaterOrEqual(1, 1)],
    fails: [() => assertGreaterOrEqual(0, 1)],
  },
  { name: "assertLess", holds: [() => assertLess(1, 2)], fails: [() => assertLess(1, 1)] },
  {
    name: "assertLessOrEqual",
    holds: [() => assertLessOrEqual(1, 1)],
    fails: [() => assertLessOrEqual(2, 1)],
  },
  {
    name: "assertInstanceOf",
    holds: [() => assertInstanceOf(octets, Uint8Array)],
    fails: [() => assertInstanceOf([1], Uint8Array), () => assertInstanceOf(null, Uint8Array)],
  },
  {
    name: "assertNotInstanceOf",
    holds: [() => assertNotInstanceOf([1], Uint8Array)],
    fails: [() => assertNotInstanceOf(octets, Uint8Array)],
  },
  {
    name: "assertIsError",
    holds: [
      () => assertIsError(new RangeError("a")),
      () => assertIsError(new RangeError("abc"), Error, "b"),
      () => assertIsError(new RangeError("abc"), RangeError, /^a/),
    ],
    fails: [
      () => assertIsError("a"),
      () => assertIsError(new RangeError("abc"), TypeError),
      () => assertIsError(new RangeError("abc"), RangeError, "x"),
      () => assertIsError(new RangeError("abc"), RangeError, /^b/),
    ],
  },
  {
    name: "assertThrows",
    holds: [
      () => assertThrows(broken),
      () => assertThrows(broken, RangeError, "byte 7"),
      () => assertThrows(broken, Error),
    ],
    fails: [
      () => assertThrows(() => 1),
      () => assertThrows(broken, TypeError),
      () => assertThrows(broken, RangeError, "byte 8"),
      () =>
        assertThrows(() => {
          throw "a text";
        }, Error),
    ],
  },
  {
    name: "assertObjectMatch",
    holds: [
      () => assertObjectMatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } }),
      () => assertObjectMatch({ a: [1, 2, 3] }, { a: [1, 2] }),
      () => assertObjectMatch({ a: [{ b: 1, c: 2 }] }, { a: [{ c: 2 }] }),
      () => assertObjectMatch({ a: octets, b: 1 }, { a: octets }),
      () => assertObjectMatch({ a: new Set([1, 2]) }, { a: new Set([2]) }),
      () => assertObjectMatch({ a: new Map([["x", { b: 1, c: 2 }]]) }, { a: new Map([["x", {}]]) }),
    ],
    fails: [
      () => assertObjectMatch({ a: 1 }, { a: 1, b: 2 }),
      () => assertObjectMatch({ a: null }, { a: { b: 1 } }),
      () => assertObjectMatch({ b: { c: 2 } }, { b: { c: 3 } }),
      () => assertObjectMatch({ a: [1] }, { a: [1, 2] }),
      () => assertObjectMatch({ a: /b/ }, { a: /b/i }),
      () => assertObjectMatch({ a: new Set([1]) }, { a: new Set([2]) }),
    ],
  },
  { name: "fail", fails: [() => fail(), () => fail("so")] },
  { name: "unimplemented", fails: [() => unimplemented()] },
  { name: "unreachable", fails: [() => unreachable()] },
];

/** What a function throws; asks no assertion, as those are what is tested here. */
function thrownBy(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  return undefined;
}

for (const { name, holds = [], fails } of CASES) {
  Deno.test(`${name}() passes where it should and throws AssertionError elsewhere`, () => {
    for (const hold of holds) {
      const error = thrownBy(hold);
      if (error !== undefined) throw new Error(`${hold} throws`, { cause: error });
    }
    for (const failing of fails) {
      const error = thrownBy(failing);
      if (!(error instanceof AssertionError)) throw new Error(`${failing} gives ${error}`);
    }
  });
}

Deno.test("assertThrows() gives back what was thrown", () => {
  const error = assertThrows(broken, RangeError);
  assertStrictEquals(error.message, "Cannot read byte 7");
});

Deno.test("assertRejects() waits for the promise and gives back the reason", async () => {
  const error = await assertRejects(() => Promise.reject(new RangeError("late")), RangeError, "la");
  assertStrictEquals(error.message, "late");
  const failures = [
    () => assertRejects(() => Promise.resolve(1)),
    () => assertRejects(() => Promise.reject(new Error("a")), RangeError),
    () => assertRejects(() => Promise.reject(new Error("a")), Error, "b"),
    () => assertRejects(() => Promise.reject("a text"), Error),
    () =>
      assertRejects(() => {
        throw new Error("too early");
      }),
  ];
  for (const failing of failures) {
    const error = await failing().then(() => undefined, (reason: unknown) => reason);
    assertInstanceOf(error, AssertionError);
  }
});

Deno.test("assertObjectMatch() refuses what has no properties", () => {
  assertThrows(() => assertObjectMatch(null as never, { a: 1 }), TypeError, "assertObjectMatch");
});

Deno.test("assertObjectMatch() follows a cycle as far as it is asked to", () => {
  const node: { name: string; next?: unknown } = { name: "a" };
  node.next = node;
  assertObjectMatch(node, { next: { next: { name: "a" } } });
  assertThrows(() => assertObjectMatch(node, { next: { next: { name: "b" } } }), AssertionError);
});

Deno.test("messages carry what the caller adds", () => {
  const failing: readonly (() => unknown)[] = [
    () => assertEquals(1, 2, "the reason"),
    () => assertThrows(() => 1, "the reason"),
    () => assertThrows(broken, TypeError, undefined, "the reason"),
    () => assertExists(null, "the reason"),
    () => assert(false, "the reason"),
    () => fail("the reason"),
  ];
  for (const fn of failing) assertThrows(fn, AssertionError, "the reason");
});
