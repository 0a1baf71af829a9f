import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { CurveName } from "../mod.ts";
import { Curves } from "./curves.ts";
import { Multiples, multiply } from "./multiples.ts";
import { Sum } from "./sum.ts";

for (const name of ["P-256", "P-384", "P-521"] as const satisfies CurveName[]) {
  const { points, points: { BASE, Fn, Fp } } = new Curves(4).curve(name);
  const edges = [1n, 2n, 7n, 8n, 9n, 16n, Fn.ORDER - 1n, Fn.ORDER - 2n, Fn.ORDER >> 1n];
  const scalar = fc.oneof(
    fc.bigInt({ min: 1n, max: Fn.ORDER - 1n }),
    fc.constantFrom(...edges),
  );

  Deno.test(`${name}: multiples of a point are those that noble finds, with and without table`, () => {
    const point = BASE.multiplyUnsafe(0xc0ffeen);
    const tables = [1, 4, 5].map((width) => new Multiples(points, point, width));
    fc.assert(
      fc.property(scalar, (k) => {
        const { x, y } = point.multiplyUnsafe(k).toAffine();
        assertEquals(multiply(points, point, k).toAffine(), { x, y });
        for (const table of tables) {
          const sum = new Sum(Fp.ORDER);
          table.addTo(sum, k);
          assert(sum.hasX(x));
          assert(!sum.hasX(x + 1n));
          assertEquals(sum.toAffine(), { x, y });
        }
      }),
      { numRuns: 25 },
    );
  });

  Deno.test(`${name}: sums may meet equal points, opposite points and the point at infinity`, () => {
    const table = new Multiples(points, BASE, 4);
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const sum = multiply(points, BASE, a);
        table.addTo(sum, b);
        const expected = Fn.add(a, b);
        if (expected !== 0n) assertEquals(sum.toAffine(), BASE.multiplyUnsafe(expected).toAffine());
        else assertThrows(() => sum.toAffine(), Error, "point at infinity");
        const twice = multiply(points, BASE, a);
        table.addTo(twice, a);
        assertEquals(twice.toAffine(), BASE.multiplyUnsafe(Fn.add(a, a)).toAffine());
        const nothing = multiply(points, BASE, a);
        table.addTo(nothing, Fn.neg(a));
        assert(!nothing.hasX(0n));
        nothing.double();
        assertThrows(() => nothing.toAffine(), Error, "point at infinity");
      }),
      { numRuns: 15 },
    );
  });
}
