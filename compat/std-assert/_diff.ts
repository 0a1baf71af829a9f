import { lines } from "./_format.ts";

/** Unchanged lines shown around a difference. */
const CONTEXT = 3;
/** Lines and columns of a difference that are shown; a log has to stay readable. */
const SHOWN_LINES = 80;
const SHOWN_COLUMNS = 240;
/** The comparison table grows with the square of its input; beyond this many cells it is not drawn. */
const TABLE_LIMIT = 250_000;

type Mark = " " | "-" | "+";
type Line = readonly [mark: Mark, text: string];

/** Shows where two values differ: `-` is what came, `+` is what was expected. Bounded in size. */
export function difference(actual: unknown, expected: unknown): string {
  const before = lines(actual);
  const after = lines(expected);
  const all = before.length === 1 && after.length === 1
    ? align(before[0]!, after[0]!)
    : compare(before, after);
  const near = excerpt(all);
  const text = near.slice(0, SHOWN_LINES).map(([mark, line]) => cut(`${mark}   ${line}`));
  if (near.length > SHOWN_LINES) text.push(`    … ${near.length - SHOWN_LINES} more lines`);
  return ["    [Diff] Actual / Expected", "", ...text].join("\n");
}

/** Two single lines, both starting shortly before the place where they part. */
function align(actual: string, expected: string): Line[] {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  const from = at > 120 ? at - 40 : 0;
  const show = (text: string) => from === 0 ? text : `… (${from} characters) ${text.slice(from)}`;
  return actual === expected ? [[" ", show(actual)]] : [["-", show(actual)], ["+", show(expected)]];
}

/** Every line of both, marked; common beginnings and ends are taken off before the hard work. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const keep = (text: string): Line => [" ", text];
  return [
    ...before.slice(0, start).map(keep),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(keep),
  ];
}

/** The shortest edit by a longest common subsequence, or line by line where that would be slow. */
function middle(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > TABLE_LIMIT) return pairs(before, after);
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] = before[i] === after[j]
        ? 1 + common[(i + 1) * width + j + 1]!
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const out: Line[] = [];
  let i = 0, j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      out.push([" ", before[i++]!]);
      j++;
    } else if (
      j === after.length ||
      i < before.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!
    ) out.push(["-", before[i++]!]);
    else out.push(["+", after[j++]!]);
  }
  return out;
}

/** Compares the first line with the first, the second with the second, and so on. */
function pairs(before: readonly string[], after: readonly string[]): Line[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i): Line[] => {
    const [actual, expected] = [before[i], after[i]];
    if (actual !== undefined && actual === expected) return [[" ", actual]];
    return [
      ...(actual === undefined ? [] : [["-", actual] as const]),
      ...(expected === undefined ? [] : [["+", expected] as const]),
    ];
  }).flat();
}

/** Only what is near a change; a gap says how much it leaves out. */
function excerpt(all: readonly Line[]): Line[] {
  const near = new Set<number>();
  all.forEach(([mark], at) => {
    if (mark === " ") return;
    for (let i = at - CONTEXT; i <= at + CONTEXT; i++) near.add(i);
  });
  // Values that differ in nothing that can be written down are shown from their beginning.
  if (near.size === 0) return all.slice(0, 2 * CONTEXT);
  const out: Line[] = [];
  let left = 0;
  all.forEach((line, at) => {
    if (!near.has(at)) return void left++;
    if (left > 0) out.push(gap(left));
    left = 0;
    out.push(line);
  });
  if (left > 0) out.push(gap(left));
  return out;
}

function gap(count: number): Line {
  return [" ", `… ${count} equal ${count === 1 ? "line" : "lines"}`];
}

function cut(line: string): string {
  return line.length <= SHOWN_COLUMNS ? line : `${line.slice(0, SHOWN_COLUMNS)}…`;
}
