import { ROOT } from "./lanes.ts";
import { median } from "./stopwatch.ts";

/** How long a command takes from start to end, as a person waits for it. */
export interface CommandRow {
  readonly command: string;
  /** Wall clock, in milliseconds. */
  readonly median: number;
  readonly least: number;
}

const COMMANDS: readonly (readonly string[])[] = [
  ["task", "scenario", "mitm"],
  ["run", "-q", "--no-prompt", "main.ts", "scenario", "mitm"],
  ["run", "-q", "--no-prompt", "main.ts", "help"],
];

/** Starts the commands in turn; the first time is for the caches and does not count. */
export async function measureCommands(times: number): Promise<readonly CommandRow[]> {
  const taken = COMMANDS.map((): number[] => []);
  for (let time = -1; time < times; time++) {
    for (const [i, args] of COMMANDS.entries()) {
      const took = await run(args);
      if (time >= 0) taken[i]!.push(took);
    }
  }
  return COMMANDS.map((args, i) => ({
    command: `deno ${args.join(" ")}`,
    median: median(taken[i]!),
    least: Math.min(...taken[i]!),
  }));
}

async function run(args: readonly string[]): Promise<number> {
  const silent = { stdin: "null", stdout: "null", stderr: "piped" } as const;
  const start = performance.now();
  const { success, stderr } = await new Deno.Command("deno", {
    args: [...args],
    cwd: ROOT,
    ...silent,
  }).output();
  const took = performance.now() - start;
  if (success) return took;
  throw new Error(`Cannot run deno ${args.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
