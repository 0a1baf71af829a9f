import { difference } from "./_diff.ts";
import { failure } from "./_fail.ts";

/** Fails unless both are the same value as `Object.is` sees it: -0 is not 0. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  failure("Values are not strictly equal", msg, difference(actual, expected));
}
