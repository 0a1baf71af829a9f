import type { Run } from "../scenario/mod.ts";
import { grantsOf, talliesOf, tallyText } from "../views/mod.ts";
import { type Reason, reasonsOf } from "./evidence.ts";
import type { Paint } from "./terminal.ts";
import { wrap } from "./text.ts";
import { visible } from "./visible.ts";

const LABEL = 10;
/** Bytes that a check looked at, as many as are shown. */
const MOST_BYTES = 24;

/** How a run ended, and on what that rests: which check, whose view, which bytes, which rule. */
export function verdictLines(
  { scenario, verdict, trace }: Run,
  width: number,
  paint: Paint,
): string[] {
  const { attack, asPredicted, attacked, predicted, because, trouble } = verdict;
  const walk = scenario.about === "walk-through";
  const outcome = !attacked
    ? calmText(verdict)
    : walk
    ? `the listener ${attack === "succeeds" ? "gets" : "does not get"} what she came for`
    : `the attack ${attack}`;
  const expected = predicted === null
    ? ""
    : asPredicted
    ? ", as predicted"
    : `, NOT AS PREDICTED (${predicted})`;
  // Where nobody attacks, a refusal may be an outage or just what is wanted.
  const calm = attacked || trouble === null ? "good" : "bold";
  const wrong = !asPredicted || attack === "succeeds" || typeof trouble === "string";
  const tone = wrong ? "bad" : calm;
  const wanted = scenario.wanted === undefined
    ? []
    : labelled("WANTED", scenario.wanted, width, (line) => line);
  const lines = wanted.concat(labelled(
    "VERDICT",
    `${outcome}${expected}${because === "" ? "" : ` · ${because}`}`,
    width,
    (text) => paint(tone, text),
  ));
  for (const reason of reasonsOf(trace, verdict.evidence)) {
    for (const text of reasonTexts(reason)) {
      lines.push(...labelled("", text, width, (line) => line));
    }
  }
  for (const { event, node, what, why } of grantsOf(trace)) {
    const text = `#${event} ${node} was given: ${what} (${why})`;
    lines.push(...labelled("GRANTED", text, width, (line) => line));
  }
  for (const tally of talliesOf(trace)) {
    const text = `${tally.node}: ${tallyText(tally)}`;
    lines.push(...labelled("COUNTED", text, width, (line) => line));
  }
  if (verdict.extrapolation !== undefined) {
    lines.push(...labelled("IN REAL", verdict.extrapolation, width, (line) => line));
  }
  return lines;
}

/** How it ends where nobody attacks. */
function calmText({ trouble, endedBy }: Run["verdict"]): string {
  if (trouble === null) return "nobody attacks, and all is well";
  if (trouble !== undefined) return `nobody attacks, but ${trouble}`;
  return endedBy === null ? "nobody attacks" : "nobody attacks, and a connection fails";
}

/** A line behind a label in the margin; the rest of it below, indented. */
export function labelled(
  label: string,
  text: string,
  width: number,
  style: (text: string) => string,
): string[] {
  return wrap(visible(text), Math.max(20, width - LABEL)).map((line, i) =>
    ` ${(i === 0 ? label : "").padEnd(LABEL - 1)}${style(line)}`
  );
}

/** The reason in a line, and the bytes behind it in another. */
function reasonTexts({ event, text, range, der }: Reason): string[] {
  const lines = [`#${event} ${text}`];
  if (range !== undefined && der !== undefined) {
    const shown = der.slice(0, 2 * MOST_BYTES) + (range.end - range.start > MOST_BYTES ? "…" : "");
    lines.push(`it looked at bytes ${range.start} to ${range.end - 1}: ${shown}`);
  }
  return lines;
}
