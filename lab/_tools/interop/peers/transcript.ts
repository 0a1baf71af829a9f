import { PATIENCE, Watch } from "../watch.ts";

/** Everything a peer has said so far, with a way to wait for more of it. */
export class Transcript {
  #text = "";
  /** Where what was heard last ends: what is heard twice must have been said twice. */
  #heard = 0;
  #over = false;
  readonly #noise: string;
  readonly #watch = new Watch();

  /** @param noise what the peer says between the things that matter; it is left out */
  constructor(noise = "") {
    this.#noise = noise;
  }

  /** The end of what was said, on one line. */
  get lastWords(): string {
    return this.#text.slice(-300).replace(/\s*\n\s*/g, " | ").trim() || "nothing";
  }

  /** How much has been said so far, in characters. */
  get length(): number {
    return this.#text.length;
  }

  add(text: string): void {
    // What must be left out may have come in two pieces.
    const checked = Math.max(0, this.#text.length - this.#noise.length);
    const fresh = this.#text.slice(checked) + text;
    this.#text = this.#text.slice(0, checked) +
      (this.#noise === "" ? fresh : fresh.replaceAll(this.#noise, ""));
    this.#watch.notify();
  }

  /** Nothing more will come. */
  end(): void {
    this.#over = true;
    this.#watch.notify();
  }

  /** Reads a stream to its end. */
  async follow(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      for await (const text of stream.pipeThrough(new TextDecoderStream())) this.add(text);
    } catch {
      // The process was killed while we were reading.
    }
  }

  /** Waits until a text has come, behind the one that was heard last. */
  async hear(text: string, milliseconds?: number): Promise<void> {
    this.#heard = await this.until(
      (said) => {
        const at = said.indexOf(text, this.#heard);
        return at < 0 ? undefined : at + text.length;
      },
      `${text.length} bytes read`,
      milliseconds,
    );
  }

  /** Waits until something is found in the text. @throws {Error} if it ended before */
  until<T>(
    probe: (text: string) => T | undefined | null,
    what: string,
    milliseconds = PATIENCE,
  ): Promise<T> {
    return this.#watch.until(
      () => {
        const found = probe(this.#text) ?? undefined;
        if (found === undefined && this.#over) {
          throw new Error(`The peer ended without ${what}`);
        }
        return found;
      },
      `${what} from the peer`,
      milliseconds,
    );
  }
}
