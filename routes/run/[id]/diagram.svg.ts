import { svg } from "../../../lab/export/mod.ts";
import { collapse, sequence } from "../../../lab/views/mod.ts";
import { define } from "../../(_server)/define.ts";
import { crypto } from "../../(_server)/lab.ts";
import { loadAnyway } from "../../(_server)/load.ts";

/** The diagram as a drawing of its own, for slides and documents. */
export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadAnyway(ctx.url, ctx.state.session);
    if (loaded.kind === "trouble") return ctx.text(loaded.message, loaded);
    const { scenario, seed } = loaded.query;
    const drawn = collapse(sequence(loaded.run.trace, crypto));
    return new Response(svg(drawn, { title: `${scenario.title} · seed ${seed}` }), {
      headers: {
        "Content-Type": "image/svg+xml; charset=utf-8",
        "Content-Disposition": `attachment; filename="${scenario.id}-${seed}.svg"`,
      },
    });
  },
});
