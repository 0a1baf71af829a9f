/**
 * How the bench speaks with a contender: it sends lines `<work> <count>`, and the contender does
 * that work so many times and answers with the processor time of one, in µs. Before the first line
 * the contender says what it has to say about itself, as JSON.
 */
import process from "node:process";

/** Something to be timed, done once. */
export type Work = () => void | Promise<void>;

/** Processor time that this process has used, V8's other threads and the system included, in µs. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The contender's side: does as it is told until nobody tells it anything. */
export async function obey(works: Readonly<Record<string, Work>>, about: unknown): Promise<void> {
  say(JSON.stringify(about));
  for await (const line of lines(Deno.stdin.readable)) {
    const [name, count] = line.split(" ");
    const work = works[name!]!;
    const start = processorTime();
    for (let i = 0; i < Number(count); i++) {
      const done = work();
      if (done !== undefined) await done;
    }
    say(String((processorTime() - start) / Number(count)));
  }
}

function say(text: string): void {
  const bytes = new TextEncoder().encode(`${text}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/** The lines of a stream of bytes. */
export async function* lines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
  if (rest !== "") yield rest;
}

/** The bench's side: a contender that runs. */
export class Contender {
  readonly #child: Deno.ChildProcess;
  readonly #answers: AsyncGenerator<string>;
  readonly #orders: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

  private constructor(command: string, args: readonly string[], cwd: string) {
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    this.#child = new Deno.Command(command, { args: [...args], cwd, ...pipes }).spawn();
    this.#answers = lines(this.#child.stdout);
    this.#orders = this.#child.stdin.getWriter();
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @returns the contender and what it says about itself
   * @throws {Error} with the last thing it complained of, if it ends instead
   */
  static async start<About>(
    command: string,
    args: readonly string[],
    cwd: string,
  ): Promise<{ readonly contender: Contender; readonly about: About }> {
    const contender = new Contender(command, args, cwd);
    return { contender, about: JSON.parse(await contender.#answer()) };
  }

  /** Has it do some work a number of times. @returns the time of one in µs */
  async time(work: string, count: number): Promise<number> {
    await this.#orders.write(new TextEncoder().encode(`${work} ${count}\n`));
    return Number(await this.#answer());
  }

  async #answer(): Promise<string> {
    const { value, done } = await this.#answers.next();
    if (!done) return value;
    const complaint = await new Response(this.#child.stderr).text();
    throw new Error(complaint.trim().split("\n").at(-1) || "It ended without a word");
  }

  /** Tells it nothing more, and waits for its end. */
  async dismiss(): Promise<void> {
    await this.#orders.close();
    await this.#child.stderr.cancel();
    await this.#child.status;
  }
}
