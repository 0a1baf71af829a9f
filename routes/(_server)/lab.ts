/** The one laboratory behind all pages: its scenarios, its cryptography, its queue of runs. */
import { nativeProvider } from "../../lab/crypto/native.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { RunService } from "./run_service.ts";

export { SCENARIOS };

/** The fast provider; it gives the same bytes as the other. */
export const crypto = nativeProvider();

export const service = new RunService({
  crypto,
  onFailure: (reference, address, error) =>
    // deno-lint-ignore no-console -- the server's own log is where a stack may be shown
    console.error(`${reference} ${address}`, error),
});
