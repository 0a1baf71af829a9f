import { assert, assertEquals, assertThrows } from "@std/assert";
import { NotHappening } from "../cast/mod.ts";
import { matrix, run, scenario } from "./mod.ts";
import { crypto, madeUp, WORDS } from "./testing.ts";

const SETTING = { seed: 1, crypto } as const;

for (const name of ["tsl", "TLS", "", "__proto__", "constructor", "toString", "none"]) {
  Deno.test(`run() refuses the defence "${name}"`, () => {
    assertThrows(
      () => run(madeUp(), { ...SETTING, with: [name] }),
      RangeError,
      `Cannot run "made-up": it has no defence "${name}"`,
    );
  });
}

Deno.test("matrix() carries out every combination, the empty one first", () => {
  const rows = matrix(madeUp(), SETTING);
  assertEquals(rows.map(({ trace }) => trace.with), [[], ["tls"]]);
  assertEquals(rows.map(({ verdict }) => verdict.attack), ["succeeds", "fails"]);
  assertEquals(rows.every(({ verdict }) => verdict.asPredicted), true);
});

Deno.test("acts after the end are announced, and do not happen", () => {
  for (const { trace } of matrix(madeUp(), SETTING)) {
    const acts = trace.events.flatMap((event) =>
      event.kind === "act" ? [`${event.happens ? "" : "not "}${event.title}`] : []
    );
    assertEquals(acts, [
      "Eve begins to listen",
      "Alice opens her bank",
      "Alice says her PIN",
      "Alice leaves",
      "not Alice says one thing more",
    ]);
    const last = trace.events.filter(({ act }) => act === 5);
    assertEquals(last.map(({ kind }) => kind), ["act"], "nothing else is noted in it");
  }
});

Deno.test("a wrong prediction is found out", () => {
  const { verdict } = run(madeUp({ predicted: "fails" }), { ...SETTING, with: [] });
  assertEquals([verdict.attack, verdict.predicted, verdict.asPredicted], [
    "succeeds",
    "fails",
    false,
  ]);
});

Deno.test("a right end by the wrong alert is not as predicted", () => {
  const wrong = { ...madeUp(), matrix: [...madeUp().matrix] };
  wrong.matrix[1] = { with: ["tls"], attack: "fails", alert: "unknown_ca" };
  const { verdict } = run(wrong, { ...SETTING, with: ["tls"] });
  assertEquals([verdict.attack, verdict.endedBy, verdict.asPredicted], ["fails", null, false]);
});

Deno.test("the evidence of a success is what the attacker learnt, with its packet", () => {
  const { verdict, trace } = run(madeUp(), { ...SETTING, with: [] });
  const [proof] = verdict.evidence.map((id) => trace.events[id]!);
  assert(proof?.kind === "secret" && proof.how.by === "read");
  assertEquals([proof.node, proof.secret, verdict.at], ["eve", "PIN", proof.at]);
  const packet = trace.events[proof.how.event];
  assert(packet?.kind === "wire.sent");
  assert(new TextDecoder().decode(packet.segment.payload).includes("PIN 4711"));
});

Deno.test("a bug in a story is a bug: it is not taken for an act that does not happen", () => {
  const broken = scenario({
    ...WORDS,
    stage: () => null,
    defences: {},
    story: (_cast, act) =>
      act("Something breaks", () => {
        throw new RangeError("a bug");
      }),
    wins: () => false,
    matrix: [{ with: [], attack: "fails" }],
  });
  assertThrows(() => run(broken, { ...SETTING, with: [] }), RangeError, "a bug");
});

Deno.test("an act that cannot take place gives nothing, and the story goes on", () => {
  const told: unknown[] = [];
  const story = scenario({
    ...WORDS,
    defences: {},
    stage: () => null,
    story(_cast, act) {
      told.push(act("First", () => {
        throw new NotHappening("not today");
      }));
      told.push(act("Second", () => 42));
    },
    wins: () => false,
    matrix: [{ with: [], attack: "fails" }],
  });
  const { trace } = run(story, { ...SETTING, with: [] });
  assertEquals(told, [undefined, 42]);
  assertEquals(trace.events.map((event) => event.kind === "act" && event.happens), [false, true]);
});

Deno.test("a trace is plain data: what JSON gives back is the same but for its bytes", () => {
  const { trace } = run(madeUp(), { ...SETTING, with: ["tls"] });
  const copy = structuredClone(trace);
  assertEquals(copy, trace);
});
