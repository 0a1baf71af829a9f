import type { RunMetrics } from "./run_service.ts";
import type { Sessions } from "./session.ts";

/** How the server is, for whoever operates it and for the load tool. */
export interface Health {
  readonly status: "ok";
  readonly runs: RunMetrics;
  readonly sessions: number;
  /** Bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number };
}

/** The answer of `/healthz`: figures only, nothing of anybody. */
export function healthResponse(
  service: { readonly metrics: RunMetrics },
  sessions: Sessions,
): Response {
  const { rss, heapUsed } = Deno.memoryUsage();
  const health: Health = {
    status: "ok",
    runs: service.metrics,
    sessions: sessions.size,
    memory: { rss, heapUsed },
  };
  return Response.json(health, { headers: { "Cache-Control": "no-store" } });
}
