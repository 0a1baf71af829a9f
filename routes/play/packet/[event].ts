import { define } from "../../(_server)/define.ts";
import { crypto } from "../../(_server)/lab.ts";
import { panelAt } from "../../(_server)/event_panel.ts";
import { play } from "../../(_server)/play.ts";

/** One row of an experiment's diagram as JSON, for the stepper. */
export const handler = define.handlers({
  async GET(ctx) {
    const { event } = ctx.params;
    if (!/^\d{1,7}$/.test(event!)) return ctx.json({ error: "No such event" }, { status: 404 });
    const played = await play(ctx.url, ctx.state.session);
    if (played.kind === "trouble") return ctx.json({ error: played.message }, played);
    const panel = panelAt(played.run.trace, crypto, Number(event));
    return panel === undefined
      ? ctx.json({ error: `#${event} is nothing that can be shown` }, { status: 404 })
      : ctx.json(panel);
  },
});
