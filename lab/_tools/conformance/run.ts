import { plain, readArguments, UsageError } from "./arguments.ts";
import { type Folder, loadVectors, VectorError } from "./load.ts";
import type { Suite, SuiteResult } from "./suite.ts";

/** What the command touches of the world. */
export interface Port {
  folder(path: string): Folder;
  /** Writes a line, which comes without its end. */
  out(line: string): void;
  error(line: string): void;
}

/** 0: all agree, or for a reason. 1: something disagrees. 2: the command or the vectors cannot be used. */
export type ExitCode = 0 | 1 | 2;

const USAGE = `Checks the lab against vectors from outside.

  deno task conformance [--vectors DIR] [--suite NAME] [--json]

  --vectors DIR   where the files of vectors are (../shared/vectors)
  --suite NAME    only this suite; may be given again
  --json          prints the results as JSON and nothing else

Exit codes: 0 all agree, or disagree for a reason that is written down, 1 something else disagrees,
2 wrong usage or unusable vectors.
Suites: `;

/** Disagreements of one suite that are printed; `--json` has them all. */
const SHOWN = 10;

/** Runs the command. Never throws on what the arguments or the files hold. */
export async function conformance(
  args: readonly string[],
  suites: readonly Suite[],
  port: Port,
): Promise<ExitCode> {
  try {
    return await run(args, suites, port);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof VectorError)) throw error;
    port.error(plain(error.message, 500));
    return 2;
  }
}

async function run(
  args: readonly string[],
  suites: readonly Suite[],
  port: Port,
): Promise<ExitCode> {
  const names = suites.map(({ name }) => name);
  const request = readArguments(args, names);
  if (request.help) {
    port.out(USAGE + names.join(", "));
    return 0;
  }
  const chosen = suites.filter(({ name }) =>
    request.suites.length === 0 || request.suites.includes(name)
  );
  const folder = port.folder(request.vectors);
  const results: Record<string, SuiteResult> = {};
  for (const suite of chosen) {
    const vectors = await loadVectors(folder, suite.file);
    if (vectors === undefined) {
      // A missing file is said aloud, but on the side where it does not spoil the JSON.
      const line = `${suite.name} is absent: ${suite.file}.json[.gz] is not in the folder`;
      if (request.json) port.error(line);
      else port.out(line);
      continue;
    }
    const result = check(suite, vectors.file, vectors.json);
    results[suite.name] = result;
    if (!request.json) {
      for (const line of report(suite.name, vectors.file, result)) port.out(line);
    }
  }
  if (request.json) port.out(JSON.stringify({ suites: results }, withoutSkips));
  return Object.values(results).some(({ disagree, explained = 0 }) => disagree > explained) ? 1 : 0;
}

/** Leaves out of the JSON what only people read. */
function withoutSkips(key: string, value: unknown): unknown {
  return key === "skips" ? undefined : value;
}

/** Runs a suite on well-formed JSON, which need not be of the form that the suite expects. */
function check(suite: Suite, file: string, json: unknown): SuiteResult {
  try {
    return suite.run(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const what = error instanceof TypeError ? `not of the form it expects (${why})` : why;
    throw new VectorError(`Cannot run ${suite.name} on ${file}: ${what}`);
  }
}

function report(name: string, file: string, result: SuiteResult): string[] {
  const { total, agree, disagree, skipped, disagreements } = result;
  const shown = disagreements.slice(0, SHOWN).map(({ id, expected, got, why }) =>
    `  ${plain(id)}: expected ${plain(expected)}, got ${plain(got)}` +
    (why === undefined ? "" : `. ${plain(why, 500)}`)
  );
  const skips = Object.entries(result.skips ?? {})
    .map(([why, count]) => `  skipped ${count}: ${plain(why)}`);
  const left = disagreements.length - shown.length;
  return [
    `${name}: ${agree} of ${total} agree, ${disagree} disagree, ${skipped} skipped (${file})`,
    ...shown,
    ...(left > 0 ? [`  … and ${left} more; --json has them all`] : []),
    ...skips,
  ];
}
