/**
 * The program: hands the command line to `lab/cli`, and does for it what only a program may do:
 * reads arguments and files, and writes to the terminal.
 */
import type { CryptoProvider } from "./lab/crypto/mod.ts";
import { nobleProvider } from "./lab/crypto/noble.ts";
import { eraseRows, type FileRead, main, taskLineRows, type Terminal } from "./lab/cli/mod.ts";
import type { Scenario } from "./lab/scenario/mod.ts";
import { CATALOGUE } from "./scenarios/catalogue.ts";
import config from "./deno.json" with { type: "json" };

/** Names of standard input: the usual word, and where systems show it as a file. */
const STANDARD_INPUTS = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

/** Columns assumed where nobody can say. */
const DEFAULT_COLUMNS = 80;

/** What was typed behind the program's name, without the word that tasks pass. */
const words = import.meta.main ? [...Deno.args] : [];
// Tasks pass this word, so that the line in which Deno repeats the task can be taken back.
const fromTask = words[0] === "--from-task";
if (fromTask) words.shift();

/**
 * The dashboard, a Fresh app. Commands of the terminal start without it: what they do not need is
 * not loaded.
 */
export const app = !import.meta.main || words[0] === "start"
  ? (await import("./routes/(_server)/dashboard.ts")).app
  : undefined;

if (import.meta.main) {
  if (fromTask) eraseTaskLine(words);
  if (app !== undefined) Deno.exit(await serve(app));
  const scenarios = await wanted();
  Deno.exit(
    main(words, {
      scenarios,
      crypto: await provider(scenarios),
      terminal: processTerminal(),
      outside: { now: () => Math.floor(Date.now() / 1000), read: readFile },
    }),
  );
}

/** The scenario that is named, or all of them: what nobody will look at is not loaded. */
async function wanted(): Promise<readonly Scenario[]> {
  const [command = "", id = ""] = words;
  const one = ["scenario", "matrix"].includes(command) && Object.hasOwn(CATALOGUE, id);
  return one ? [(await CATALOGUE[id]!()).default] : (await import("./scenarios/mod.ts")).SCENARIOS;
}

/**
 * Both give the same bytes; what takes long is worth the loading of the quicker one. ML-KEM is
 * loaded for the stories that it is in.
 */
async function provider(scenarios: readonly Scenario[]): Promise<CryptoProvider> {
  const all = words[0] === "matrix" && scenarios.length > 1;
  const asked = scenarios.filter(({ id }) => words.includes(id));
  const long = all || asked.some((scenario) => scenario.long === true);
  const chosen = long ? (await import("./lab/crypto/native.ts")).nativeProvider() : nobleProvider();
  if (!all && !asked.some(({ hybrid }) => hybrid === true)) return chosen;
  const { withHybrid } = await import("./lab/crypto/hybrid.ts");
  return withHybrid(chosen);
}

/** `start`: bundles the islands, listens on this machine, and goes on until somebody stops it. */
async function serve(dashboard: NonNullable<typeof app>): Promise<number> {
  const { write, error } = processTerminal();
  const { start } = await import("./routes/(_server)/start.ts");
  const { guard } = await import("./routes/(_server)/dashboard.ts");
  return await start(words.slice(1), {
    write,
    error,
    opened: (port) => guard.open(port),
    listen: async (at) => {
      const { Builder } = await import("fresh/dev");
      const builder = new Builder({ root: import.meta.dirname! });
      (await builder.build({ snapshot: "memory" }))(dashboard);
      return Deno.serve(at, guard.around(dashboard.handler()));
    },
    onInterrupt: (stop) => {
      Deno.addSignalListener("SIGINT", stop);
      return () => Deno.removeSignalListener("SIGINT", stop);
    },
  });
}

/** The beginning of a file; `deno task certificate` alone is permitted to look. */
function readFile(path: string, most: number): FileRead {
  try {
    if (STANDARD_INPUTS.includes(path)) return { ok: true, bytes: beginning(Deno.stdin, most) };
    using file = Deno.openSync(path);
    return { ok: true, bytes: beginning(file, most) };
  } catch (error) {
    // Deno would advise to give away all permissions.
    if (error instanceof Deno.errors.NotCapable) {
      return { ok: false, error: "It is not among the files that may be read here" };
    }
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** So many bytes of a file, or all that it has. */
function beginning(file: { readSync(into: Uint8Array): number | null }, most: number) {
  const bytes = new Uint8Array(most);
  let length = 0;
  for (;;) {
    const count = file.readSync(bytes.subarray(length));
    if (count === null || count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

/** This process's standard output and error as a port for commands. */
function processTerminal(): Terminal {
  const isTerminal = Deno.stdout.isTerminal();
  return {
    write: (text) => writeAll(Deno.stdout, text),
    error: (text) => writeAll(Deno.stderr, text),
    columns: isTerminal ? consoleSize().columns || DEFAULT_COLUMNS : DEFAULT_COLUMNS,
    color: isTerminal && !Deno.noColor,
    ...(Deno.stderr.isTerminal() && { progress: progressLine() }),
  };
}

/** A line on standard error that comes after a second of waiting, and goes when all is done. */
function progressLine(): NonNullable<Terminal["progress"]> {
  const [FIRST, EVERY] = [1_000, 200];
  let due = performance.now() + FIRST;
  let shown = false;
  return (text) => {
    if (text === undefined) {
      if (shown) writeAll(Deno.stderr, "\r\x1b[K");
      shown = false;
    } else if (performance.now() >= due) {
      due = performance.now() + EVERY;
      shown = true;
      writeAll(Deno.stderr, `\r\x1b[K ${text().slice(0, (consoleSize().columns || 80) - 2)}`);
    }
  };
}

/** Writes everything; a reader who has gone away has heard enough. */
function writeAll(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) giveUp(error);
  }
}

/** A full disk is no bug of the lab's: one line says so, and the exit status is one of its own. */
function giveUp(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(`Cannot write: ${why}\n`));
  } catch {
    // nobody is left to tell
  }
  Deno.exit(3);
}

/** `deno task` first prints the command it runs: on a terminal, the story begins without it. */
function eraseTaskLine(args: readonly string[]): void {
  if (!Deno.stdout.isTerminal() || !Deno.stderr.isTerminal()) return;
  const { columns, rows: height } = consoleSize();
  const [name = "", ...words] = args;
  const command = (config.tasks as Record<string, string>)[name] ?? "";
  const rows = taskLineRows(name, command, words, columns);
  if (rows < height) writeAll(Deno.stderr, eraseRows(rows));
}

/** Zeros for a terminal that does not know its own size. */
function consoleSize(): { columns: number; rows: number } {
  try {
    return Deno.consoleSize();
  } catch {
    return { columns: 0, rows: 0 };
  }
}
