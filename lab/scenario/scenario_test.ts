import { assertEquals, assertThrows } from "@std/assert";
import { combinations, predictionOf, scenario, type ScenarioDefinition } from "./scenario.ts";
import { WORDS } from "./testing.ts";

type Definition = ScenarioDefinition<"a" | "b", null>;

/** Nobody comes, nothing happens, nobody wins. */
const IDLE = { stage: () => null, story: () => {}, wins: () => false };

const base: Definition = {
  ...WORDS,
  defences: { a: "does one thing", b: "does another" },
  ...IDLE,
  matrix: [
    { with: [], attack: "succeeds" },
    { with: ["a"], attack: "fails" },
    { with: ["b"], attack: "fails" },
    { with: ["a", "b"], attack: "fails" },
  ],
};

const wrongMatrices: readonly [what: string, matrix: Definition["matrix"]][] = [
  ["no prediction at all", []],
  ["a combination left out", base.matrix.slice(0, 3)],
  ["one combination twice", [...base.matrix.slice(0, 3), base.matrix[0]!]],
  ["one combination too many", [...base.matrix, base.matrix[0]!]],
  [
    "one combination twice in another order",
    [...base.matrix.slice(0, 3), { with: ["b", "a"], attack: "fails" }, base.matrix[3]!],
  ],
  [
    "a defence named twice, which is a combination there is already",
    [...base.matrix.slice(0, 3), { with: ["a", "a"], attack: "fails" }],
  ],
];

for (const [what, matrix] of wrongMatrices) {
  Deno.test(`scenario() refuses ${what}`, () => {
    assertThrows(() => scenario({ ...base, matrix }), TypeError, 'Cannot take scenario "made-up"');
  });
}

Deno.test("scenario() takes predictions in any order, and defences in any order in them", () => {
  const matrix: Definition["matrix"] = [
    { with: ["b", "a"], attack: "fails", because: "both" },
    { with: ["b"], attack: "fails" },
    { with: ["a"], attack: "fails" },
    { with: [], attack: "succeeds" },
  ];
  const taken = scenario({ ...base, matrix });
  assertEquals(predictionOf(taken, ["a", "b"])?.because, "both");
  assertEquals(predictionOf(taken, [])?.attack, "succeeds");
});

Deno.test("a misspelt defence does not compile, and does not run either", () => {
  assertThrows(
    () =>
      scenario({
        ...WORDS,
        ...IDLE,
        defences: { validation: "Alice looks" },
        matrix: [
          { with: [], attack: "succeeds" },
          // @ts-expect-error "validaton" is none of the defences declared above
          { with: ["validaton"], attack: "fails" },
        ],
      }),
    TypeError,
  );
});

Deno.test("the switches of the stage are the defences, and nothing else compiles", () => {
  scenario({
    ...WORDS,
    ...IDLE,
    defences: { validation: "Alice looks" },
    stage(_world, on) {
      // @ts-expect-error "pinning" is none of the defences declared above
      on.pinning;
      return null;
    },
    matrix: [{ with: [], attack: "succeeds" }, { with: ["validation"], attack: "fails" }],
  });
});

Deno.test("an alert that the standard does not have does not compile", () => {
  scenario({
    ...WORDS,
    ...IDLE,
    defences: {},
    // @ts-expect-error "unknown_issuer" is no alert
    matrix: [{ with: [], attack: "fails", alert: "unknown_issuer" }],
  });
});

const sets: readonly [items: string, rows: string][] = [
  ["", "-"],
  ["a", "- a"],
  ["ab", "- a b ab"],
  ["abc", "- a b c ab ac bc abc"],
];

for (const [items, rows] of sets) {
  Deno.test(`combinations() of "${items}" come smallest first: ${rows}`, () => {
    assertEquals(combinations([...items]).map((row) => row.join("") || "-").join(" "), rows);
  });
}
