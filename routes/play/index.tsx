import { page } from "fresh";
import { collapse, sequence } from "../../lab/views/mod.ts";
import { chosenRow, eventTrouble } from "../(_server)/chosen.ts";
import { define } from "../(_server)/define.ts";
import { crypto } from "../(_server)/lab.ts";
import { named } from "../(_server)/names.ts";
import { panelAt } from "../(_server)/event_panel.ts";
import { play } from "../(_server)/play.ts";
import { Knowledge } from "../(_components)/Knowledge.tsx";
import { NotHere } from "../(_components)/NotHere.tsx";
import { PlayForm } from "../(_components)/PlayForm.tsx";
import { SequenceList } from "../(_components)/SequenceList.tsx";
import { Trouble } from "../(_components)/Trouble.tsx";
import { Verdict } from "../(_components)/Verdict.tsx";
import { eventsOf, Why } from "../(_components)/Why.tsx";
import Stepper from "../(_islands)/Stepper.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const played = await play(ctx.url, ctx.state.session);
    if (played.kind === "trouble") return page(played, played);
    const { run, search } = played;
    const text = ctx.url.searchParams.get("at");
    const wrong = eventTrouble(text, `/play${search}`);
    if (wrong !== undefined) {
      const { options, seed } = played;
      return page({ ...wrong, options, seed }, wrong);
    }
    const drawn = collapse(sequence(run.trace, crypto), undefined, new Set(run.verdict.evidence));
    const steps = drawn.rows.flatMap((row) => row.kind === "arrow" ? [row.event] : []);
    const { event: chosen, missing } = chosenRow(run.trace, drawn, text ?? undefined);
    return page({
      ...played,
      drawn,
      steps,
      chosen,
      missing,
      panel: chosen === undefined ? null : panelAt(run.trace, crypto, chosen, drawn.rows) ?? null,
    });
  },
});

/** A world to order: choose, run, look, and hand the link on. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") {
    return (
      <>
        <Trouble trouble={data} />
        <PlayForm options={data.options} seed={data.seed} />
      </>
    );
  }
  const { options, seed, run, drawn, steps, chosen, missing, panel, search } = data;
  const at = (event: number) => `/play${search}&at=${event}#${event}`;
  return (
    <>
      <h1>Playground</h1>
      <p class="lead">
        Alice types her PIN and gives her bank some orders. Everything else is yours to choose. The
        address of this page is the whole experiment: hand it on.
      </p>
      <PlayForm options={options} seed={seed} />
      <section class="panel stack" aria-label="The verdict">
        <p>
          {run.trace.parties.some(({ hostile }) => hostile)
            ? <Verdict verdict={run.verdict} scenario={run.scenario} />
            : <strong>Nobody attacks.</strong>}{" "}
          <a href={`/play${search}`}>Link to this experiment</a>
        </p>
        {run.trace.flaws.map(({ id, node, title }) => (
          <p key={`${node} ${id}`} class="bad">Built-in mistake of {named(node)}: {title}</p>
        ))}
        <Why run={run} drawn={eventsOf(drawn)} hrefOf={at} />
      </section>
      <div class="run">
        <section class="panel" aria-label="What happened">
          <SequenceList sequence={drawn} hrefOf={at} selected={chosen} />
        </section>
        <div class="beside">
          <section class="panel" aria-label="The chosen row">
            <NotHere missing={missing} />
            <Stepper steps={steps} first={panel} source={`/play/packet/EVENT${search}`} />
          </section>
        </div>
      </div>
      <section class="panel">
        <h2>Who knows what</h2>
        <Knowledge trace={run.trace} caption="At the end of the run, proved by bytes" />
      </section>
    </>
  );
});
