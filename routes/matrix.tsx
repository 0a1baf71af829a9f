import { page } from "fresh";
import { combinations, predictionOf, type Scenario } from "../lab/scenario/mod.ts";
import { define } from "./(_server)/define.ts";
import { SCENARIOS, service } from "./(_server)/lab.ts";
import type { RunOutcome } from "./(_server)/run_outcome.ts";
import { type RunKey, runPath } from "./(_server)/run_query.ts";
import { strangerAmong } from "./(_server)/options.ts";
import { readSeed } from "./(_server)/seed.ts";
import { Trouble } from "./(_components)/Trouble.tsx";
import { VerdictDesk } from "./(_server)/verdict_desk.ts";
import { lookOf, Verdict } from "./(_components)/Verdict.tsx";
import type { Verdict as VerdictValue } from "../lab/scenario/mod.ts";

/** What a cell needs of a run. */
type Cell =
  | { readonly verdict: VerdictValue }
  | { readonly message: string }
  /** Not carried out here: it takes seconds. */
  | { readonly predicted: "succeeds" | "fails" };

/** Rows that somebody has had carried out already are not carried out again. */
const verdicts = new VerdictDesk();

export const handler = define.handlers({
  async GET(ctx) {
    const seed = readSeed(ctx.url);
    const stranger = strangerAmong(ctx.url.searchParams, ["seed"]);
    if (seed === undefined || stranger !== undefined) {
      const message = stranger ?? "The seed is a whole number, 0 or more";
      return page({ seed: 1, cells: [], message }, { status: 400 });
    }
    const keysOf = (scenario: Scenario) =>
      combinations(Object.keys(scenario.defences)).map((on) => ({ scenario, seed, with: on }));
    const short = SCENARIOS.filter((scenario) => !scenario.long).flatMap(keysOf);
    const cells = new Map<RunKey, Cell>();
    for (const key of short) {
      const verdict = verdicts.get(key);
      if (verdict !== undefined) cells.set(key, { verdict });
    }
    const missing = short.filter((key) => !cells.has(key));
    const done = missing.length === 0
      ? []
      : await service.requestEach(ctx.state.session, missing, cellOf);
    missing.forEach((key, i) => {
      const cell = done[i]!;
      cells.set(key, cell);
      if ("verdict" in cell) verdicts.keep(key, cell.verdict);
    });
    const later = SCENARIOS.filter((scenario) => scenario.long).flatMap(keysOf)
      .map((key) => ({ key, cell: predictedCell(key) }));
    const all = [...short.map((key) => ({ key, cell: cells.get(key)! })), ...later];
    return page({ seed, cells: all, message: "" });
  },
});

function cellOf(outcome: RunOutcome): Cell {
  return outcome.kind === "done" ? { verdict: outcome.run.verdict } : { message: outcome.message };
}

function predictedCell({ scenario, with: on }: RunKey): Cell {
  return { predicted: predictionOf(scenario, on)?.attack ?? "fails" };
}

/** Every attack against every combination of defences; each cell leads to its run. */
export default define.page<typeof handler>(({ data }) => {
  const { seed, cells, message } = data;
  if (message !== "") {
    const trouble = { kind: "trouble", status: 400, headers: {}, message } as const;
    return <Trouble trouble={{ ...trouble, suggestion: "/matrix" }} />;
  }
  const later = cells.filter(({ cell }) => "predicted" in cell).length;
  const surprises = cells.filter(({ cell }) => "verdict" in cell && !cell.verdict.asPredicted);
  return (
    <>
      <h1>Attack against defence</h1>
      <p class="lead">
        Every row of every scenario, carried out on this machine with seed{" "}
        {seed}, except those that take seconds: they are carried out when you open them. A triangle
        is an attack that works, a square one that does not. Where nobody attacks, a cross says that
        something goes wrong all the same, and a tick that all is well.
      </p>
      <form class="controls no-print" method="get" action="/matrix">
        <label>
          Seed <input type="number" name="seed" min="0" max="9007199254740991" value={seed} />
        </label>
        <button class="primary" type="submit">Run all</button>
        <span role="status">
          {`${cells.length - later} rows, ${
            surprises.length === 0 ? "all as predicted" : `${surprises.length} not as predicted`
          }`}
        </span>
      </form>
      <nav aria-label="Scenarios of this page" class="soft no-print">
        {SCENARIOS.map(({ id }, i) => (
          <span key={id}>
            {i === 0 ? "" : " · "}
            <a class="mono" href={`#${id}`}>{id}</a>
          </span>
        ))}
      </nav>
      {SCENARIOS.map((scenario) => (
        <ScenarioRows
          key={scenario.id}
          scenario={scenario}
          cells={cells.filter(({ key }) => key.scenario === scenario)}
        />
      ))}
    </>
  );
});

function ScenarioRows(
  { scenario, cells }: {
    readonly scenario: Scenario;
    readonly cells: readonly { readonly key: RunKey; readonly cell: Cell }[];
  },
) {
  const without = Object.keys(scenario.defences).length === 0 ? "the only row" : "no defence";
  return (
    <section class="panel" id={scenario.id}>
      <h2>
        <a href={`/run/${scenario.id}`}>{scenario.title}</a>{" "}
        <span class="soft">
          <span class="mono">{scenario.id}</span> · {scenario.about}
        </span>
      </h2>
      <ul class="heat">
        {cells.map(({ key, cell }) => (
          <li
            key={key.with.join(",")}
            class={"verdict" in cell ? `cell ${lookOf(cell.verdict)}` : "cell"}
          >
            <div>{key.with.length > 0 ? key.with.join(" + ") : without}</div>
            {"verdict" in cell
              ? <Verdict verdict={cell.verdict} scenario={scenario} href={runPath(key)} />
              : "predicted" in cell
              ? (
                <a class="soft" href={runPath(key)}>
                  should {cell.predicted.replace(/s$/, "")}: run it
                </a>
              )
              : <span class="bad">{cell.message}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
