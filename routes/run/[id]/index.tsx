import { page } from "fresh";
import { chainsByHost, collapse, sequence } from "../../../lab/views/mod.ts";
import { chosenRow, eventTrouble } from "../../(_server)/chosen.ts";
import { define } from "../../(_server)/define.ts";
import { crypto } from "../../(_server)/lab.ts";
import { loadRun } from "../../(_server)/load.ts";
import { named } from "../../(_server)/names.ts";
import { panelAt } from "../../(_server)/event_panel.ts";
import { runPath } from "../../(_server)/run_query.ts";
import { Defences } from "../../(_components)/Defences.tsx";
import { NotHere } from "../../(_components)/NotHere.tsx";
import { Knowledge } from "../../(_components)/Knowledge.tsx";
import { Tables } from "../../(_components)/Tables.tsx";
import { SequenceList } from "../../(_components)/SequenceList.tsx";
import { Toy } from "../../(_components)/Toy.tsx";
import { Trouble } from "../../(_components)/Trouble.tsx";
import { Verdict } from "../../(_components)/Verdict.tsx";
import { eventsOf, Why } from "../../(_components)/Why.tsx";
import Stepper from "../../(_islands)/Stepper.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session, ["at"]);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    const { query, run } = loaded;
    const drawn = collapse(sequence(run.trace, crypto), undefined, new Set(run.verdict.evidence));
    const steps = drawn.rows.flatMap((row) => row.kind === "arrow" ? [row.event] : []);
    const text = query.extra.get("at");
    const wrong = eventTrouble(text, runPath(query));
    if (wrong !== undefined) return page(wrong, wrong);
    const { event: chosen, missing } = chosenRow(run.trace, drawn, text);
    return page({
      kind: "run" as const,
      query,
      run,
      drawn,
      steps,
      chosen,
      missing,
      panel: chosen === undefined ? null : panelAt(run.trace, crypto, chosen, drawn.rows) ?? null,
    });
  },
});

/** One run: the diagram, and beside it the packet that was chosen. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { query, run, drawn, steps, chosen, missing, panel } = data;
  const { scenario, trace, verdict } = run;
  const here = runPath(query);
  const query_ = here.includes("?") ? here.slice(here.indexOf("?")) : "";
  const chainAt = (event: number) => `/run/${scenario.id}/certificates${query_}#${event}`;
  // A row of a table that begins as the name of a host does leads to the chain that was shown for it.
  const hosts = run.tables.length > 0 ? [...chainsByHost(trace)] : [];
  const chainOf = (cell: string) => {
    const found = hosts.find(([host]) => host === cell || host.startsWith(`${cell}.`));
    return found === undefined ? undefined : chainAt(found[1]);
  };
  const at = (event: number) => `${here}${query_ === "" ? "?" : "&"}at=${event}#${event}`;
  return (
    <>
      <h1>{scenario.title}</h1>
      <p class="lead">{scenario.summary}</p>
      <Defences query={query} />
      <div class="run">
        <section class="panel" aria-label="What happened">
          <p>
            <Verdict verdict={verdict} scenario={scenario} />{" "}
            <span class="soft">seed {trace.seed}</span>
          </p>
          <Toy run={run} />
          {trace.flaws.map(({ id, node, title }) => (
            <p key={`${node} ${id}`} class="bad">
              Built-in mistake of {named(node)}: {title}
            </p>
          ))}
          <SequenceList sequence={drawn} hrefOf={at} selected={chosen} />
        </section>
        <div class="beside">
          <section class="panel" aria-label="The chosen row">
            <NotHere missing={missing} />
            <Stepper
              steps={steps}
              first={panel}
              source={`/run/${scenario.id}/packet/EVENT${query_}`}
            />
          </section>
        </div>
      </div>
      <section class="panel stack">
        <h2>Why</h2>
        <Why run={run} drawn={eventsOf(drawn)} hrefOf={at} chainHref={chainAt} />
        <p>
          <strong>{scenario.moral}.</strong>
        </p>
        <p class="soft">Sources: {scenario.sources.join(" · ")}</p>
      </section>
      <Tables tables={run.tables} hrefOf={chainOf} />
      <section class="panel">
        <h2>Who knows what</h2>
        <Knowledge trace={trace} caption="At the end of the run, proved by bytes" />
      </section>
      <section class="panel controls no-print">
        <a href={`/run/${scenario.id}/keys${query_}`}>Keys</a>
        <a href={`/run/${scenario.id}/certificates${query_}`}>Certificates</a>
        <a href={`/run/${scenario.id}/cost${query_}`}>Cost of the handshake</a>
        <a href={`/learn/${scenario.id}`}>Lesson</a>
        <a href={`/present/${scenario.id}${query_}`}>Present</a>
        <a href={`/run/${scenario.id}/trace.json${query_}`} download>Trace as JSON</a>
        <a href={`/run/${scenario.id}/diagram.svg${query_}`} download>Diagram as SVG</a>
      </section>
    </>
  );
});
