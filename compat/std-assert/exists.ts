import { failure } from "./_fail.ts";

/** Fails on `null` and `undefined`. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  failure(`Expected actual: "${actual}" to not be null or undefined`, msg);
}
