import { difference } from "./_diff.ts";
import { failure } from "./_fail.ts";
import { equal } from "./equal.ts";

/** Fails unless both values are deeply equal; the message shows where they part. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  failure("Values are not equal", msg, difference(actual, expected));
}
