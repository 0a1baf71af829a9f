import { failure } from "./_fail.ts";
import { short } from "./_format.ts";
import { equal } from "./equal.ts";

/** What {@linkcode assertArrayIncludes} takes: anything with numbered items, but no plain text. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Fails unless each expected item deeply equals some item of the array. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !present.some((other) => equal(item, other))
  );
  if (missing.length === 0) return;
  failure(
    `Expected actual: ${short(present)} to include: ${short(Array.from(expected))}`,
    msg,
    `missing: ${short(missing)}`,
  );
}
