import { assertEquals } from "@std/assert";
import { type Figure, figureLines, isMet, percentile } from "./figures.ts";

Deno.test("percentile() takes the nearest rank", () => {
  const values = [5, 1, 4, 2, 3];
  assertEquals([0, 1, 20, 21, 50, 95, 100].map((percent) => percentile(values, percent)), [
    1,
    1,
    1,
    2,
    3,
    5,
    5,
  ]);
  assertEquals(percentile([7], 95), 7);
  assertEquals(percentile([], 95), NaN);
});

Deno.test("a goal is met by what is not above it; what was not measured meets none", () => {
  const figure = (value: number): Figure => ({ name: "x", value, unit: "ms", goal: 20 });
  assertEquals([19.9, 20, 20.1, NaN].map((value) => isMet(figure(value))), [
    true,
    true,
    false,
    false,
  ]);
  assertEquals(isMet({ name: "x", value: NaN, unit: "ms" }), true);
});

Deno.test("figureLines() sets goals beside figures", () => {
  const lines = figureLines([
    { name: "quick", value: 1.25, unit: "ms", goal: 20 },
    { name: "lost", value: 3, unit: "", goal: 0 },
    { name: "memory", value: NaN, unit: "MiB", goal: 300 },
    { name: "only to know", value: 1234.5, unit: "ms" },
  ]);
  assertEquals(lines, [
    " figure            measured  goal",
    " quick               1.3 ms  at most 20 ms    met",
    " lost                     3  at most 0        NOT MET",
    " memory        not measured  at most 300 MiB  NOT MET",
    " only to know       1235 ms",
  ]);
});
