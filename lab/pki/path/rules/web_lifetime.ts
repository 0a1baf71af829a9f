import { type Seconds, secondsOf, showTime } from "../../der/calendar.ts";
import { called, findings, type Rule } from "../rule.ts";

const DAY = 86_400;

/** The most days that a certificate issued on or after a day may hold, the latest day first. */
const SCHEDULE: readonly (readonly [from: Seconds, days: number])[] = [
  [dayOf(2029, 3, 15), 47],
  [dayOf(2027, 3, 15), 100],
  [dayOf(2026, 3, 15), 200],
  [dayOf(2020, 9, 1), 398],
  [dayOf(2018, 3, 1), 825],
];

/**
 * The leaf holds for no more days than were allowed when it was issued. Older ones than the
 * schedule are let pass: they have expired anyway.
 */
export const webLifetime: Rule = {
  id: "webLifetime",
  lesson:
    "What holds for a short time only does little harm when its key is stolen or its name sold",
  check(context) {
    const leaf = context.path[0]!;
    const { notBefore, notAfter } = leaf.validity;
    const days = SCHEDULE.find(([from]) => notBefore >= from)?.[1];
    if (days === undefined || context.purpose !== "serverAuth") return [];
    const found = findings("webLifetime", "CA/Browser Forum TLS BR §6.3.2", context);
    const place = { of: leaf, field: "tbsCertificate.validity" };
    // Both ends count (RFC 5280 §4.1.2.5).
    const length = notAfter - notBefore + 1;
    const holds = `${called(leaf)} was issued on ${showTime(notBefore).slice(0, 10)} and holds for`;
    return length <= days * DAY
      ? [found(true, `${holds} no more than the ${days} days that were allowed then`, place)]
      : [found(false, `${holds} ${inDays(length)}, where ${days} were allowed then`, place)];
  },
};

function inDays(seconds: Seconds): string {
  const days = Math.floor(seconds / DAY);
  return seconds % DAY === 0 ? `${days} days` : `${days} days and ${partOf(seconds % DAY)}`;
}

function partOf(seconds: Seconds): string {
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}

function dayOf(year: number, month: number, day: number): Seconds {
  return secondsOf({ year, month, day, hour: 0, minute: 0, second: 0 })!;
}
