import { contentOf } from "./content.ts";
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
  /** Rows that were put below each other without looking, because there are too many of them. */
  readonly unaligned: number;
}

/** Most rows of each side, equal beginnings and ends aside, that are held against each other. */
export const MOST_COMPARED = 2_000;

/**
 * Aligns two diagrams. Rows are the same when they mean the same: who says what to whom, with which
 * choices and which certificates, or what happened to whom. Times, event numbers and random bytes
 * differ between any two worlds and do not count.
 */
export function compare(left: Sequence, right: Sequence): Comparison {
  const [a, b] = numbered(left.rows.map(meaning), right.rows.map(meaning));
  const least = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < least && a[begin] === b[begin]) begin++;
  let end = 0;
  while (end < least - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // Between equal beginnings and ends, only so much is aligned: the work grows with the square.
  const stopA = Math.min(a.length - end, begin + MOST_COMPARED);
  const stopB = Math.min(b.length - end, begin + MOST_COMPARED);
  const rows: ComparedRow[] = [];
  let i = 0;
  let j = 0;
  const apart = (untilA: number, untilB: number) => {
    while (i < untilA) rows.push({ left: left.rows[i++]! });
    while (j < untilB) rows.push({ right: right.rows[j++]! });
  };
  const together = (until: number) => {
    while (i < until) rows.push({ left: left.rows[i++]!, right: right.rows[j++]! });
  };
  together(begin);
  for (const [x, y] of commonRows(a.subarray(begin, stopA), b.subarray(begin, stopB))) {
    apart(begin + x, begin + y);
    together(begin + x + 1);
  }
  apart(a.length - end, b.length - end);
  together(a.length);
  const first = rows.findIndex((row) => row.left === undefined || row.right === undefined);
  return {
    rows,
    firstDifference: first < 0 ? undefined : first,
    unaligned: a.length - end - stopA + b.length - end - stopB,
  };
}

/** Numbers instead of texts, equal ones for equal ones: they are compared millions of times. */
function numbered(...lists: readonly [readonly string[], readonly string[]]) {
  const numbers = new Map<string, number>();
  const number = (text: string) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  return lists.map((texts) => Uint32Array.from(texts, number)) as [Uint32Array, Uint32Array];
}

function meaning(row: SequenceRow): string {
  switch (row.kind) {
    case "act":
      return `act ${row.title} ${row.happens}`;
    case "arrow":
      return `arrow ${row.from} ${row.to} ${row.past} ${
        worded(row.label)
      } ${row.forged} ${row.lost} ${contentOf(row.records)}`;
    case "band":
      return `band ${row.text}`;
    case "remark":
      return `remark ${row.lane} ${row.tone} ${row.text.replace(/#\d+/g, "#")}`;
  }
}

/** A label without the token of a challenge, which is chance (RFC 8555 §8.3). */
function worded(label: string): string {
  return label.replace(/(\/\.well-known\/acme-challenge\/)\S*/, "$1");
}

/** Index pairs of a longest common subsequence, ascending. */
function commonRows(a: Uint32Array, b: Uint32Array): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] = a[i] === b[j]
        ? lengths[at + width + 1]! + 1
        : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const at = i * width + j;
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[at + width]! >= lengths[at + 1]!) i++;
    else j++;
  }
  return pairs;
}
