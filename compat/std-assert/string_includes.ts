import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Fails unless the first text holds the second. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  failure(`Expected actual: ${short(actual, 2000)} to contain: ${short(expected)}`, msg);
}
