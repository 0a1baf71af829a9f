import { assertEquals, assertThrows } from "@std/assert";
import { fromHex, hex } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import { add, blockOf, elementOf, multiply, type Polynomial, rootsOf, valueAt } from "./gf128.ts";

// Test case 2 of the GCM specification (McGrew and Viega): H, one block, and their product.
const H = elementOf(fromHex("66e94bd4ef8a2c3b884cfa59ca342b2e"));
const C = elementOf(fromHex("0388dace60b6a392f328c2b971b2fe78"));

Deno.test("multiply() agrees with the test cases of GCM", () => {
  assertEquals(hex(blockOf(multiply(C, H))), "5e2ec746917062882c85b0685353deb7");
  const lengths = 0x80n;
  const ghash = multiply(multiply(C, H) ^ lengths, H);
  assertEquals(hex(blockOf(ghash)), "f38cbb1ad69223dcc3457ae5b6b0f885");
});

/** The product of all X - root. */
function withRoots(roots: readonly bigint[]): Polynomial {
  return roots.reduce<Polynomial>(
    (f, root) => add([0n, ...f], f.map((coefficient) => multiply(coefficient, root))),
    [1n << 127n],
  );
}

for (const count of [1, 2, 3, 7]) {
  Deno.test(`rootsOf() finds ${count} roots, and nothing else`, () => {
    const random = seededRandom(count, "roots");
    const roots = Array.from({ length: count }, () => elementOf(random.bytes("root", 16)));
    const found = rootsOf([...withRoots(roots)].map((c) => multiply(c, H)));
    assertEquals(found.map(String).toSorted(), roots.map(String).toSorted());
    for (const root of found) assertEquals(valueAt(withRoots(roots), root), 0n);
  });
}

Deno.test("rootsOf() lists a double root once, and none where there is none", () => {
  assertEquals(rootsOf(withRoots([H, H, C])).map(String).toSorted(), [C, H].map(String).toSorted());
  assertEquals(rootsOf([1n]), []);
  assertThrows(() => rootsOf([0n, 0n]), RangeError, "all points are");
});
