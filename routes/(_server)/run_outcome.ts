import type { Run } from "../../lab/scenario/mod.ts";
import type { RunBudget } from "./run_budget.ts";

/** How a request for a run ended. Every ending is a value with a sentence for the page. */
export type RunOutcome =
  /** It was carried out, now or before. */
  | {
    readonly kind: "done";
    readonly run: Run;
    /** Whether the result was there already. */
    readonly cached: boolean;
    /** How long it took when it was carried out, in real milliseconds. */
    readonly millis: number;
  }
  /** It needed more than one run may use; `world` is the lab's own limit for runaways. */
  | {
    readonly kind: "over-budget";
    readonly resource: keyof RunBudget | "world";
    readonly message: string;
  }
  /** The lab made a mistake. The reference finds the details in the server's own output. */
  | { readonly kind: "failed"; readonly reference: string; readonly message: string }
  /** The same session asked for so much since that this is not wanted any more. */
  | { readonly kind: "superseded"; readonly message: string }
  /** Too many are waiting. */
  | {
    readonly kind: "busy";
    /** How many requests wait before this one would. */
    readonly waiting: number;
    /** When to ask again, in seconds. */
    readonly retryAfter: number;
    readonly message: string;
  };

/** What somebody gives back who carried out a run elsewhere. */
export type CarriedOut =
  /** `bytes` is the memory that the trace takes. */
  | { readonly run: Run; readonly bytes: number }
  /** It was stopped. */
  | { readonly exceeded: keyof RunBudget };

const STATUS = {
  "done": 200,
  "over-budget": 422,
  "failed": 500,
  "superseded": 409,
  "busy": 503,
} as const satisfies Record<RunOutcome["kind"], number>;

/** How an outcome is said in HTTP: its status, and `Retry-After` where it pays to ask again. */
export function httpOf(
  outcome: RunOutcome,
): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
  return {
    status: STATUS[outcome.kind],
    headers: outcome.kind === "busy" ? { "Retry-After": String(outcome.retryAfter) } : {},
  };
}
