import { utf8 } from "../../../bytes/mod.ts";
import { AlertDescription } from "../../../wire/mod.ts";
import { PATIENCE, within } from "../watch.ts";
import { Transcript } from "./transcript.ts";

/** A program that is a peer: it is typed to, and what it writes is kept in two transcripts. */
export class Program implements AsyncDisposable {
  /** What it writes to its output: what it received, among other things. */
  readonly out = new Transcript();
  /** What it complains of or tells about itself. */
  readonly log = new Transcript();
  readonly #name: string;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reading: Promise<unknown>;

  constructor(name: string, args: readonly string[]) {
    this.#name = name;
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    this.#process = new Deno.Command(name, { args: [...args], ...pipes }).spawn();
    this.#input = this.#process.stdin.getWriter();
    const follow = (transcript: Transcript, stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
      transcript.follow(stream).finally(() => transcript.end());
    this.#reading = Promise.all([
      follow(this.out, this.#process.stdout),
      follow(this.log, this.#process.stderr),
    ]);
  }

  async type(text: string): Promise<void> {
    const writing = this.#input.write(utf8(text) as Uint8Array<ArrayBuffer>);
    await within(writing, `${this.#name} to read`);
  }

  /** Nothing more will be typed. */
  async endInput(): Promise<void> {
    await within(this.#input.close(), `${this.#name} to read`);
  }

  /** Both transcripts' last words. */
  get lastWords(): string {
    return `${this.out.lastWords} || ${this.log.lastWords}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await within(this.#process.status, `the end of ${this.#name}`);
    await within(this.#reading, `the end of what ${this.#name} writes`);
    await this.#input.abort().catch(() => {});
  }
}

/** Runs a program to its end. @returns whether all went well, and what it wrote */
export async function finished(name: string, args: readonly string[]) {
  const command = new Deno.Command(name, { args: [...args], stdin: "null" });
  const { success, stdout, stderr } = await within(command.output(), name, PATIENCE);
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { success, wrote: `${out}${err}` };
}

/** Whether a program can be started here. */
export async function installed(name: string, args: readonly string[]): Promise<boolean> {
  try {
    await finished(name, args);
    return true;
  } catch (error) {
    // Deno cannot permit a program that it does not find.
    const missing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotCapable;
    if (missing) return false;
    throw error;
  }
}

/**
 * A port that nobody has at this moment, for servers that say nothing of the one they find. Somebody
 * else may take it before they do; then they end at once, and the case fails instead of hanging.
 */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** The alert with a number, by its registered name. */
export function alertName(number: string): string {
  return AlertDescription.label(Number(number));
}
