import type { Run, Scenario } from "../scenario/mod.ts";
import type { Paint } from "./terminal.ts";
import { timeText } from "../views/mod.ts";
import { pad, padLeft, wrap } from "./text.ts";

/** However narrow the terminal, so much is left for the names of defences. */
const NARROWEST = 20;

/**
 * A row: which defences, how it ended, by which alert, when. It takes one line, or more where its
 * defences need them.
 */
export function matrixLines(runs: readonly Run[], paint: Paint, width: number): string[] {
  // Nobody attacks a walk-through; somebody listens.
  const listened = runs.some(({ verdict }) => verdict.attacked);
  const walk = runs[0]?.scenario.about === "walk-through";
  const asked = runs.some(({ verdict }) => verdict.trouble !== undefined);
  const who = listened ? walk ? "listener" : "attack" : asked ? "outcome" : "attack";
  const alerts = runs.map(({ verdict }) =>
    verdict.endedBy === null ? "—" : `alert ${verdict.endedBy}`
  );
  const second = Math.max(8, ...alerts.map((alert) => alert.length)) + 2;
  const room = Math.max(NARROWEST, width - 1 - 2 - 12 - second - 10);
  const names = runs.map(({ trace }) => wrap(trace.with.join(" + ") || "(nothing)", room));
  const first = Math.max(6, ...names.flat().map((name) => name.length)) + 2;
  const lines = [
    " " +
    paint(
      "bold",
      `${pad("with", first)}${pad(who, 12)}${pad("ended by", second)}${padLeft("at", 7)}`,
    ),
  ];
  runs.forEach(({ verdict }, i) => {
    const { attack, attacked, asPredicted, predicted, at, trouble } = verdict;
    const calm = trouble === undefined ? "none" : trouble === null ? "all well" : "trouble";
    const outcome = paint(
      attack === "succeeds" || calm === "trouble" ? "bad" : "good",
      pad(attacked ? attack : calm, 12),
    );
    const alert = pad(alerts[i]!, second);
    const wrong = asPredicted ? "" : paint("bad", `  NOT AS PREDICTED (${predicted})`);
    lines.push(
      ` ${pad(names[i]![0]!, first)}${outcome}${alert}${padLeft(timeText(at), 10)}${wrong}`,
      ...names[i]!.slice(1).map((name) => ` ${name}`),
    );
  });
  return lines;
}

/** `4 rows, all as predicted; 2 of 2 defences stop it on their own`. */
export function matrixSummary(scenario: Scenario, runs: readonly Run[]): string {
  const wrong = runs.filter(({ verdict }) => !verdict.asPredicted).length;
  const rows = `${runs.length} ${runs.length === 1 ? "row" : "rows"}`;
  const predicted = wrong === 0
    ? runs.length === 1 ? "as predicted" : "all as predicted"
    : `${wrong} not as predicted`;
  const defences = Object.keys(scenario.defences).length;
  // What does not succeed without defences was not stopped by any.
  const bare = runs.find(({ trace }) => trace.with.length === 0);
  if (defences === 0 || bare?.verdict.attacked !== true || bare.verdict.attack !== "succeeds") {
    return `${rows}, ${predicted}`;
  }
  const alone =
    runs.filter(({ trace, verdict }) => trace.with.length === 1 && verdict.attack === "fails")
      .length;
  const stop = alone === 1 ? "stops it on its own" : "stop it on their own";
  return `${rows}, ${predicted}; ${alone} of ${defences} ` +
    `${defences === 1 ? "defence" : "defences"} ${stop}`;
}
