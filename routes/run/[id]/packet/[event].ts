import { define } from "../../../(_server)/define.ts";
import { crypto } from "../../../(_server)/lab.ts";
import { loadAnyway } from "../../../(_server)/load.ts";
import { panelAt } from "../../../(_server)/event_panel.ts";

/** One row of the diagram as JSON, for the stepper. */
export const handler = define.handlers({
  async GET(ctx) {
    const { id, event } = ctx.params;
    if (!/^\d{1,7}$/.test(event!)) return ctx.json({ error: "No such event" }, { status: 404 });
    const loaded = await loadAnyway(
      new URL(`/run/${id}${ctx.url.search}`, ctx.url),
      ctx.state.session,
    );
    if (loaded.kind === "trouble") return ctx.json({ error: loaded.message }, loaded);
    const panel = panelAt(loaded.run.trace, crypto, Number(event));
    return panel === undefined
      ? ctx.json({ error: `#${event} is nothing that can be shown` }, { status: 404 })
      : ctx.json(panel);
  },
});
