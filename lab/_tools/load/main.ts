/** `deno task bench:load`: many browsers press Run together. */
import { type Sink, writeText } from "../output.ts";
import config from "../../../deno.json" with { type: "json" };
import { ROOT } from "../repository.ts";
import { LOAD_HELP, readLoadOptions } from "./arguments.ts";
import type { Answer, Ask } from "./burst.ts";
import { type Figure, figureLines, isMet } from "./figures.ts";
import { measure } from "./measure.ts";
import { startServer, startWords } from "./server_process.ts";

/** An answer that takes longer than this counts as lost, in milliseconds. */
const PATIENCE = 30_000;

/** Asks a server over the network, as a browser would that knows one cookie. */
function asking(address: string): Ask {
  return async (path, cookie): Promise<Answer> => {
    const response = await fetch(address + path, {
      headers: cookie === undefined ? {} : { cookie },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const set = response.headers.getSetCookie()[0]?.split(";", 1)[0];
    const body = await response.text();
    return { status: response.status, body, ...(set !== undefined && { cookie: set }) };
  };
}

const TIMING = {
  now: () => performance.now(),
  sleep: (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis)),
};

/** Memory as the server itself sees it now, in bytes, where it has a page for that. */
async function memoryNow(ask: Ask): Promise<number> {
  try {
    return JSON.parse((await ask("/healthz")).body).memory.rss;
  } catch {
    return NaN;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = readLoadOptions(args);
  if (typeof options === "string") return say(Deno.stderr, `${options}\n`, 2);
  if (options.help) return say(Deno.stdout, LOAD_HELP, 0);
  const { address, program } = options;
  const server = address === undefined
    ? await startServer(startWords(config.tasks, program), ROOT)
    : undefined;
  const ask = asking(address ?? server!.address);
  const figures: Figure[] = [];
  try {
    if (server !== undefined) {
      figures.push({ name: "ready after", value: server.readyAfter, unit: "ms", goal: 1_000 });
    }
    figures.push(...await measure(ask, TIMING, options));
    const peak = await server?.peakMemory() ?? await memoryNow(ask);
    figures.push({ name: "memory of the server", value: peak / 2 ** 20, unit: "MiB", goal: 300 });
  } finally {
    await server?.stop();
  }
  const { sessions, rounds, within, scenario } = options;
  const text = options.json
    ? JSON.stringify({ sessions, rounds, within, scenario, figures }, null, 2)
    : [
      ` ${sessions} browsers run "${scenario}" within ${within} ms, ${rounds} times`,
      "",
      ...figureLines(figures),
    ].join("\n");
  return say(Deno.stdout, `${text}\n`, figures.every(isMet) ? 0 : 1);
}

/** Writes a text and gives the exit status that goes with it. */
function say(to: Sink, text: string, status: number): number {
  writeText(to, text);
  return status;
}

if (import.meta.main) {
  // A server that dies under the load is a result, not a mistake of this tool.
  const failed = (error: unknown) =>
    say(Deno.stderr, `Cannot measure: ${error instanceof Error ? error.message : error}\n`, 1);
  Deno.exit(await main(Deno.args).catch(failed));
}
