import { AssertionError } from "./assertion_error.ts";

/**
 * Throws the failure: a statement, what the caller adds to it, and what there is to see.
 * `Values are not equal` becomes `Values are not equal: the reason.`, and without one, ends in a
 * full stop.
 */
export function failure(statement: string, msg: string | undefined, shown = ""): never {
  const text = msg === undefined || msg === "" ? `${statement}.` : `${statement}: ${msg}`;
  throw new AssertionError(shown === "" ? text : `${text}\n\n${shown}\n`);
}
