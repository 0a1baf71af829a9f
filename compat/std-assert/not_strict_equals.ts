import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Fails if both are the same value as `Object.is` sees it. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  failure(`Expected "actual" to not be strictly equal to: ${short(actual)}`, msg);
}
