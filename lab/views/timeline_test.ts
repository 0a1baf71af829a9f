import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { noble } from "../cast/testing.ts";
import { run } from "../scenario/mod.ts";
import { crypto } from "../scenario/testing.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { knowledgeTable } from "./knowledge.ts";
import { type Sequence, sequence, type SequenceRow } from "./sequence.ts";
import { collapse, knowledgeAt, stepsOf } from "./timeline.ts";

const MITM = run(SCENARIOS.find(({ id }) => id === "mitm")!, { seed: 1, with: [], crypto: noble });

Deno.test("knowledgeAt() the end is the table of the run", () => {
  for (const scenario of SCENARIOS) {
    const { trace } = run(scenario, { seed: 1, with: [], crypto });
    const rows = knowledgeAt(trace, trace.events.length - 1);
    assertEquals(
      rows.map(({ title, known }) => [title, known.map(({ extent }) => extent)]),
      knowledgeTable(trace).map(({ title, known }) => [title, known.map(({ extent }) => extent)]),
    );
  }
});

Deno.test("knowledgeAt() turns at the very event of the proof, and says how", () => {
  const { trace } = MITM;
  const proof = trace.knowledge.find(({ node, secret }) => node === "mallory" && secret === "PIN")!;
  const mallory = (id: number) =>
    knowledgeAt(trace, id).find(({ title }) => title === "PIN")!
      .known.find(({ node }) => node === "mallory")!;
  assertEquals(mallory(proof.event - 1), { node: "mallory", extent: "none" });
  const after = mallory(proof.event);
  assertEquals([after.extent, after.since], ["all", proof.event]);
  assert(/^opened #\d+ with a key of her own$/.test(after.how!));
});

Deno.test("knowledgeAt() never forgets: what somebody knows, she knows from then on", () => {
  const { trace } = MITM;
  let before = 0;
  for (let id = 0; id < trace.events.length; id++) {
    const count = knowledgeAt(trace, id).flatMap(({ known }) => known)
      .filter(({ extent }) => extent !== "none").length;
    assert(count >= before, `at #${id}`);
    before = count;
  }
  assertEquals(knowledgeAt(trace, -1), []);
});

Deno.test("stepsOf() gives every row an anchor of its own, in the order of events", () => {
  const steps = stepsOf(sequence(MITM.trace, noble));
  assertEquals(steps.map(({ index }) => index), [...steps.keys()]);
  assertEquals(new Set(steps.map(({ anchor }) => anchor)).size, steps.length);
  assert(steps.every(({ event }, i) => i === 0 || event > steps[i - 1]!.event));
  assertEquals(steps.at(-1)?.act, 5);
});

/** Acts of so many remarks each. */
function long(lengths: readonly number[]): Sequence {
  let event = 0;
  const rows: SequenceRow[] = lengths.flatMap((length, i): SequenceRow[] => [
    { kind: "act", event: event++, number: i + 1, title: "act", happens: true },
    ...Array.from({ length }, (): SequenceRow => (
      { kind: "remark", event: event++, at: 0, lane: 0, text: "asks", tone: "neutral" }
    )),
  ]);
  return { lanes: [], rows };
}

Deno.test("collapse() leaves a run alone that is short enough", () => {
  const short = long([3, 4]);
  assertEquals(collapse(short, 9), { ...short, hidden: 0 });
});

Deno.test("collapse() folds the long act, and leaves the short ones whole", () => {
  const { rows, hidden } = collapse(long([2, 100, 3]), 30);
  assertEquals(rows.filter(({ kind }) => kind === "act").length, 3);
  const folds = rows.filter((row) => row.kind === "fold");
  assertEquals([folds.length, folds[0]?.act, folds[0]?.hidden], [1, 2, hidden]);
  assert(rows.length <= 30 && rows.length > 25, `${rows.length} rows`);
});

Deno.test("collapse() draws what must not be hidden", () => {
  const { rows } = collapse(long([1000]), 50, new Set([500]));
  assert(rows.some((row) => row.kind !== "fold" && row.event === 500));
  assertEquals(rows.filter(({ kind }) => kind === "fold").length, 2);
});

Deno.test("collapse() keeps within its limit, in order, and counts what it hides", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(300), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 20, max: 400 }),
      fc.array(fc.nat(4000), { maxLength: 60 }),
      (lengths, limit, keep) => {
        const whole = long(lengths);
        const { rows, hidden } = collapse(whole, limit, new Set(keep));
        assert(rows.length <= limit, `${rows.length} rows`);
        const drawn = rows.filter(({ kind }) => kind !== "fold").length;
        assertEquals(drawn + hidden, whole.rows.length);
        assert(rows.every((row, i) => i === 0 || row.event > rows[i - 1]!.event));
      },
    ),
    { seed: 4 },
  );
});
