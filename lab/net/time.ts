import type { Micros } from "../trace/mod.ts";

/** That many milliseconds as microseconds, the one unit of time in this room: `millis(5)`. */
export function millis(count: number): Micros {
  return Math.round(count * 1_000);
}

/** That many seconds as microseconds. */
export function seconds(count: number): Micros {
  return Math.round(count * 1_000_000);
}

/** @throws {RangeError} unless the value is a whole number of microseconds, none of them negative */
export function checkMicros(what: string, value: Micros): Micros {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`Cannot use ${value} as ${what}: it must be a whole number of microseconds`);
}
