import type { Micros } from "../trace/mod.ts";

/** That many milliseconds as microseconds, the one unit of time in this room: `millis(5)`. */
export function millis(count: number): Micros {
  return Math.round(count * 1_000);
}

/** That many seconds as microseconds. */
export function seconds(count: number): Micros {
  return Math.round(count * 1_000_000);
}

const DAY = 86_400;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A moment for people, to the second: `2026-08-01 00:00:00Z`. @param moment micros since 1970 */
export function utcText(moment: Micros): string {
  const total = Math.floor(moment / 1_000_000);
  let days = Math.floor(total / DAY);
  let year = 1970;
  for (; days >= daysOf(year); year++) days -= daysOf(year);
  let month = 0;
  for (; days >= daysIn(month, year); month++) days -= daysIn(month, year);
  const inDay = total % DAY;
  const date = [year, month + 1, days + 1].map(twoDigits).join("-");
  const time = [Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60].map(twoDigits);
  return `${date} ${time.join(":")}Z`;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysOf(year: number): number {
  return isLeap(year) ? 366 : 365;
}

function daysIn(month: number, year: number): number {
  return month === 1 && isLeap(year) ? 29 : MONTHS[month]!;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** @throws {RangeError} unless the value is a whole number of microseconds, none of them negative */
export function checkMicros(what: string, value: Micros): Micros {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`Cannot use ${value} as ${what}: it must be a whole number of microseconds`);
}
