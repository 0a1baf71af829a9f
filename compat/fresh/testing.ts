import { Builder } from "fresh/dev";
import { app } from "./testdata/site/main.ts";

const builder = new Builder({ root: `${import.meta.dirname}/testdata/site` });
(await builder.build({ snapshot: "memory" }))(app);

/** The small site for tests, built once. */
export const handler = app.handler();

/** Asks the site for a path, which may be one that no `URL` would leave as it is. */
export function ask(path: string, init?: RequestInit): Promise<Response> {
  return handler(new Request(`http://localhost${path}`, init));
}
