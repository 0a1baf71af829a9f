import { failure } from "./_fail.ts";
import { short } from "./_format.ts";

/** Fails if the text matches the pattern. */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  failure(`Expected actual: ${short(actual)} to not match: ${expected}`, msg);
}
