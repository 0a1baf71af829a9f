import { assertEquals } from "@std/assert";
import { clockText, countText, durationText, numberText, timeText } from "./numbers.ts";

const DAY = 86_400e6;

const clocks: readonly [micros: number, column: string, alone: string][] = [
  [0, "0", "0 ms"],
  [1, "0", "0 ms"],
  [5_000, "5", "5 ms"],
  [5_250, "5.25", "5.25 ms"],
  [999_999, "1000", "1000 ms"],
  [999e6, "999000", "999000 ms"],
  [3_600e6, "3600 s", "3600 s"],
  [365 * DAY + 17, "365 d", "365 d"],
];

for (const [micros, column, alone] of clocks) {
  Deno.test(`${micros} µs stand in a diagram as ${column}`, () => {
    assertEquals([clockText(micros), timeText(micros)], [column, alone]);
  });
}

const durations: readonly [micros: number, text: string][] = [
  [320_500, "320.5 ms"],
  [41e6, "41 s"],
  [1_540_000, "1.5 s"],
  [12 * 60e6, "12 minutes"],
  [3 * 3_600e6, "3 hours"],
  [2_000 * DAY, "2,000 days"],
];

for (const [micros, text] of durations) {
  Deno.test(`${micros} µs took ${text}`, () => assertEquals(durationText(micros), text));
}

Deno.test("counts stand with their noun, in thousands", () => {
  assertEquals([1, 12, 2113, 1234567].map(numberText), ["1", "12", "2,113", "1,234,567"]);
  assertEquals(countText(1, "queries"), "1 query");
  assertEquals(countText(1, "connections"), "1 connection");
  assertEquals(countText(2113, "connections"), "2,113 connections");
});
