/** One measured figure beside its goal. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "MiB" | "kB" | "";
  /** The most it may be; absent for what is only worth knowing. */
  readonly goal?: number;
}

/** Whether a figure is as good as it must be. What could not be measured is not. */
export function isMet({ value, goal }: Figure): boolean {
  return goal === undefined || value <= goal;
}

/**
 * The value that so many percent of the values do not exceed (nearest rank). `NaN` of none.
 *
 * @param percent 0 to 100
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * percent / 100) - 1)] ?? NaN;
}

/** The figures as a table, goals beside them. */
export function figureLines(figures: readonly Figure[]): string[] {
  const rows = figures.map((figure) => [
    figure.name,
    amount(figure.value, figure.unit),
    figure.goal === undefined ? "" : `at most ${amount(figure.goal, figure.unit)}`,
    figure.goal === undefined ? "" : isMet(figure) ? "met" : "NOT MET",
  ]);
  const all = [["figure", "measured", "goal", ""], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...all.map((row) => row[i]!.length)));
  return all.map(([name, value, goal, met]) =>
    ` ${name!.padEnd(widths[0]!)}  ${value!.padStart(widths[1]!)}  ${
      goal!.padEnd(widths[2]!)
    }  ${met}`.trimEnd()
  );
}

function amount(value: number, unit: string): string {
  if (Number.isNaN(value)) return "not measured";
  const digits = Number.isInteger(value) || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}
