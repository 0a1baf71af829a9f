/**
 * A server with the least a load can be put on: runs and health, no pages. It shows what the core of
 * the server costs by itself: `deno task bench:load --program lab/_tools/load/harness.ts`.
 */
import { writeText } from "../output.ts";
import { memoisedVerify } from "../../crypto/mod.ts";
import { withHybrid } from "../../crypto/hybrid.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { SCENARIOS } from "../../../scenarios/mod.ts";
import { Guard } from "../../../routes/(_server)/guard.ts";
import { healthResponse } from "../../../routes/(_server)/health.ts";
import { httpOf } from "../../../routes/(_server)/run_outcome.ts";
import { readRunQuery } from "../../../routes/(_server)/run_query.ts";
import { RunService } from "../../../routes/(_server)/run_service.ts";
import { Sessions, type SessionState } from "../../../routes/(_server)/session.ts";
import { start } from "../../../routes/(_server)/start.ts";

/** Verifications remembered: those of a chain come again in every run, those of a run do not. */
const REMEMBERED = 64;

/** The parts of a server, put together as `main.ts` does it, and a handler that needs no Fresh. */
export function harness() {
  const guard = new Guard();
  const sessions = new Sessions();
  const service = new RunService({
    crypto: memoisedVerify(withHybrid(nativeProvider()), REMEMBERED),
  });
  const answer = async (url: URL, state: SessionState): Promise<Response> => {
    if (url.pathname === "/healthz") return healthResponse(service, sessions);
    const query = readRunQuery(url, SCENARIOS);
    if (query.kind === "fault") return new Response(query.message, { status: query.status });
    const outcome = await service.request(state.session, query);
    return outcome.kind === "done"
      ? Response.json({ verdict: outcome.run.verdict, cached: outcome.cached })
      : new Response(outcome.message, httpOf(outcome));
  };
  const handler = guard.around((req: Request) => {
    const state = {} as SessionState;
    return sessions.middleware({ req, state, next: () => answer(new URL(req.url), state) });
  });
  return { guard, handler, service, sessions };
}

if (import.meta.main) {
  const { guard, handler } = harness();
  Deno.exit(
    await start(Deno.args, {
      listen: (at) => Deno.serve(at, handler),
      opened: (port) => guard.open(port),
      write: (text) => writeText(Deno.stdout, text),
      error: (text) => writeText(Deno.stderr, text),
      onInterrupt(stop) {
        Deno.addSignalListener("SIGINT", stop);
        return () => Deno.removeSignalListener("SIGINT", stop);
      },
    }),
  );
}
