import { writeTrace } from "../../../lab/export/mod.ts";
import { define } from "../../(_server)/define.ts";
import { loadAnyway } from "../../(_server)/load.ts";

/** The whole record of a run, to keep or to read with a program. */
export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadAnyway(ctx.url, ctx.state.session);
    if (loaded.kind === "trouble") return ctx.text(loaded.message, loaded);
    const { scenario, seed } = loaded.query;
    return new Response(writeTrace(loaded.run.trace), {
      headers: {
        "Content-Type": "application/json",
        "Content-Disposition": `attachment; filename="${scenario.id}-${seed}.json"`,
      },
    });
  },
});
