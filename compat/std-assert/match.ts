import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Fails unless the text matches the pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  failure(`Expected actual: ${short(actual)} to match: ${expected}`, msg);
}
