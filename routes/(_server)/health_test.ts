import { assert, assertEquals } from "@std/assert";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { type Health, healthResponse } from "./health.ts";
import { RunService } from "./run_service.ts";
import { Sessions } from "./session.ts";

Deno.test("healthResponse() has the figures of service, sessions and process", async () => {
  const service = new RunService({ crypto: nobleProvider() });
  const sessions = new Sessions();
  sessions.begin();
  const response = healthResponse(service, sessions);
  assertEquals(response.headers.get("cache-control"), "no-store");
  const health: Health = await response.json();
  assertEquals([health.status, health.sessions, health.runs], ["ok", 1, service.metrics]);
  assert(health.memory.rss > 2 ** 20);
});
