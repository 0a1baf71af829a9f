import { unicodeWidth } from "@std/cli/unicode-width";
import type { Trace } from "../trace/mod.ts";
import { type KnowledgeRow, knowledgeTable } from "../views/mod.ts";
import type { Paint } from "./terminal.ts";
import { cutApart, pad, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** Most columns of a party. */
const MOST_NAME = 10;
const MARKS = { all: "●", some: "◐", none: "·" } as const;

/** Most lines that the name of a secret takes. */
const MOST_TITLE_LINES = 4;
/** Least columns for the words on the right. */
const LEAST_REMARK = 12;
/** Columns in front of remarks that stand below. */
const BELOW = 4;
/** Words of more columns than these are torn apart. */
const LONG_WORD = 20;

/** The who-knows-what table of a run. */
export function knowledgeLines(trace: Trace, width: number, paint: Paint): string[] {
  const rows = knowledgeTable(trace);
  const columns = trace.parties.map(({ id }) =>
    Math.max(3, Math.min(MOST_NAME, unicodeWidth(visible(id))))
  );
  const longest = Math.max(9, ...rows.map(({ title }) => unicodeWidth(visible(title))));
  const lanes = 1 + columns.reduce((sum, column) => sum + column + 2, 0) + 2;
  const words = rows.flatMap((row) => visible(row.title).split(" ")).map(unicodeWidth);
  const beside = Math.max(12, width - lanes - LEAST_REMARK); // what the lanes leave of the line
  // Where names would be torn apart, the remarks stand below.
  const below = beside < Math.min(LONG_WORD, Math.max(0, ...words));
  const room = below ? Math.max(12, width - lanes) : beside;
  const title = Math.min(longest, room, Math.max(20, Math.floor(width * 0.45)));
  const indent = below ? BELOW : title + lanes;
  const titles = cutApart(rows.map((row) => visible(row.title)), title * MOST_TITLE_LINES);
  const names = cutApart(trace.parties.map(({ id }) => visible(id)), MOST_NAME)
    .map((name, i) => pad(name, columns[i]!));
  const header = [pad("who knows", title), ...names].join("  ");
  const some = rows.some(({ known }) => known.some(({ extent }) => extent === "some"));
  return [
    ` ${paint("bold", header.trimEnd())}`,
    ...rows.flatMap((row, i) =>
      rowLines({ ...row, title: titles[i]! }, trace, { title, columns, indent, width }, paint)
    ),
    ...(some ? [paint("dim", ` ${MARKS.some} some of them`)] : []),
  ];
}

interface Columns {
  readonly title: number;
  readonly columns: readonly number[];
  readonly indent: number;
  readonly width: number;
}

function rowLines(
  { title, known, remark }: KnowledgeRow,
  trace: Trace,
  layout: Columns,
  paint: Paint,
): string[] {
  const marks = known.map(({ extent }, i) => {
    const thief = extent !== "none" && trace.parties[i]!.hostile;
    const tone = thief ? "bad" : extent === "none" ? "dim" : "plain";
    return paint(tone, MARKS[extent]) + " ".repeat(layout.columns[i]! - 1);
  });
  const remarks = wrap(visible(remark), Math.max(LEAST_REMARK, layout.width - layout.indent));
  const names = wrap(title, layout.title);
  if (layout.indent < layout.title) {
    const [first, ...more] = names.map((name) => ` ${pad(name, layout.title)}`);
    const row = [first, ...marks].join("  ");
    const under = remark === "" ? [] : remarks.map((line) => " ".repeat(layout.indent) + line);
    return [row, ...more, ...under].map((line) => line.trimEnd());
  }
  return Array.from({ length: Math.max(names.length, remarks.length) }, (_, line) => {
    const name = pad(names[line] ?? "", layout.title);
    const middle = line === 0
      ? ` ${[name, ...marks].join("  ")}  `
      : pad(` ${name}`, layout.indent);
    return (middle + (remarks[line] ?? "")).trimEnd();
  });
}
