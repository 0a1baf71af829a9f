/** A server in a process of its own, as `deno task start` would run it. */
export interface ServerProcess {
  readonly address: string;
  /** From the start of the process to the line that says where it is, in milliseconds. */
  readonly readyAfter: number;
  /** The most memory it ever had, in bytes; `undefined` where nobody can say. */
  peakMemory(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/**
 * The words behind `deno` that the task `start` consists of. The task itself is not run, because
 * `deno task` leaves its child behind when it is stopped.
 *
 * @param tasks those of `deno.json`
 * @param program a file to run in place of the task's own
 * @throws {TypeError} if there is no such task, or it is no single call of `deno run`
 */
export function startWords(tasks: Readonly<Record<string, unknown>>, program?: string): string[] {
  const task = tasks["start"];
  const command = typeof task === "string" ? task : (task as { command?: string })?.command;
  if (command === undefined) throw new TypeError('Cannot find the task "start" in deno.json');
  const [deno, ...words] = command.split(/\s+/);
  if (deno !== "deno" || words[0] !== "run" || /[&|;<>$`'"]/.test(command)) {
    throw new TypeError(`Cannot start "${command}": it is no plain call of deno run`);
  }
  if (program === undefined) return words;
  const file = words.findIndex((word) => /\.tsx?$/.test(word));
  return [...words.slice(0, file), program];
}

/** Starts a server at a free port and waits until it is ready. */
export async function startServer(words: readonly string[], root: URL): Promise<ServerProcess> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...words, "--port", "0"],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const address = await readyAddress(child.stdout);
  const readyAfter = performance.now() - start;
  if (address === undefined) {
    const { code } = await child.status;
    throw new Error(`the server ended with status ${code} before it was ready`);
  }
  return {
    address,
    readyAfter,
    peakMemory: () => peakOf(child.pid),
    async stop() {
      try {
        child.kill("SIGINT");
      } catch (error) {
        // It has ended by itself, which whoever waits for its answers has noticed.
        if (!(error instanceof TypeError)) throw error;
      }
      await child.status;
    },
  };
}

/** The address in the first line that has one; what comes later is read and forgotten. */
async function readyAddress(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string | undefined> {
  const reader = output.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return undefined;
    text += value;
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (address === undefined || !/\s/.test(text.at(-1)!)) continue;
    // An unread pipe would fill up, and the server would wait for ever to write its log.
    void (async () => {
      while (!(await reader.read()).done);
    })();
    return address;
  }
}

/** Linux keeps the peak for every process, but Deno may not read `/proc` without all permissions. */
async function peakOf(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/status`] }).output();
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(new TextDecoder().decode(stdout))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}
