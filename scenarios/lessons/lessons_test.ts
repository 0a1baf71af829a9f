/** What every lesson promises, whichever it is. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  type AnswerForm,
  checkAnswer,
  combinations,
  type Lesson,
  NOT_HAPPENING,
  notesOf,
  pinsOf,
  type Question,
  type RunOf,
  textOf,
} from "../../lab/scenario/mod.ts";
import { crypto, rowOf } from "../../lab/scenario/testing.ts";
import { sequence } from "../../lab/views/mod.ts";
import { termOf } from "../glossary/mod.ts";
import { SCENARIOS } from "../mod.ts";

const SEEDS = [1, 2, 3];

/** What people type when they mean the answer. */
const SLOPPY: Record<AnswerForm["name"], (answer: string) => string[]> = {
  number: (n) => [` ${n} `, `00${n}`, `${n} bytes.`, `0x${Number(n).toString(16)}`],
  event: (id) => [id.slice(1), `event ${id}`, `Event #0${id.slice(1)}`],
  bytes: (hex) => [
    hex.toUpperCase(),
    `0x${hex}`,
    hex.match(/../g)!.join(":"),
    hex.match(/../g)!.map((octet) => `0x${octet}`).join(", "),
  ],
  "hex number": (hex) => [hex.toUpperCase(), `0x00${hex}`, hex.match(/.{1,2}/g)!.join(" ")],
  words: (words) => [
    words.toUpperCase(),
    ` "${words}". `,
    words.replaceAll("_", " "),
    `the ${words}`,
  ],
};

/** Of the right form, and wrong. */
const WRONG: Record<AnswerForm["name"], string> = {
  number: "987654",
  event: "#99999",
  bytes: "5c0ffee5",
  "hex number": "5c0ffee",
  words: "a cucumber",
};

function sentences(text: string): number {
  return text.match(/[.!?](?=\s|$)/g)?.length ?? 0;
}

for (const scenario of SCENARIOS) {
  const { id } = scenario;
  const lesson = scenario.lesson as Lesson;
  const rows = SEEDS.slice(0, scenario.long ? 2 : 3).map((seed): RunOf => (on) =>
    rowOf(scenario, seed, on)
  );

  Deno.test(`${id}: the lesson is complete, and short enough to be read aloud`, () => {
    assert(sentences(lesson.goal) >= 1 && sentences(lesson.goal) <= 2, lesson.goal);
    assert(lesson.minutes >= 5 && lesson.minutes <= 30);
    assert(lesson.needToKnow.length >= 2 && lesson.needToKnow.length <= 5);
    assertEquals(new Set(lesson.hints).size, 3);
    assert(lesson.questions.length >= 2);
    for (const hint of lesson.hints) assert(hint.length < 200, hint);
  });

  Deno.test(`${id}: what one needs to know is in the glossary`, () => {
    assertEquals(lesson.needToKnow.filter((name) => termOf(name)?.term !== name), []);
  });

  Deno.test(`${id}: in every row there is something to say about every act`, () => {
    for (const on of combinations(Object.keys(scenario.defences))) {
      const row = rows[0]!(on);
      const acts = row.trace.events.filter(({ kind }) => kind === "act");
      assertEquals(lesson.notes.length, acts.length, "one note for each act");
      for (const note of notesOf(row)) {
        assert(note === NOT_HAPPENING || note.length >= 40, note);
        assert(sentences(note) >= 1 && sentences(note) <= 8, note);
      }
    }
  });

  Deno.test(`${id}: in every row there are pins, and they stick where the diagram shows them`, () => {
    for (const on of combinations(Object.keys(scenario.defences))) {
      const row = rows[1]!(on);
      const shown = new Set(
        sequence(row.trace, crypto).rows.flatMap((r) => r.kind === "act" ? [] : [r.event]),
      );
      const pins = pinsOf(row);
      assert(pins.length >= 2, `with ${on}`);
      assertEquals(pins.filter(({ event }) => !shown.has(event)), [], `with ${on}`);
      assertEquals(new Set(pins.map(({ event }) => event)).size, pins.length);
    }
  });

  Deno.test(`${id}: at least one answer is another one with another seed`, () => {
    const differs = lesson.questions.some((question) =>
      new Set(rows.map((runOf) => question.answer(runOf(question.with), runOf))).size > 1
    );
    assert(differs, "whoever copies from a neighbour would be right");
  });

  Deno.test(`${id}: some misconception is foreseen in every question, and ids are addresses`, () => {
    for (const question of lesson.questions) {
      assert(question.nearMisses.length >= 1, question.id);
      assertMatch(question.id, /^[a-z]+(-[a-z]+)*$/);
    }
    const ids = lesson.questions.map((question) => question.id);
    assertEquals(new Set(ids).size, ids.length);
  });

  for (const question of lesson.questions) describe(id, question, rows);
}

function describe(id: string, question: Question, rows: readonly RunOf[]) {
  const { form } = question;

  Deno.test(`${id}, ${question.id}: the right answer is taken in any spelling`, () => {
    for (const runOf of rows) {
      const row = runOf(question.with);
      const answer = question.answer(row, runOf);
      for (const given of [answer, ...question.also ?? [], ...SLOPPY[form.name](answer)]) {
        const { kind, feedback } = checkAnswer(question, runOf, given);
        assertEquals(kind, "correct", `seed ${row.trace.seed}: ${given} for ${answer}`);
        assertEquals(feedback, question.explain(row, runOf));
      }
      assert(sentences(question.explain(row, runOf)) <= 3);
      assertMatch(textOf(question.ask, row), /[?.]$/);
    }
  });

  Deno.test(`${id}, ${question.id}: a wrong answer gets a clue and not the answer`, () => {
    for (const runOf of rows) {
      const answer = question.answer(runOf(question.with), runOf);
      const { correct, kind, feedback } = checkAnswer(question, runOf, WRONG[form.name]);
      assertEquals([correct, kind], [false, "wrong"]);
      if (answer.length > 2) assert(!feedback.includes(answer), feedback);
      for (const given of ["", "   ", "\u0000", "?".repeat(100_000)]) {
        assertEquals(checkAnswer(question, runOf, given).correct, false);
      }
    }
  });

  Deno.test(`${id}, ${question.id}: typical misconceptions are known for what they are`, () => {
    for (const runOf of rows) {
      const row = runOf(question.with);
      const answer = question.answer(row, runOf);
      for (const miss of question.nearMisses) {
        const given = miss.given(row, runOf);
        if (form.read(given) === form.read(answer)) {
          // A byte may be what somebody would take it for: with one seed in 256 or so.
          assert(form.name === "bytes" && given.length === 2, `seed ${row.trace.seed}: ${given}`);
          continue;
        }
        const { correct, kind, feedback } = checkAnswer(question, runOf, given);
        assertEquals([correct, kind], [false, "near"], `seed ${row.trace.seed}: ${given}`);
        assertEquals(feedback, textOf(miss.say, row));
        if (answer.length > 2) assert(!feedback.includes(answer), feedback);
      }
    }
  });
}
