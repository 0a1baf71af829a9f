import type { AlertName } from "../wire/mod.ts";
import { type Reason, REASONS } from "./reason.ts";

/** A peer's mistake, as a value: handlers return it instead of a next state. */
export class Fault {
  constructor(
    readonly reason: Reason,
    /** What was seen and what was wanted. */
    readonly detail: string,
    /** In place of the table's alert, where the check itself decides (certificates). */
    readonly alert: AlertName = REASONS[reason].alert,
    /** Hang up without a word: no honest part does that. */
    readonly silent: boolean = false,
  ) {}
}

/** The error that ended a connection, as its owner sees it. */
export interface TlsError {
  readonly reason: Reason;
  readonly alert: AlertName;
  readonly detail: string;
  /** The state in which it happened. */
  readonly at: string;
}

export function fault(reason: Reason, detail: string, alert?: AlertName): Fault {
  return new Fault(reason, detail, alert);
}
