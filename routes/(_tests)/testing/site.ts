/** The whole dashboard, built once, to be asked without a network. */
import { Builder } from "fresh/dev";
import type { Scenario } from "../../../lab/scenario/mod.ts";
import { app, guard } from "../../(_server)/dashboard.ts";
import { SCENARIOS } from "../../(_server)/lab.ts";
import { browserRequest } from "../../(_server)/testing.ts";

const ROOT = decodeURIComponent(new URL("../../../", import.meta.url).pathname);
(await new Builder({ root: ROOT }).build({ snapshot: "memory" }))(app);
// The port that `browserRequest` names; nobody listens there.
guard.open(8000);

const handler = guard.around(app.handler());

/** An answer that was read to its end. */
export interface Answer {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Asks the dashboard for an address, as a browser on this machine would. */
export async function ask(
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await handler(browserRequest(path, init));
  const { status, headers } = response;
  return { path, status, headers, text: await response.text() };
}

/** The same, going where the answer leads, as far as two steps. */
export async function follow(path: string): Promise<Answer> {
  let answer = await ask(path);
  for (let i = 0; i < 2 && answer.status === 307; i++) {
    answer = await ask(answer.headers.get("location")!);
  }
  return answer;
}

/**
 * Puts a made-up scenario among the dashboard's, for as long as somebody looks at it. Each test file
 * has modules of its own, so nobody else ever meets it.
 */
export async function withScenario<T>(scenario: Scenario, look: () => Promise<T>): Promise<T> {
  const list = SCENARIOS as Scenario[];
  list.push(scenario);
  try {
    return await look();
  } finally {
    list.splice(list.indexOf(scenario), 1);
  }
}

/** Every page about one run: with `?` and options behind it, an address. */
export function runPages(id: string): string[] {
  return [`/run/${id}`, `/run/${id}/keys`, `/run/${id}/certificates`, `/run/${id}/cost`];
}
