/** `deno task start`: reads its words, serves on this machine alone, and goes quietly. */
import { parseArgs } from "@std/cli/parse-args";
import { hint, nearest } from "../../lab/cli/mod.ts";
import { visible } from "./names.ts";

/** The only interface there is: what runs here is for whoever sits here. */
export const HOSTNAME = "127.0.0.1";
export const DEFAULT_PORT = 8000;

/** How long requests under way may take to end after Ctrl-C, in milliseconds. */
const FAREWELL = 2_000;

export const START_HELP = `Serves the dashboard on this machine.

  deno task start [--port N]

Options
  --port N   port to listen on (${DEFAULT_PORT} unless said); 0 takes any that is free
  --help     this text

Ctrl-C stops it. Exit status: 0 stopped, 2 a wrong call or a port that cannot be had.
`;

/** A server as `Deno.serve` makes it. */
export interface RunningServer {
  readonly addr: { readonly port: number };
  readonly finished: Promise<void>;
  shutdown(): Promise<void>;
}

/** How to listen; the same words as in the options of `Deno.serve`. */
export interface ListenAt {
  readonly hostname: typeof HOSTNAME;
  readonly port: number;
  /** Called before the first request is answered. */
  readonly onListen: (address: { readonly port: number }) => void;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
}

/** What only a program may do. */
export interface StartSetting {
  /** Begins to serve: `(at) => Deno.serve(at, guard.around(app.handler()))`. */
  readonly listen: (at: ListenAt) => RunningServer | Promise<RunningServer>;
  /** Hears the port as soon as it is known: `guard.open(port)`. */
  readonly opened?: (port: number) => void;
  readonly write: (text: string) => void;
  readonly error: (text: string) => void;
  /** Calls `stop` at every Ctrl-C. @returns what ends that */
  readonly onInterrupt: (stop: () => void) => () => void;
}

/**
 * Serves until somebody stops it.
 *
 * @param args the words behind `deno task start`
 * @returns the exit status
 */
export async function start(args: readonly string[], setting: StartSetting): Promise<number> {
  const call = readCall(args);
  if (call.kind === "help") {
    setting.write(START_HELP);
    return 0;
  }
  if (call.kind === "fault") {
    setting.error(`${visible(call.message)}\n`);
    return 2;
  }
  return await serve(call.port, setting);
}

/** What the words ask for. */
type Call =
  | { readonly kind: "serve"; readonly port: number }
  | { readonly kind: "help" }
  | { readonly kind: "fault"; readonly message: string };

function readCall(args: readonly string[]): Call {
  const strangers: string[] = [];
  const { port, help, _: words } = parseArgs([...args], {
    boolean: ["help"],
    string: ["port"],
    alias: { h: "help" },
    unknown(word: string, key?: string) {
      if (key !== undefined) strangers.push(word);
      return key === undefined;
    },
  });
  const [stranger] = strangers;
  if (stranger !== undefined) {
    const word = stranger.split("=", 1)[0]!;
    const near = hint(nearest(word, ["--port", "--help"])) || "; see --help";
    return { kind: "fault", message: `Unknown option "${word}"${near}` };
  }
  if (help) return { kind: "help" };
  if (words.length > 0) {
    return { kind: "fault", message: `Cannot use "${words[0]}": start takes options only` };
  }
  if (port === undefined) return { kind: "serve", port: DEFAULT_PORT };
  if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) {
    return { kind: "serve", port: Number(port) };
  }
  return { kind: "fault", message: `--port wants a whole number from 0 to 65535, not "${port}"` };
}

async function serve(port: number, setting: StartSetting): Promise<number> {
  const atOnce = new AbortController();
  let server: RunningServer;
  try {
    server = await setting.listen({
      hostname: HOSTNAME,
      port,
      // Without this, Deno would print a line of its own.
      onListen: ({ port }) => setting.opened?.(port),
      signal: atOnce.signal,
    });
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    setting.error(`Cannot listen on ${HOSTNAME}:${port}: ${reason}; choose another with --port\n`);
    return 2;
  }
  setting.write(`TLS Lab is ready at http://${HOSTNAME}:${server.addr.port}/ (Ctrl-C stops it)\n`);
  await untilStopped(server, setting, atOnce);
  return 0;
}

/** Lets requests under way end, but not for long, and not at all when asked twice. */
async function untilStopped(
  server: RunningServer,
  { onInterrupt }: StartSetting,
  atOnce: AbortController,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = onInterrupt(() => {
    if (timer !== undefined) return atOnce.abort();
    timer = setTimeout(() => atOnce.abort(), FAREWELL);
    // What goes wrong in here also ends `finished`.
    server.shutdown().catch(() => {});
  });
  try {
    await server.finished;
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/** Why a port cannot be had, if that is what an error is about. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof Deno.errors.AddrInUse) return "the port is taken";
  if (error instanceof Deno.errors.PermissionDenied) return "the system does not allow that port";
  return undefined;
}
