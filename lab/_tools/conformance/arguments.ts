import { parseArgs } from "@std/cli/parse-args";

/** A fault in how the command was called. The message is one line for a person. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What the command is to do. */
export interface Request {
  readonly vectors: string;
  /** Names of suites; all of them if empty. */
  readonly suites: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
}

const OPTIONS = ["--vectors", "--suite", "--json", "--help"];

/**
 * Reads the arguments.
 *
 * @param known names of the suites there are
 * @throws {UsageError} on an option, a value or a name that nobody knows
 */
export function readArguments(args: readonly string[], known: readonly string[]): Request {
  const { vectors, suite, json, help } = parseArgs(args, {
    string: ["vectors", "suite"],
    boolean: ["json", "help"],
    collect: ["suite"],
    alias: { help: "h" },
    default: { vectors: "../shared/vectors" },
    unknown(arg, key) {
      if (key === undefined) throw new UsageError(`Cannot use "${plain(arg)}": not an option`);
      const option = arg.startsWith("--") ? arg.split("=")[0]! : arg;
      throw new UsageError(`Unknown option "${plain(option)}"${suggestion(option, OPTIONS)}`);
    },
  });
  if (vectors === "") throw new UsageError("Cannot use --vectors without a folder");
  for (const name of suite) {
    if (name === "") throw new UsageError(`Cannot use --suite without a name${among(known)}`);
    if (!known.includes(name)) {
      const hint = suggestion(name, known) || among(known);
      throw new UsageError(`Unknown suite "${plain(name)}"${hint}`);
    }
  }
  return { vectors, suites: suite, json, help };
}

function among(names: readonly string[]): string {
  return `; there are ${names.join(", ")}`;
}

/** `; did you mean "…"?` for the nearest name, if one is near. */
function suggestion(given: string, names: readonly string[]): string {
  const [nearest] = names
    .map((name) => ({ name, far: distance(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(2, name.length / 3))
    .sort((a, b) => a.far - b.far);
  return nearest === undefined ? "" : `; did you mean "${nearest.name}"?`;
}

/** How many letters must be put in, left out or changed to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** A text on one line that cannot speak to the terminal. */
export function plain(text: string, limit = 200): string {
  // deno-lint-ignore no-control-regex
  const harmless = text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
  return harmless.length <= limit ? harmless : `${harmless.slice(0, limit)}…`;
}
