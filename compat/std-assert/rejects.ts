import { failure } from "./_fail.ts";
import { assertIsError, type ErrorClass } from "./is_error.ts";
import { sortOut } from "./throws.ts";

/** Fails unless the promise is rejected; gives back the reason. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Fails unless the promise is rejected with an error of the class, whose message holds the text. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const [ErrorClass, note] = sortOut(classOrMsg, msg);
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
    await promise;
  } catch (error) {
    // A function that throws before it has a promise to give is not asynchronous: another mistake.
    if (promise === undefined) failure("Function throws when expected to reject", note);
    if (ErrorClass === undefined) return error;
    if (!(error instanceof Error)) failure("A non-Error object was rejected", note);
    assertIsError(error, ErrorClass, msgIncludes, note);
    return error;
  }
  failure("Expected function to reject", note);
}
