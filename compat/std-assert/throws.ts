import { failure } from "./_fail.ts";
import { assertIsError, type ErrorClass } from "./is_error.ts";

/** Fails unless the function throws; gives back what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Fails unless the function throws an error of the class, with a message that holds the text. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error>(
  fn: () => unknown,
  classOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const [ErrorClass, note] = sortOut(classOrMsg, msg);
  let thrown: unknown;
  try {
    fn();
  } catch (error) {
    thrown = error;
    if (ErrorClass === undefined) return error;
    if (!(error instanceof Error)) failure("A non-Error object was thrown", note);
    assertIsError(error, ErrorClass, msgIncludes, note);
    return thrown;
  }
  failure("Expected function to throw", note);
}

/** The second argument may already be the note, if no class is asked for. */
export function sortOut<E extends Error>(
  classOrMsg: ErrorClass<E> | string | undefined,
  msg: string | undefined,
): [ErrorClass: ErrorClass<E> | undefined, note: string | undefined] {
  return typeof classOrMsg === "string" ? [undefined, classOrMsg] : [classOrMsg, msg];
}
