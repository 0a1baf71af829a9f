import { App, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { Guard } from "./guard.ts";
import { healthResponse } from "./health.ts";
import { service } from "./lab.ts";
import { mendedAddress } from "./spelling.ts";
import { Sessions } from "./session.ts";

/** Decides which requests come through. */
export const guard = new Guard({
  onError: (reference, error) =>
    // deno-lint-ignore no-console -- the server's own log is where a stack may be shown
    console.error(reference, error),
});

export const sessions = new Sessions();

/** The dashboard as a Fresh app: guarded, with a session for every page, routes from `routes/`. */
export const app: App<State> = new App<State>()
  .use((ctx) => guard.middleware(ctx))
  .use((ctx) => {
    const mended = mendedAddress(ctx.url);
    return mended === undefined ? ctx.next() : ctx.redirect(mended, 307);
  })
  .use(staticFiles())
  .get("/healthz", () => healthResponse(service, sessions))
  .use((ctx) => sessions.middleware(ctx))
  .use((ctx) => {
    const theme = /(?:^|;\s*)theme=(dark|light)(?:;|$)/.exec(ctx.req.headers.get("cookie") ?? "");
    if (theme) ctx.state.theme = theme[1] as "dark" | "light";
    return ctx.next();
  })
  .fsRoutes();
