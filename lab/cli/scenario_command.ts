import { matrix, type Run, run, type Scenario, usualSize } from "../scenario/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import type { Outside } from "./outside.ts";
import { catalogueLines } from "./catalogue.ts";
import { catalogueJson, jsonText, scenarioJson } from "./json.ts";
import { matrixLines, matrixSummary } from "./matrix_table.ts";
import { hint, LEAST_WIDTH, type Options, UsageError } from "./options.ts";
import { storyLines } from "./story.ts";
import { nearest } from "./suggest.ts";
import { painter, type Terminal } from "./terminal.ts";
import { wrap } from "./text.ts";
import { labelled } from "./verdict.ts";
import { visible } from "./visible.ts";

/** What a command works with. */
export interface Setting {
  readonly scenarios: readonly Scenario[];
  readonly crypto: CryptoProvider;
  readonly terminal: Terminal;
  /** What lies outside the lab, for commands about it. */
  readonly outside?: Outside;
}

/** Widest line that is still pleasant to read. */
const WIDEST = 110;

/** `scenario`: lists the catalogue, or tells one story. Gives the exit status. */
export function scenarioCommand(options: Options, setting: Setting): number {
  const { scenarios, terminal } = setting;
  const width = widthOf(options, terminal);
  if (options.id === undefined) {
    if (options.with !== undefined) throw new UsageError("--with wants a scenario to go with it");
    terminal.write(
      options.json
        ? jsonText(catalogueJson(scenarios))
        : `${catalogueLines(scenarios, width, painter(terminal.color)).join("\n")}\n`,
    );
    return 0;
  }
  const scenario = findScenario(options.id, scenarios);
  const runs = rowsOf(scenario, options, setting);
  if (options.json) {
    terminal.write(jsonText(scenarioJson(scenario, options.seed, runs)));
  } else {
    tell(scenario, runs, options, setting, width);
  }
  return runs.every(({ verdict }) => verdict.asPredicted) ? 0 : 1;
}

/** The rows asked for, or all of them. */
function rowsOf(scenario: Scenario, options: Options, setting: Setting): readonly Run[] {
  const { crypto } = setting;
  const { seed } = options;
  const size = sizeOf(scenario, options);
  const stop = progress(scenario, setting);
  if (options.with === undefined) return matrix(scenario, { seed, size, crypto, stop });
  const names = Object.keys(scenario.defences);
  for (const name of options.with) {
    if (names.includes(name)) continue;
    if (name === "none") {
      throw new UsageError("--with none says that no defence is on; say it alone");
    }
    const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
    throw new UsageError(
      `"${scenario.id}" has no defence "${name}"${hint(nearest(name, names)) || `: ${known}`}`,
    );
  }
  return [run(scenario, { seed, size, with: options.with, crypto, stop })];
}

/** @throws {UsageError} if the scenario has no such size */
export function sizeOf(scenario: Scenario, { size }: Options): string {
  if (size === undefined) return usualSize(scenario);
  const names = Object.keys(scenario.sizes ?? {});
  if (names.includes(size)) return size;
  const known = names.length === 0 ? "it has only one" : `it has ${names.join(", ")}`;
  throw new UsageError(
    `"${scenario.id}" has no size "${size}"${hint(nearest(size, names)) || `: ${known}`}`,
  );
}

/** Tells a waiting terminal now and then how far a run is; never ends one. */
export function progress(
  scenario: Scenario,
  { terminal }: Pick<Setting, "terminal">,
): (
  world: { readonly now: number; readonly trace: { readonly events: readonly unknown[] } },
) => undefined {
  return ({ now, trace }) => {
    terminal.progress?.(() =>
      `${scenario.id}: ${trace.events.length} events, ${(now / 1e6).toFixed(1)} s of virtual time`
    );
    return undefined;
  };
}

/** Without defences and with all of them, unless rows were asked for; then matrix and moral. */
function tell(
  scenario: Scenario,
  runs: readonly Run[],
  { verbose, with: asked, size }: Options,
  { crypto, terminal }: Setting,
  width: number,
): void {
  const paint = painter(terminal.color);
  const shown = asked === undefined && runs.length > 1 ? [runs[0]!, runs.at(-1)!] : runs;
  terminal.progress?.(undefined);
  const lines = [...wrap(visible(scenario.summary), width - 1).map((line) => ` ${line}`), ""];
  shown.forEach((one, i) => {
    const before = shown[i - 1];
    const options = { width, paint, verbose, crypto, ...(before && { before }) };
    lines.push(...storyLines(one, options), "", "");
  });
  if (asked === undefined && runs.length > 1) {
    lines.push(...defenceLines(scenario, width), "");
    lines.push(
      ...matrixLines(runs, paint, width),
      ...wrap(matrixSummary(scenario, runs), width - 1).map((line) => ` ${line}`),
      "",
    );
  }
  lines.push(...sizeLines(scenario, shown[0]!.size, width));
  lines.push(...labelled("MORAL", scenario.moral, width, (text) => paint("bold", text)));
  lines.push(...labelled("SOURCES", scenario.sources.join(" · "), width, (text) => text));
  const other = nextToTry(scenario, runs, asked) + (size === undefined ? "" : ` --size ${size}`);
  lines.push(...labelled("TRY", other, width, (text) => text));
  terminal.write(`${lines.join("\n")}\n`);
}

function defenceLines({ defences }: Scenario, width: number): string[] {
  const longest = Math.max(...Object.keys(defences).map((name) => name.length));
  return Object.entries(defences).flatMap(([name, what]) =>
    wrap(visible(what), width - longest - 4).map((line, i) =>
      ` ${(i === 0 ? name : "").padEnd(longest)}  ${line}`
    )
  );
}

/** The other sizes there are. */
function sizeLines({ sizes = {} }: Scenario, chosen: string, width: number): string[] {
  return Object.entries(sizes).filter(([name]) => name !== chosen).flatMap(([name, what], i) =>
    labelled(i === 0 ? "SIZES" : "", `--size ${name}: ${what}`, width, (text) => text)
  );
}

/** A row to look at next: after a success the shortest that stops it, never the one just shown. */
function nextToTry(
  { id, defences, matrix }: Scenario,
  runs: readonly Run[],
  asked: readonly string[] | undefined,
): string {
  const names = Object.keys(defences);
  if (names.length === 0) return `deno task scenario ${id} --verbose`;
  if (asked === undefined) return `deno task scenario ${id} --with ${names[0]} --verbose`;
  const stopping = matrix.filter(({ attack }) => attack === "fails")
    .map((row): readonly string[] => row.with)
    .toSorted((a, b) => a.length - b.length)[0];
  const found = runs[0]?.verdict.attack === "succeeds" ? stopping : [];
  const shown = new Set(asked);
  const next = [found ?? [], [], [names[0]!]].find((row) =>
    row.length !== shown.size || !row.every((name) => shown.has(name))
  )!;
  return `deno task scenario ${id} --with ${next.join(",") || "none"}`;
}

/** @throws {UsageError} with the likeliest other name */
export function findScenario(id: string, scenarios: readonly Scenario[]): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const near = nearest(id, scenarios.map((scenario) => scenario.id));
  throw new UsageError(
    `There is no scenario "${id}"${hint(near) || '; "deno task scenario" lists them all'}`,
  );
}

export function widthOf({ width }: Pick<Options, "width">, { columns }: Terminal): number {
  return width ?? Math.max(LEAST_WIDTH, Math.min(WIDEST, columns));
}
