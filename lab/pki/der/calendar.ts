/** A moment as certificates write it: Greenwich time, months and days from 1. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY = 86_400;

/** Whole seconds since the beginning of 1970, leap seconds not counted (POSIX). */
export type Seconds = number;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar. Years begin in March here, so that
 * the leap day comes last and the length of every month follows one formula.
 */
function daysFromDate(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - 400 * era;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return 146_097 * era + 365 * yearOfEra + leapDays + dayOfYear - 719_468;
}

/** The seconds of a moment, or `undefined` if there is no such date or time of day. */
export function secondsOf(moment: Moment): Seconds | undefined {
  const { year, month, day, hour, minute, second } = moment;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return DAY * daysFromDate(year, month, day) + 3600 * hour + 60 * minute + second;
}

/** The date and time of day of a number of seconds. */
export function momentOf(seconds: Seconds): Moment {
  const days = Math.floor(seconds / DAY);
  const left = seconds - DAY * days;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - 146_097 * era;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + 400 * era + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(left / 3600),
    minute: Math.floor(left / 60) % 60,
    second: left % 60,
  };
}

/** `2026-01-31 12:00:00Z`. */
export function showTime(seconds: Seconds): string {
  const { year, month, day, hour, minute, second } = momentOf(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}Z`;
}
