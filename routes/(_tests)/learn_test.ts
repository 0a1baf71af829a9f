/** Every question of every lesson, answered through its page: right, nearly, wrong, and nonsense. */
import { assert, assertEquals } from "@std/assert";
import {
  checkAnswer,
  type Question,
  type Run,
  run,
  type RunOf,
  type Scenario,
} from "../../lab/scenario/mod.ts";
import { crypto, SCENARIOS } from "../(_server)/lab.ts";
import { readMarkup } from "./testing/markup.ts";
import { ask } from "./testing/site.ts";

/** Answers in every form, of which at least one cannot be right. */
const GUESSES = ["123456789", "#99999", "00ff00ff00ff", "certainly not this", "?"];

for (const scenario of SCENARIOS) {
  for (const seed of [1, 7]) {
    Deno.test(`the lesson of ${scenario.id} takes every answer for what it is, seed ${seed}`, async () => {
      const questions = scenario.lesson?.questions ?? [];
      assert(questions.length >= 2);
      const runs = new Map<string, Run>();
      const runOf = (on: readonly string[]) =>
        runs.getOrInsertComputed(
          on.join(),
          () => run(scenario, { seed, with: on, crypto }),
        );
      for (const question of questions) {
        await answerRightly(scenario, seed, question, runOf);
        if (seed === 1) await answerInEveryWay(scenario, seed, question, runOf);
      }
    });
  }
}

async function answerRightly(
  scenario: Scenario,
  seed: number,
  question: Question,
  runOf: RunOf,
) {
  const row = runOf(question.with);
  const right = question.answer(row, runOf);
  assertEquals(await feedbackOn(scenario, seed, question, right), [
    "good",
    `✓ Right. ${question.explain(row, runOf)}`,
  ]);
}

async function answerInEveryWay(
  scenario: Scenario,
  seed: number,
  question: Question,
  runOf: RunOf,
) {
  const row = runOf(question.with);
  const near = question.nearMisses.map((miss) => miss.given(row, runOf));
  const kinds = new Set<string>();
  for (const given of [...near, ...GUESSES]) {
    const { kind, feedback } = checkAnswer(question, runOf, given);
    if (kind === "correct") continue; // a misconception may be right by chance, with some seed
    if (!near.includes(given) && kinds.has(kind)) continue; // one guess of a kind is enough
    kinds.add(kind);
    assertEquals(await feedbackOn(scenario, seed, question, given), ["bad", `✗ ${feedback}`]);
  }
  assert(kinds.has("wrong"), "a guess that nobody foresaw");
  assertEquals(await feedbackOn(scenario, seed, question, ""), undefined, "nothing, if not asked");
}

/** What a page says to an answer: its class and its words. */
async function feedbackOn(
  { id }: Scenario,
  seed: number,
  question: Question,
  given: string,
): Promise<[string, string] | undefined> {
  const options = new URLSearchParams({ seed: String(seed), [`a-${question.id}`]: given });
  const { status, text } = await ask(`/learn/${id}?${options}`);
  assertEquals(status, 200);
  const { elements } = readMarkup(text);
  const field = elements.find(({ attributes }) => attributes.get("name") === `a-${question.id}`);
  assertEquals(field?.attributes.get("value") ?? "", given, "what was typed is still there");
  const said = [...text.matchAll(/<p class="(good|bad)" role="status">(.*?)<\/p>/gs)];
  assert(said.length <= 1, "only the question that was answered");
  const [[, tone, html] = []] = said;
  return html === undefined ? undefined : [tone!, readMarkup(html).texts.join("")];
}
