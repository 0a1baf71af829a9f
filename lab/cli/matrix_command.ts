import { matrix, type Scenario } from "../scenario/mod.ts";
import { jsonText, scenarioJson } from "./json.ts";
import { matrixLines, matrixSummary } from "./matrix_table.ts";
import { type Options, UsageError } from "./options.ts";
import { findScenario, progress, type Setting, sizeOf } from "./scenario_command.ts";
import { painter } from "./terminal.ts";
import { visible } from "./visible.ts";

/** `matrix`: every row of every scenario, or of one. Gives the exit status. */
export function matrixCommand(options: Options, { scenarios, crypto, terminal }: Setting): number {
  if (options.with !== undefined) throw new UsageError("matrix runs every row; leave --with out");
  const chosen = options.id === undefined ? scenarios : [findScenario(options.id, scenarios)];
  const { seed } = options;
  if (options.size !== undefined && options.id === undefined) {
    throw new UsageError("--size wants a scenario to go with it");
  }
  const results = chosen.map((scenario) => {
    const stop = progress(scenario, { terminal });
    const size = sizeOf(scenario, options);
    return { scenario, runs: matrix(scenario, { seed, size, crypto, stop }) };
  });
  terminal.progress?.(undefined);
  const all = results.flatMap(({ runs }) => runs);
  if (options.json) {
    const found = results.map(({ scenario, runs }) => scenarioJson(scenario, seed, runs));
    const asPredicted = found.every((one) => one.asPredicted);
    terminal.write(jsonText({ seed, scenarios: found, asPredicted }));
  } else {
    const paint = painter(terminal.color);
    const lines = results.flatMap(({ scenario, runs }) => [
      paint("bold", ` ${scenario.id}`) + paint("dim", ` · ${visible(scenario.title)}`),
      ...matrixLines(runs, paint, terminal.columns),
      ` ${matrixSummary(scenario, runs)}`,
      "",
    ]);
    lines.push(
      ` ${total(chosen, all.length, all.filter((run) => !run.verdict.asPredicted).length)}`,
    );
    terminal.write(`${lines.join("\n")}\n`);
  }
  return all.every(({ verdict }) => verdict.asPredicted) ? 0 : 1;
}

function total(scenarios: readonly Scenario[], rows: number, wrong: number): string {
  const what = `${rows} rows of ${scenarios.length} ${
    scenarios.length === 1 ? "scenario" : "scenarios"
  }`;
  return wrong === 0 ? `${what}, all as predicted` : `${what}, ${wrong} NOT AS PREDICTED`;
}
