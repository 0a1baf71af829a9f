/** What the smoke tests need: the program as a process of its own, as a user starts it. */

/** The repository's root, as a folder to start in. */
export const ROOT = new URL("../../../", import.meta.url);

/** How a process ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface StartOptions {
  /** The folder to start in; the root unless said. */
  readonly cwd?: URL | string;
  readonly program?: string;
}

/** Runs a program to its end. */
export async function start(
  args: readonly string[],
  { cwd = ROOT, program = "deno" }: StartOptions = {},
): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    stdin: "null",
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

/** Runs `main.ts` without a single permission, as the tasks do. */
export function lab(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  const main = new URL("main.ts", ROOT).pathname;
  return start(["run", "-q", "--no-prompt", main, ...args], options);
}

/** Runs a line of shell, in which `$LAB` stands for the program. */
export function shell(line: string): Promise<Ended> {
  const program = "deno run -q --no-prompt main.ts";
  return start(["-c", line.replaceAll("$LAB", program)], { program: "bash" });
}
