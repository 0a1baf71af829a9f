/** The only record of what happened, and the ledger of who knows which secret. */
export * from "./event.ts";
export * from "./ledger.ts";
export { type Claim, type Evidence, MOST_MISSES, objection } from "./proof.ts";
export { Recorder } from "./recorder.ts";
export * from "./trace.ts";
