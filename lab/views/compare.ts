import type { Sequence, SequenceRow } from "./sequence.ts";

/** Two rows that mean the same, or one that has no counterpart. */
export interface ComparedRow {
  readonly left?: SequenceRow;
  readonly right?: SequenceRow;
}

/** Two runs side by side. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  /** Index of the first row without a counterpart; `undefined` when both tell the same story. */
  readonly firstDifference: number | undefined;
}

/**
 * Aligns two diagrams. Rows are the same when they mean the same: who says what to whom, or what
 * happened to whom. Times, event numbers and random bytes differ between any two worlds and do
 * not count.
 */
export function compare(left: Sequence, right: Sequence): Comparison {
  const a = left.rows.map(meaning);
  const b = right.rows.map(meaning);
  const rows: ComparedRow[] = [];
  let i = 0;
  let j = 0;
  for (const [nextI, nextJ] of [...commonRows(a, b), [a.length, b.length] as const]) {
    while (i < nextI) rows.push({ left: left.rows[i++]! });
    while (j < nextJ) rows.push({ right: right.rows[j++]! });
    if (i < a.length && j < b.length) rows.push({ left: left.rows[i++]!, right: right.rows[j++]! });
  }
  const first = rows.findIndex((row) => row.left === undefined || row.right === undefined);
  return { rows, firstDifference: first < 0 ? undefined : first };
}

function meaning(row: SequenceRow): string {
  switch (row.kind) {
    case "act":
      return `act ${row.title} ${row.happens}`;
    case "arrow":
      return `arrow ${row.from} ${row.to} ${row.past} ${row.label} ${row.forged} ${row.lost}`;
    case "remark":
      return `remark ${row.lane} ${row.tone} ${row.text.replace(/#\d+/g, "#")}`;
  }
}

/** Index pairs of a longest common subsequence, ascending. */
function commonRows(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = a[i] === b[j]
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
