import { unicodeWidth } from "@std/cli/unicode-width";
import type { Table } from "../scenario/mod.ts";
import type { Paint } from "./terminal.ts";
import { pad, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** Columns between two cells. */
const GAP = 2;
/** No column is made narrower than this to fit a terminal. */
const LEAST = 6;

/** A table of a scenario's own; cells that are too long are continued below. */
export function tableLines({ title, columns, rows }: Table, width: number, paint: Paint): string[] {
  const header = columns.map(visible);
  const cells = rows.map((row) => row.map(visible));
  const widths = fitted([header, ...cells], width - 1);
  const lines = (row: readonly string[]): string[] => {
    const wrapped = row.map((cell, i) => wrap(cell, widths[i]!));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from(
      { length: height },
      (_, y) =>
        wrapped.map((part, i) => pad(part[y] ?? "", widths[i]!)).join(" ".repeat(GAP)).trimEnd(),
    );
  };
  return [
    ...wrap(visible(title), width - 1).map((line) => ` ${paint("bold", line)}`),
    ...lines(header).map((line) => ` ${paint("dim", line)}`),
    ...cells.flatMap(lines).map((line) => ` ${line}`),
  ];
}

/**
 * As wide as the longest cells; where that is too much, the widest columns give way, and words are
 * broken last of all.
 */
function fitted(rows: readonly (readonly string[])[], room: number): number[] {
  const widest = (measure: (cell: string) => number) =>
    rows[0]!.map((_, i) => Math.max(1, ...rows.map((row) => measure(row[i]!))));
  const widths = widest(unicodeWidth);
  const words = widest((cell) => Math.max(...cell.split(" ").map(unicodeWidth)));
  const used = () => widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
  const shrink = (least: (column: number) => number) => {
    while (used() > room) {
      const able = widths.map((width, i) => width > least(i) ? width : 0);
      const at = able.indexOf(Math.max(...able));
      if (able[at] === 0) return;
      widths[at]!--;
    }
  };
  shrink((column) => Math.max(LEAST, words[column]!));
  shrink(() => LEAST);
  return widths;
}
