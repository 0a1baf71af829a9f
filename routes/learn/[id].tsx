import { page } from "fresh";
import {
  type AnswerCheck,
  checkAnswer,
  pinsOf,
  type Question,
  textOf,
} from "../../lab/scenario/mod.ts";
import { anchorOf, termOf } from "../../scenarios/mod.ts";
import { define } from "../(_server)/define.ts";
import { visible } from "../(_server)/names.ts";
import { loadRows, type Rows } from "../(_server)/rows.ts";
import { runPath } from "../(_server)/run_query.ts";
import { Trouble } from "../(_components)/Trouble.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const rows = await loadRows(ctx.url, ctx.params.id!, ctx.state.session);
    if (rows.kind === "trouble") return page(rows, rows);
    const given = new Map(
      (rows.scenario.lesson?.questions ?? []).map(({ id }) => [
        id,
        (ctx.url.searchParams.get(`a-${id}`) ?? "").slice(0, 200),
      ]),
    );
    return page({ ...rows, given });
  },
});

/** A scenario as a lesson: goal, what to know before, hints, and questions that check themselves. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { scenario, seed, runOf, given } = data;
  const { lesson, id } = scenario;
  if (lesson === undefined) return <p>This scenario has no lesson yet.</p>;
  const first = runOf([]);
  return (
    <>
      <h1>{scenario.title}</h1>
      <p class="lead">{lesson.goal}</p>
      <section class="panel stack">
        <p>
          <strong>{lesson.minutes} minutes.</strong> Know before: {lesson.needToKnow.map((name) => {
            const term = termOf(name);
            return term === undefined
              ? name
              : <a key={name} href={`/glossary#${anchorOf(term)}`}>{name}</a>;
          }).flatMap((link, i) => i === 0 ? [link] : [", ", link])}.
        </p>
        <p>{scenario.summary}</p>
        <p class="controls">
          <a class="button primary" href={runPath({ scenario, seed, with: [] })}>Run it</a>
          <a class="button" href={`/present/${id}?seed=${seed}`}>Present it</a>
        </p>
      </section>
      <section class="panel">
        <h2>Look here</h2>
        <ul>
          {pinsOf(first).map(({ event, look, why }) => (
            <li key={event}>
              <a href={`${runPath({ scenario, seed, with: [] })}&at=${event}#${event}`}>
                #{event} {look}
              </a>
              : {why}
            </li>
          ))}
        </ul>
      </section>
      <section class="panel">
        <h2>Hints</h2>
        {lesson.hints.map((hint, i) => (
          <details key={hint}>
            <summary>Hint {i + 1} of {lesson.hints.length}</summary>
            <p>{hint}</p>
          </details>
        ))}
      </section>
      <section class="panel">
        <h2>Questions</h2>
        <p class="soft">
          The answers are in the run with seed {seed}; with another seed they are others.
        </p>
        <form method="get" action={`/learn/${id}`}>
          <input type="hidden" name="seed" value={seed} />
          {lesson.questions.map((question, i) => (
            <Asked
              key={question.id}
              number={i + 1}
              question={question}
              rows={data}
              given={given.get(question.id) ?? ""}
            />
          ))}
          <button class="primary" type="submit">Check</button>
        </form>
      </section>
    </>
  );
});

function Asked(
  { number, question, rows, given }: {
    readonly number: number;
    readonly question: Question;
    readonly rows: Rows;
    readonly given: string;
  },
) {
  const { scenario, seed, runOf } = rows;
  const run = runOf(question.with);
  const check = given === "" ? undefined : checkAnswer(question, runOf, given);
  const row = question.with.length === 0 ? "without defences" : `with ${question.with.join(" + ")}`;
  return (
    <div class="question">
      <p>
        <label for={`a-${question.id}`}>
          <strong>{number}.</strong> {textOf(question.ask, run)}
        </label>{" "}
        <a href={runPath({ scenario, seed, with: question.with })}>The run {row}</a>.
      </p>
      <input
        id={`a-${question.id}`}
        name={`a-${question.id}`}
        value={visible(given)}
        maxLength={200}
        autocomplete="off"
        placeholder={question.form.wants}
      />
      {check !== undefined && <Feedback check={check} />}
    </div>
  );
}

function Feedback({ check }: { readonly check: AnswerCheck }) {
  return (
    <p class={check.correct ? "good" : "bad"} role="status">
      {check.correct ? "✓ Right. " : "✗ "}
      {check.feedback}
    </p>
  );
}
