import { assertEquals } from "@std/assert";
import { momentOf, secondsOf, showTime } from "./calendar.ts";

// Date is a second opinion here; outside tests the lab has no such thing.
Deno.test("secondsOf() and momentOf() agree with Date on every 40th day of ten thousand years", () => {
  for (let seconds = -62_135_596_800; seconds < 253_402_300_800; seconds += 40 * 86_400 + 12_345) {
    const date = new Date(1000 * seconds);
    const moment = momentOf(seconds);
    assertEquals(moment, {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    });
    assertEquals(secondsOf(moment), seconds);
  }
});

Deno.test("showTime() writes a date and a time of day in Greenwich time", () => {
  assertEquals(showTime(0), "1970-01-01 00:00:00Z");
  assertEquals(showTime(1_709_210_096), "2024-02-29 12:34:56Z");
});
