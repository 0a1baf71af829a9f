import { assertEquals } from "@std/assert";
import { MAX_ANSWER_LENGTH, NUMBER, WORDS } from "./answer_form.ts";
import {
  checkAnswer,
  either,
  type Lesson,
  NOT_HAPPENING,
  notesOf,
  pinsOf,
  type Question,
} from "./lesson.ts";
import type { Run } from "./run.ts";

/** Just enough of a run: three acts, the last of which may be cancelled; two events beside them. */
function runWith(on: readonly string[], lesson?: Lesson): Run {
  const held = on.includes("lock");
  const events = [
    { kind: "act", title: "One", happens: true, id: 0, at: 0, act: 1, node: "" },
    { kind: "note", text: "knocks", id: 1, at: 0, act: 1, node: "mallory" },
    { kind: "act", title: "Two", happens: true, id: 2, at: 0, act: 2, node: "" },
    { kind: "app.effect", effect: "opens", id: 3, at: 0, act: 2, node: "bank" },
    { kind: "act", title: "Three", happens: !held, id: 4, at: 0, act: 3, node: "" },
  ];
  return {
    scenario: { ...(lesson !== undefined && { lesson }) },
    trace: { events, seed: 7, with: on },
    verdict: { attack: held ? "fails" : "succeeds" },
  } as unknown as Run;
}

const question: Question<"lock"> = {
  id: "doors",
  with: ["lock"],
  ask: ({ trace }) => `How many doors has seed ${trace.seed}?`,
  form: NUMBER,
  answer: ({ trace }, runOf) => String(trace.seed + runOf([]).trace.with.length),
  also: ["70"],
  nearMisses: [
    { given: () => "8", say: "You counted the window." },
    {
      given: (_run, runOf) => String(runOf([]).trace.seed),
      say: "This is never said: it is right.",
    },
    { given: () => "9", say: ({ trace }) => `With ${trace.with} there is no ninth.` },
  ],
  clue: "Look at the house.",
  explain: ({ trace }, runOf) =>
    `Seven with ${trace.with}, and ${runOf([]).trace.with.length} more.`,
};

const verdicts: readonly [given: string, kind: string, feedback: string][] = [
  ["7", "correct", "Seven with lock, and 0 more."],
  ["seven", "correct", "Seven with lock, and 0 more."],
  ["70", "correct", "Seven with lock, and 0 more."],
  ["8 ", "near", "You counted the window."],
  ["nine", "near", "With lock there is no ninth."],
  ["10", "wrong", "Not yet. Look at the house."],
  ["", "unreadable", "This question wants a number, such as 42."],
  ["<b>7</b>", "unreadable", "This question wants a number, such as 42."],
  ["7".padStart(MAX_ANSWER_LENGTH + 1), "unreadable", "This question wants a number, such as 42."],
];

for (const [given, kind, feedback] of verdicts) {
  Deno.test(`checkAnswer() takes ${JSON.stringify(given.slice(-10))} as ${kind}`, () => {
    assertEquals(checkAnswer(question, runWith, given), {
      correct: kind === "correct",
      kind,
      feedback,
    });
  });
}

Deno.test("checkAnswer() takes where the broken rule is written for its name", () => {
  const check = (rule: string, spec: string, ok: boolean) => ({ rule, spec, ok, detail: "" });
  const checks = [check("name", "RFC 9525 §6.3", true), check("validity", "RFC 5280 §6.1", false)];
  const run = { trace: { events: [{ kind: "tls.check", checks }] } } as unknown as Run;
  const rule = { ...question, form: WORDS, answer: () => "validity", explain: () => "Yes." };
  const kinds = ["RFC 5280 §6.1", "validity (RFC 5280 §6.1)", "the validity check", "RFC 9525 §6.3"]
    .map((given) => checkAnswer({ ...rule, clue: "", nearMisses: [] }, () => run, given).kind);
  assertEquals(kinds, ["correct", "correct", "correct", "wrong"]);
});

const lesson: Lesson = {
  goal: "Doors",
  minutes: 1,
  needToKnow: [],
  hints: ["a", "b", "c"],
  notes: ["First.", either({ succeeds: "It opens.", fails: "It stays shut." }), "Third."],
  pins: [
    { look: "the effect", why: either({ succeeds: "in", fails: "out" }), at: () => 3 },
    { look: "the knock", why: "somebody is there", at: () => 1 },
    { look: "nothing", why: "not in this row", at: () => undefined },
  ],
  questions: [question, question],
};

Deno.test("notesOf() has a note for each act, and one of its own for acts that are off", () => {
  assertEquals(notesOf(runWith([], lesson)), ["First.", "It opens.", "Third."]);
  assertEquals(notesOf(runWith(["lock"], lesson)), ["First.", "It stays shut.", NOT_HAPPENING]);
});

Deno.test("pinsOf() puts pins in the order of events and leaves out those a row does not have", () => {
  assertEquals(pinsOf(runWith(["lock"], lesson)), [
    { event: 1, kind: "note", look: "the knock", why: "somebody is there" },
    { event: 3, kind: "app.effect", look: "the effect", why: "out" },
  ]);
});

Deno.test("a scenario without a lesson has no pins, and nothing to say", () => {
  assertEquals(pinsOf(runWith([])), []);
  assertEquals(notesOf(runWith([])), ["", "", ""]);
});
