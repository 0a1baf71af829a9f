import { packetView } from "../../../lab/views/mod.ts";
import { define } from "../../(_server)/define.ts";
import { crypto } from "../../(_server)/lab.ts";
import { panelOf } from "../../(_server)/panel.ts";
import { play } from "../../(_server)/play.ts";

/** One packet of an experiment as JSON, for the stepper. */
export const handler = define.handlers({
  async GET(ctx) {
    const { event } = ctx.params;
    if (!/^\d{1,7}$/.test(event!)) return ctx.json({ error: "No such event" }, { status: 404 });
    const played = await play(ctx.url, ctx.state.session);
    if (played.kind === "trouble") return ctx.json({ error: played.message }, played);
    const view = packetView(played.run.trace, crypto, Number(event));
    return view === undefined
      ? ctx.json({ error: `#${event} is no packet` }, { status: 404 })
      : ctx.json(panelOf(view, played.run.trace));
  },
});
