/** The dashboard in a process of its own, as `deno task start` runs it. */
import { startWords } from "../load/server_process.ts";
import config from "../../../deno.json" with { type: "json" };

const ROOT = new URL("../../../", import.meta.url);

/** How long a server may take to be ready, and to go, in milliseconds. */
const READY_WITHIN = 30_000;
const GONE_WITHIN = 3_000;

export interface Server {
  /** Such as `http://127.0.0.1:40123`, without a slash at the end. */
  readonly address: string;
  /** What it has written to its log of errors so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts the server at a free port.
 *
 * `deno` by name, not by `Deno.execPath()`: the permission to run names it so, and where `deno` is
 * a symbolic link the two are different programs to Deno.
 *
 * @throws {Error} if it does not get ready
 */
export async function startServer(): Promise<Server> {
  const child = new Deno.Command("deno", {
    args: [...startWords(config.tasks), "--port", "0"],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stop = async () => {
    const hard = setTimeout(() => signal(child, "SIGKILL"), GONE_WITHIN);
    signal(child, "SIGINT");
    await child.status;
    clearTimeout(hard);
  };
  const errors = listen(child.stderr);
  const words = listen(child.stdout);
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    const address = /(http:\/\/127\.0\.0\.1:\d+)\/?\s/.exec(words())?.[1];
    if (address !== undefined) return { address, log: errors, stop };
    if (Date.now() > deadline || await hasEnded(child)) {
      await stop();
      throw new Error(`Cannot start the dashboard: ${errors() || "it was not ready in time"}`);
    }
  }
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch {
    // it has gone already
  }
}

/** Whether a process ends within a moment. */
async function hasEnded(child: Deno.ChildProcess): Promise<boolean> {
  const moment = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
  return await Promise.race([child.status.then(() => true), moment]);
}

/** Reads a stream to its end, so that its pipe never fills up. @returns gives the text so far */
function listen(stream: ReadableStream<Uint8Array<ArrayBuffer>>): () => string {
  let text = "";
  void (async () => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  })();
  return () => text;
}
