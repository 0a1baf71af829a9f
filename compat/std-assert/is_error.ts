import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** A class of errors, abstract ones too. */
// deno-lint-ignore no-explicit-any
export type ErrorClass<E extends Error = Error> = abstract new (...args: any[]) => E;

/** Fails unless the value is an error: of the class, and with a message that holds the text. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    failure(`Expected "error" to be an Error object but it is ${short(error)}`, msg);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    failure(
      `Expected error to be instance of "${ErrorClass.name}", but was "${error.constructor?.name}"`,
      msg,
      `message: ${short(error.message, 2000)}`,
    );
  }
  if (msgMatches === undefined) return;
  const found = typeof msgMatches === "string"
    ? error.message.includes(msgMatches)
    : msgMatches.test(error.message);
  if (found) return;
  const what = typeof msgMatches === "string"
    ? `include ${short(msgMatches)}`
    : `match ${msgMatches}`;
  failure(`Expected error message to ${what}, but got ${short(error.message, 2000)}`, msg);
}
