import type { Micros } from "../trace/mod.ts";

/** A stretch of time as stories measure it. A year has 365 days. */
export interface Span {
  readonly years?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

const UNITS = [
  ["years", "a year", 31_536_000],
  ["days", "a day", 86_400],
  ["hours", "an hour", 3_600],
  ["minutes", "a minute", 60],
  ["seconds", "a second", 1],
] as const;

/** How long it is. @throws {RangeError} if a part is negative, or all of it is nothing */
export function spanMicros(span: Span): Micros {
  const parts = UNITS.map(([unit, , seconds]) => (span[unit] ?? 0) * seconds * 1_000_000);
  const micros = Math.round(parts.reduce((sum, part) => sum + part, 0));
  if (parts.some((part) => !(part >= 0)) || micros === 0) {
    throw new RangeError(`Cannot let ${JSON.stringify(span)} pass: it is no time`);
  }
  return micros;
}

/** The span that is nearest to so much time, in whole seconds; `undefined` below half of one. */
export function nearestSpan(micros: Micros): Span | undefined {
  let rest = Math.round(micros / 1_000_000);
  if (rest === 0) return undefined;
  const parts = UNITS.filter(([unit]) => unit !== "years").map(([unit, , seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return [unit, count] as const;
  });
  return Object.fromEntries(parts.filter(([, count]) => count > 0));
}

/** How people say it: `a year and 3 days`. */
export function spanText(span: Span): string {
  spanMicros(span);
  const words = UNITS.flatMap(([unit, one]) => {
    const count = span[unit] ?? 0;
    return count === 0 ? [] : [count === 1 ? one : `${count} ${unit}`];
  });
  const last = words.pop()!;
  return words.length === 0 ? last : `${words.join(", ")} and ${last}`;
}
