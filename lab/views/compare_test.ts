import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { noble } from "../cast/testing.ts";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { compare, MOST_COMPARED } from "./compare.ts";
import { type Sequence, sequence } from "./sequence.ts";

function told(id: string, on: readonly string[], seed = 1): Sequence {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return sequence(run(scenario, { seed, with: on, crypto: noble }).trace, noble);
}

/** Words alike that hold a digit or were cut short: counts, digests and tokens depend on chance. */
const masked = (text: string) => text.replaceAll(/\S*[\d…]\S*/g, "n");

/** The same with all that depends on chance alike. */
function counted({ lanes, rows }: Sequence): Sequence {
  return {
    lanes,
    rows: rows.map((row) =>
      row.kind === "remark"
        ? { ...row, text: masked(row.text) }
        : row.kind === "arrow"
        ? { ...row, label: masked(row.label), detail: masked(row.detail) }
        : row
    ),
  };
}

/** A story of remarks, one for each word. */
function story(words: readonly string[]): Sequence {
  return {
    lanes: [],
    rows: words.map((text, event) => ({
      kind: "remark",
      event,
      at: event,
      lane: 0,
      text,
      tone: "neutral",
    })),
  };
}

// How often an attacker has to ask depends on chance, and so on the seed.
for (const { id } of SCENARIOS.filter(({ long }) => !long)) {
  Deno.test(`${id}: two seeds tell the same story`, () => {
    const { firstDifference, unaligned } = compare(counted(told(id, [])), counted(told(id, [], 2)));
    assertEquals([firstDifference, unaligned], [undefined, 0]);
  });
}

Deno.test("mitm: the runs part where Alice looks at the certificate", () => {
  const { rows, firstDifference } = compare(told("mitm", []), told("mitm", ["validation"]));
  const { left, right } = rows[firstDifference!]!;
  assertEquals([left?.kind, right?.kind], ["remark", undefined]);
});

Deno.test("name-constraints: the runs part where Mallory shows what the authority has been limited to", () => {
  const { rows, firstDifference } = compare(
    told("name-constraints", []),
    told("name-constraints", ["limit"]),
  );
  const labels = [rows[firstDifference!]!, rows[firstDifference! + 1]!]
    .map(({ left, right }) => left ?? right)
    .map((row) => row?.kind === "arrow" && `${row.from} ${row.to} ${row.label}`);
  assertEquals(labels, ["1 0 {EE Cert CV Fin}", "1 0 {EE Cert CV Fin}"]);
});

Deno.test("compare() keeps every row of both sides, in order", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const left = story(one);
      const right = story(other);
      const { rows, firstDifference } = compare(left, right);
      assertEquals(rows.flatMap((row) => row.left ?? []), left.rows);
      assertEquals(rows.flatMap((row) => row.right ?? []), right.rows);
      for (const { left, right } of rows) {
        if (left?.kind === "remark" && right?.kind === "remark") {
          assertEquals(left.text, right.text);
        }
      }
      assertEquals(firstDifference === undefined, one.join() === other.join());
    }),
    { seed: 4 },
  );
});

Deno.test("compare() pairs as many rows as can be paired", () => {
  const { rows } = compare(story(["a", "x", "b", "c"]), story(["a", "b", "y", "c"]));
  assertEquals(rows.filter(({ left, right }) => left && right).length, 3);
});

Deno.test("compare() of very long stories says what it did not look at", () => {
  const many = Array.from({ length: 50_000 }, (_, i) => `question ${i}`);
  const same = compare(story(many), story(many));
  assertEquals([same.firstDifference, same.unaligned], [undefined, 0]);
  const others = compare(story(["x", ...many, "y"]), story([...many, "z"]));
  assertEquals(others.firstDifference, 0);
  assertEquals(others.unaligned, 50_002 + 50_001 - 2 * MOST_COMPARED);
  assertEquals(others.rows.filter(({ left, right }) => left && right).length, MOST_COMPARED - 1);
});
