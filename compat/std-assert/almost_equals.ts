import { failure } from "./_fail.ts";

/**
 * Fails unless two numbers lie within `tolerance` of each other; by default a ten-millionth of the
 * expected value.
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const apart = Math.abs(expected - actual);
  // Written this way round, because a difference of NaN must fail too.
  if (apart <= allowed) return;
  failure(
    `Expected actual: "${actual}" to be close to "${expected}": ` +
      `delta "${apart}" is greater than "${allowed}"`,
    msg,
  );
}
