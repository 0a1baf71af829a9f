import { page } from "fresh";
import { notesOf } from "../../lab/scenario/mod.ts";
import { sequence, type SequenceRow } from "../../lab/views/mod.ts";
import { define } from "../(_server)/define.ts";
import { crypto } from "../(_server)/lab.ts";
import { loadRun } from "../(_server)/load.ts";
import { told } from "../(_server)/names.ts";
import { runPath } from "../(_server)/run_query.ts";
import { Knowledge } from "../(_components)/Knowledge.tsx";
import { Tables } from "../(_components)/Tables.tsx";
import { SequenceList } from "../(_components)/SequenceList.tsx";
import { Trouble } from "../(_components)/Trouble.tsx";
import { Verdict } from "../(_components)/Verdict.tsx";
import PageKeys from "../(_islands)/PageKeys.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session, ["act"]);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    const drawn = sequence(loaded.run.trace, crypto);
    const acts = drawn.rows.filter((row) => row.kind === "act").length;
    const asked = Number(loaded.query.extra.get("act") ?? "1");
    const act = Number.isInteger(asked) ? Math.max(1, Math.min(acts + 1, asked)) : 1;
    return page({ ...loaded, drawn, acts, act });
  },
});

/** One act at a time in large type, for the back row; the last page is the verdict. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { query, run, drawn, acts, act } = data;
  const { scenario } = run;
  const base = runPath(query).replace(/^\/run\//, "/present/");
  const to = (n: number) => `${base}&act=${n}`;
  const note = notesOf(run)[act - 1];
  const rows = rowsOfAct(drawn.rows, act);
  return (
    <div class="present">
      <h1>{scenario.title}</h1>
      {act <= acts
        ? (
          <SequenceList
            sequence={{ lanes: drawn.lanes, rows }}
            hrefOf={(event) => `${runPath(query)}&at=${event}#${event}`}
          />
        )
        : (
          <div class="stack">
            <p>
              <Verdict verdict={run.verdict} scenario={run.scenario} />
            </p>
            {run.scenario.wanted !== undefined && <p>Wanted: {told(run.scenario.wanted)}</p>}
            <p>{told(run.verdict.because)}</p>
            <Tables tables={run.tables} />
            <Knowledge trace={run.trace} caption="Who knows what" />
            <p>
              <strong>{scenario.moral}.</strong>
            </p>
          </div>
        )}
      {note !== undefined && note !== "" && (
        <details class="no-print">
          <summary>What to say</summary>
          <p>{note}</p>
        </details>
      )}
      <nav class="controls no-print" aria-label="Acts">
        {act > 1 && <a class="button" rel="prev" href={to(act - 1)}>←</a>}
        <span>
          {act <= acts ? `Act ${act} of ${acts}` : "The verdict"}
        </span>
        {act <= acts && <a class="button" rel="next" href={to(act + 1)}>→</a>}
        <a href={runPath(query)}>Leave</a>
      </nav>
      <PageKeys
        previous={act > 1 ? to(act - 1) : null}
        next={act <= acts ? to(act + 1) : null}
      />
    </div>
  );
});

/** The act's own rows, its heading included. */
function rowsOfAct(rows: readonly SequenceRow[], act: number): SequenceRow[] {
  let current = 0;
  return rows.filter((row) => {
    if (row.kind === "act") current = row.number;
    return current === act;
  });
}
