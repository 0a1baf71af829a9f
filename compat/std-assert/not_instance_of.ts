import { failure } from "./_fail.ts";

/** Fails if the value was made by the class or one that extends it. */
export function assertNotInstanceOf<A, T>(
  actual: A,
  // deno-lint-ignore no-explicit-any
  unexpectedType: abstract new (...args: any[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  failure(`Expected object to not be an instance of "${unexpectedType.name}"`, msg);
}
