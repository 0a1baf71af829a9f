import { failure } from "./_fail.ts";
import { short } from "./_format.ts";
import { equal } from "./equal.ts";

/** Fails if both values are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  failure(`Expected actual: ${short(actual)} not to be: ${short(expected)}`, msg);
}
