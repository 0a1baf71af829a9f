import type { Micros } from "../trace/mod.ts";

/** A count as people read it: `2,113`. */
export function numberText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A count with its noun, given in the plural: `1 query`, `2,113 connections`. */
export function countText(count: number, what: string): string {
  const noun = count === 1 ? what.replace(/ies$/, "y").replace(/s$/, "") : what;
  return `${numberText(count)} ${noun}`;
}

const MINUTE = 60e6;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took: `320 ms`, `41 s`, `12 minutes`, `3 hours`, `365 days`. */
export function durationText(micros: Micros): string {
  if (micros < 1e6) return `${Math.round(micros / 10) / 100} ms`;
  if (micros < 2 * MINUTE) return `${Math.round(micros / 1e5) / 10} s`;
  if (micros < 2 * HOUR) return `${numberText(Math.round(micros / MINUTE))} minutes`;
  if (micros < 2 * DAY) return `${numberText(Math.round(micros / HOUR))} hours`;
  return `${numberText(Math.round(micros / DAY))} days`;
}

/** A time with its unit, where no heading says it. */
export function timeText(at: Micros): string {
  const text = clockText(at);
  return text.includes(" ") ? text : `${text} ms`;
}

/**
 * A time for the narrow column of a diagram: milliseconds, with decimals only where they matter;
 * late in a story in seconds or days, which then say so.
 */
export function clockText(at: Micros): string {
  if (at < 1e9) return String(Math.round(at / 10) / 100);
  if (at < 2 * DAY) return `${Math.floor(at / 1e6)} s`;
  return `${Math.floor(at / DAY)} d`;
}
