import { hex } from "../bytes/mod.ts";
import type { Run } from "../scenario/mod.ts";
import type { CheckResult, TraceEvent } from "../trace/mod.ts";
import { grantsOf, howText, talliesOf, tallyText } from "../views/mod.ts";
import type { Paint } from "./terminal.ts";
import { wrap } from "./text.ts";
import { visible } from "./visible.ts";

const LABEL = 10;

/** How a run ended, and on what that rests: which check, whose view, which bytes, which rule. */
export function verdictLines(
  { scenario, verdict, trace }: Run,
  width: number,
  paint: Paint,
): string[] {
  const { attack, asPredicted, attacked, predicted, because, endedBy } = verdict;
  const walk = scenario.about === "walk-through";
  const outcome = !attacked
    ? endedBy === null ? "nobody attacks" : "nobody attacks, and a connection fails"
    : walk
    ? `the listener ${attack === "succeeds" ? "gets" : "does not get"} what she came for`
    : `the attack ${attack}`;
  const expected = predicted === null
    ? ""
    : asPredicted
    ? ", as predicted"
    : `, NOT AS PREDICTED (${predicted})`;
  // Where nobody attacks, a refusal may be an outage or just what is wanted.
  const calm = attacked ? "good" : "bold";
  const tone = !asPredicted || attack === "succeeds" ? "bad" : calm;
  const wanted = scenario.wanted === undefined
    ? []
    : labelled("WANTED", scenario.wanted, width, (line) => line);
  const lines = wanted.concat(labelled(
    "VERDICT",
    `${outcome}${expected}${because === "" ? "" : ` · ${because}`}`,
    width,
    (text) => paint(tone, text),
  ));
  for (const id of verdict.evidence) {
    const event = trace.events[id];
    if (event === undefined) continue;
    for (const text of evidenceOf(event, trace)) {
      lines.push(...labelled("", text, width, (line) => line));
    }
  }
  for (const { event, node, what, why } of grantsOf(trace)) {
    const text = `#${event} ${node} was given ${what}: ${why}`;
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

function evidenceOf(event: TraceEvent, trace: Run["trace"]): string[] {
  switch (event.kind) {
    case "secret": {
      const title = trace.secrets.find(({ id }) => id === event.secret)?.title ?? event.secret;
      return [`#${event.id} ${event.node} knows ${title}: ${howText(event.how)}`];
    }
    case "app.effect":
      return [`#${event.id} ${event.node}: ${event.effect}`];
    case "tls.alert":
      return [
        `#${event.id} ${event.node} sends alert ${event.alert}` +
        (event.detail === undefined ? "" : `: ${event.detail}`),
      ];
    case "tls.check":
      return event.checks.filter(({ ok }) => !ok).flatMap((check) => checkText(event, check));
    default:
      return [`#${event.id} ${event.node} ${event.kind}`];
  }
}

type CheckEvent = Extract<TraceEvent, { kind: "tls.check" }>;

function checkText(event: CheckEvent, check: CheckResult): string[] {
  const { rule, detail, spec, certificate, range } = check;
  const where = certificate === undefined ? "" : `, certificate ${certificate}`;
  const lines = [`#${event.id} ${event.node}'s check "${rule}"${where}: ${detail} (${spec})`];
  const der = certificate === undefined ? undefined : event.certificates[certificate];
  if (der !== undefined && range !== undefined) {
    const bytes = der.subarray(range.start, range.end);
    const shown = hex(bytes.subarray(0, 24)) + (bytes.length > 24 ? "…" : "");
    lines.push(`it looked at bytes ${range.start} to ${range.end - 1}: ${shown}`);
  }
  return lines;
}
