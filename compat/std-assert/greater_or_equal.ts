import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Fails unless the first value is greater than or equal to the second. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual >= expected) return;
  failure(`Expect ${short(actual)} >= ${short(expected)}`, msg);
}
