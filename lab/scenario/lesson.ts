import type { EventId, EventKind } from "../trace/mod.ts";
import {
  accepts,
  type AnswerForm,
  MAX_ANSWER_LENGTH,
  NUMBER,
  withoutAskedUnit,
} from "./answer_form.ts";
import type { Run } from "./run.ts";

/** Words for a class; where they depend on how a row went, they are made from its run. */
export type Text = string | ((run: Run) => string);

/** Gives any row of the scenario, always with the seed that is being looked at. */
export type RunOf<D extends string = string> = (on: readonly D[]) => Run;

/** What turns a scenario into a lesson: for trainers, and for whoever learns alone. */
export interface Lesson<D extends string = string> {
  /** What one can do afterwards, in two sentences at most. */
  readonly goal: string;
  /** How long it takes in a class, questions included. */
  readonly minutes: number;
  /** Terms one should have heard before, as the glossary spells them. */
  readonly needToKnow: readonly string[];
  /** Each gives a little more away than the one before. */
  readonly hints: readonly [string, string, string];
  /** What a trainer says, one text for each act in order. */
  readonly notes: readonly Text[];
  /** Where to look, in any row; those that a row does not have are left out of it. */
  readonly pins: readonly Pin[];
  readonly questions: readonly [Question<D>, Question<D>, ...Question<D>[]];
}

/** "Look here": an event worth a closer look. */
export interface Pin {
  /** What it is, in a few words. */
  readonly look: string;
  /** Why it is worth looking at, in a sentence. */
  readonly why: Text;
  at(run: Run): EventId | undefined;
}

/** A pin that sticks in the trace of a run. */
export interface PlacedPin {
  readonly event: EventId;
  readonly kind: EventKind;
  readonly look: string;
  readonly why: string;
}

/** A question about one row. Its answer is read from the run, so each seed has its own. */
export interface Question<D extends string = string> {
  /** Short and stable, for addresses and forms: `serial`. */
  readonly id: string;
  /** The row it is about: the defences that are on in it. */
  readonly with: readonly D[];
  readonly ask: Text;
  readonly form: AnswerForm;
  /** The right answer, in the spelling that is shown. */
  answer(run: Run, runOf: RunOf<D>): string;
  /** What else is right: other words for the same thing. */
  readonly also?: readonly string[];
  /** Typical wrong answers, each with what led to it. */
  readonly nearMisses: readonly NearMiss<D>[];
  /** Where to look again; said after a wrong answer that nobody has foreseen. */
  readonly clue: Text;
  /** Why the answer is what it is, in about two sentences; said after the right one. */
  explain(run: Run, runOf: RunOf<D>): string;
}

/** A misconception, known by the answer it leads to. */
export interface NearMiss<D extends string = string> {
  given(run: Run, runOf: RunOf<D>): string;
  /** What to say to somebody who has it. */
  readonly say: Text;
}

/** How an answer was taken, with what to say to it. Never repeats what was given. */
export interface AnswerCheck {
  readonly correct: boolean;
  /** `near` is a misconception that was foreseen, `unreadable` nothing of the form asked for. */
  readonly kind: "correct" | "near" | "wrong" | "unreadable";
  readonly feedback: string;
}

/**
 * Judges an answer.
 *
 * @param runOf gives rows of the question's scenario with the seed being looked at
 * @param given as typed; anything at all
 */
export function checkAnswer<D extends string>(
  question: Question<D>,
  runOf: RunOf<D>,
  given: string,
): AnswerCheck {
  const { form } = question;
  if (form === NUMBER) {
    const ask = textOf(question.ask, runOf(question.with));
    given = given.length > MAX_ANSWER_LENGTH ? given : withoutAskedUnit(given, ask);
  }
  if (given.length > MAX_ANSWER_LENGTH || form.read(given) === undefined) {
    return { correct: false, kind: "unreadable", feedback: `This question wants ${form.wants}.` };
  }
  const run = runOf(question.with);
  const answer = question.answer(run, runOf);
  const right = [answer, ...question.also ?? [], ...placesOf(run, answer)];
  if (right.some((answer) => accepts(form, given, answer))) {
    return { correct: true, kind: "correct", feedback: question.explain(run, runOf) };
  }
  const near = question.nearMisses.find((miss) => accepts(form, given, miss.given(run, runOf)));
  if (near !== undefined) {
    return { correct: false, kind: "near", feedback: textOf(near.say, run) };
  }
  return { correct: false, kind: "wrong", feedback: `Not yet. ${textOf(question.clue, run)}` };
}

/** Where the rule is written that a run has broken; no places, if the answer names no such rule. */
function placesOf({ trace }: Run, answer: string): string[] {
  return trace.events.flatMap((event) =>
    event.kind === "tls.check"
      ? event.checks.filter(({ ok, rule }) => !ok && rule === answer).map(({ spec }) => spec)
      : []
  );
}

/** A text as it reads for a run. */
export function textOf(text: Text, run: Run): string {
  return typeof text === "string" ? text : text(run);
}

/** Words that depend on whether the attack succeeded. */
export function either(texts: Readonly<Record<"succeeds" | "fails", string>>): Text {
  return ({ verdict }) => texts[verdict.attack];
}

/** What a trainer says when an act is announced and does not take place. */
export const NOT_HAPPENING = "This act does not take place: the connection is already over.";

/** What a trainer says, act by act: element 0 is for act 1. */
export function notesOf(run: Run): readonly string[] {
  const acts = run.trace.events.filter((event) => event.kind === "act");
  return acts.map(({ happens }, i) =>
    happens ? textOf(run.scenario.lesson?.notes[i] ?? "", run) : NOT_HAPPENING
  );
}

/** The pins that a run has, in the order of its events. */
export function pinsOf(run: Run): readonly PlacedPin[] {
  return (run.scenario.lesson?.pins ?? []).flatMap((pin) => {
    const event = pin.at(run);
    if (event === undefined) return [];
    const { kind } = run.trace.events[event]!;
    return [{ event, kind, look: pin.look, why: textOf(pin.why, run) }];
  }).toSorted((a, b) => a.event - b.event);
}
