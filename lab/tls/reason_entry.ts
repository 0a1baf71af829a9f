import type { AlertName } from "../wire/mod.ts";

/** What a fault is called, which alert answers it, where that is written, and what it teaches. */
export interface ReasonEntry {
  readonly alert: AlertName;
  readonly spec: string;
  /** One sentence a student understands. */
  readonly lesson: string;
}

export const reasonEntry = (alert: AlertName, spec: string, lesson: string): ReasonEntry => ({
  alert,
  spec,
  lesson,
});
