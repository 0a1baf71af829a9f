/** A small site for the tests; also the shape in which an app is started. */
import { App, staticFiles } from "fresh";
import type { State } from "./utils.ts";

/** The site without what the builder finds. */
export const app = new App<State>()
  .use(staticFiles())
  .get("/early", () => {
    throw new Error("thrown before fsRoutes");
  })
  .get("/text/:word", (ctx) => ctx.text(ctx.params.word!))
  .fsRoutes();

if (import.meta.main) {
  const { Builder } = await import("fresh/dev");
  const builder = new Builder({ root: import.meta.dirname! });
  (await builder.build({ snapshot: "memory" }))(app);
  await app.listen({ hostname: "127.0.0.1", port: 8123 });
}
