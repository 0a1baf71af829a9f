import { unicodeWidth } from "@std/cli/unicode-width";
import type { CryptoProvider } from "../crypto/mod.ts";
import { type Run, toyOf } from "../scenario/mod.ts";
import { type ArrowRow, explain, sequence } from "../views/mod.ts";
import { failedChainLines } from "./chain.ts";
import { diagram } from "./diagram.ts";
import { fieldLines } from "./fields.ts";
import { legendLines } from "./legend.ts";
import { knowledgeLines } from "./knowledge.ts";
import { tableLines } from "./table.ts";
import type { Paint, Tone } from "./terminal.ts";
import { wrap } from "./text.ts";
import { verdictLines } from "./verdict.ts";
import { visible } from "./visible.ts";

export interface StoryOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly crypto: CryptoProvider;
  /** The run that was told before it: tables that are the same again are not printed again. */
  readonly before?: Run;
}

/** One run as a terminal shows it: the diagram, who knows what, the verdict. */
export function storyLines(run: Run, options: StoryOptions): string[] {
  const { scenario, trace } = run;
  const { width, paint, verbose, crypto } = options;
  const defences = trace.with.length === 0 ? "none" : trace.with.join(" + ");
  const named = Object.keys(scenario.defences).length > 0 ? ` · defences: ${defences}` : "";
  const drawn = sequence(trace, crypto);
  const walk = scenario.about === "walk-through";
  const said = new Set<string>();
  const shown = new Map<string, number>();
  /** Nobody wants to be told the same thing twice. */
  const once = (line: string) => !said.has(line) && said.add(line);
  const comment = (row: ArrowRow): readonly string[] => [
    ...(walk ? explain(row.records).filter(once) : []),
    ...(walk || verbose ? [readersText(row)] : []),
    ...(verbose ? fieldLines(row, shown) : []),
  ];
  return [
    ...titleLines(visible(scenario.title), `seed ${trace.seed}${named}`, options),
    ...toyLines(run, options),
    ...flawLines(run, options),
    "",
    ...diagram(drawn, { width, paint, comment }),
    ...legendLines(drawn.rows, width).map((line) => paint("dim", line)),
    "",
    ...knowledgeLines(trace, width, paint),
    "",
    ...tablesLines(run, options),
    ...verdictLines(run, width, paint),
    ...(verbose ? failedChainLines(trace, width, paint) : []),
  ];
}

/** The title, and on the same line, if there is room, which world and which row this is. */
function titleLines(title: string, row: string, { width, paint }: StoryOptions): string[] {
  const fits = unicodeWidth(title) + unicodeWidth(row) + 4 <= width;
  if (fits) return [paint("bold", ` ${title}`) + paint("dim", ` · ${row}`)];
  const lines = (tone: Tone, text: string) =>
    wrap(text, width - 1).map((line) => paint(tone, ` ${line}`));
  return [...lines("bold", title), ...lines("dim", row)];
}

/** What the run adds up to; of tables that the run before it had, only the titles. */
function tablesLines({ tables }: Run, { width, paint, before }: StoryOptions): string[] {
  const told = new Set(before?.tables.map((table) => JSON.stringify(table)));
  const known = tables.filter((table) => told.has(JSON.stringify(table)));
  return [
    ...tables.filter((table) => !known.includes(table))
      .flatMap((table) => [...tableLines(table, width, paint), ""]),
    ...known.flatMap(({ title }) =>
      wrap(visible(`${title} · as above`), width - 1).map((line) => ` ${paint("dim", line)}`)
    ),
    ...(known.length > 0 ? [""] : []),
  ];
}

/** What is smaller than in the real world is always shown. */
function toyLines({ scenario, size }: Run, { width, paint }: StoryOptions): string[] {
  const toy = toyOf(scenario, size);
  return toy === undefined
    ? []
    : wrap(visible(`TOY: ${toy}`), width - 1).map((line) => ` ${paint("bad", line)}`);
}

/** Mistakes that were built in are always shown. */
function flawLines({ trace }: Run, { width, paint }: StoryOptions): string[] {
  return trace.flaws.flatMap(({ node, title }) =>
    wrap(visible(`built-in mistake of ${node}: ${title}`), width - 1)
      .map((line) => ` ${paint("bad", line)}`)
  );
}

/** Who can read a packet of those it reaches: by keys that each party is proved to hold. */
function readersText({ readers }: ArrowRow): string {
  const there = readers.filter(({ access }) => access !== "away");
  if (there.every(({ access }) => access === "open")) {
    return "→ readable by everybody on the way";
  }
  const able = there.filter(({ access }) => access !== "sealed").map(({ node }) => node);
  const sealed = there.filter(({ access }) => access === "sealed").map(({ node }) => node);
  const not = sealed.length === 0 ? "" : `, sealed for ${sealed.join(" and ")}`;
  return `→ readable by ${able.length === 0 ? "nobody" : able.join(" and ")}${not}`;
}
