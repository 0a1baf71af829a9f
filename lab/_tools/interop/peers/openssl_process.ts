import { utf8 } from "../../../bytes/mod.ts";
import type { Agreement } from "../../../tls/mod.ts";
import { AlertDescription } from "../../../wire/mod.ts";
import { within } from "../watch.ts";
import { opensslSuite } from "./openssl_suite.ts";
import type { Peer } from "./peer.ts";
import { Transcript } from "./transcript.ts";

/**
 * `openssl s_server` or `s_client` as a peer. What we type is sent, unless it begins with one of
 * the letters that are commands; what it receives is printed, among much else that it tells.
 */
export class OpensslProcess implements Peer {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  /** The server mentions between received data that it waits for more of it. */
  readonly #said = new Transcript("Read BLOCK\n");
  readonly #reading: Promise<unknown>;

  constructor(args: readonly string[]) {
    this.#process = new Deno.Command("openssl", {
      args: [...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#process.stdin.getWriter();
    const { stdout, stderr } = this.#process;
    this.#reading = Promise.all([this.#said.follow(stdout), this.#said.follow(stderr)])
      .finally(() => this.#said.end());
  }

  /** The port that a server has found for itself. */
  async port(): Promise<number> {
    const found = (text: string) => /^ACCEPT 127\.0\.0\.1:(\d+)$/m.exec(text)?.[1];
    return Number(await this.#said.until(found, "a port"));
  }

  async send(text: string): Promise<void> {
    if (!/^[0-9 ]/.test(text)) {
      throw new TypeError(`Cannot send "${text.slice(0, 20)}": it might begin with a command`);
    }
    await this.#type(text);
  }

  hear(text: string, milliseconds?: number): Promise<void> {
    return this.#said.hear(text, milliseconds);
  }

  /** `Q` ends the connection and the process. */
  close(): Promise<void> {
    return this.#type("Q\n");
  }

  /** `k` changes its keys, `K` also asks for ours to change. */
  updateKeys(requestOurs: boolean): Promise<void> {
    return this.#type(requestOurs ? "K\n" : "k\n");
  }

  /** `R` has a client begin, and a server ask for a certificate too; `r` is for servers alone. */
  beginAnew(withCertificate: boolean): Promise<void> {
    return this.#type(withCertificate ? "R\n" : "r\n");
  }

  /** `c` has a server ask. */
  requestCertificate(): Promise<void> {
    return this.#type("c\n");
  }

  async confirm({ cipherSuite, alpn }: Agreement): Promise<void> {
    // The server writes "CIPHER is X", the client "New, TLSv1.3, Cipher is X".
    const cipher = (said: string) => /cipher is ([\w-]+)/i.exec(said)?.[1];
    const suite = await this.#said.until(cipher, "its suite");
    if (suite !== opensslSuite(cipherSuite)) {
      throw new Error(`The peer believes in the suite ${suite}`);
    }
    if (alpn === undefined) return;
    const said = (text: string) => /ALPN protocol(?:s selected)?: (\S+)/.exec(text)?.[1];
    const protocol = await this.#said.until(said, "its application protocol");
    if (protocol !== alpn) throw new Error(`The peer believes in the protocol ${protocol}`);
  }

  alerted(): Promise<string> {
    return this.#said.until((said) => {
      const number = /SSL alert number (\d+)/.exec(said)?.[1];
      if (number !== undefined) return AlertDescription.label(Number(number));
      // On close_notify the server writes "DONE" and the client "closed"; without one both of
      // them write about an error.
      return /^(DONE|closed)$/m.test(said) ? "close_notify" : undefined;
    }, "a word about our alert");
  }

  get lastWords(): string {
    return this.#said.lastWords;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await within(this.#process.status, "the end of openssl");
    await within(this.#reading, "the end of what openssl writes");
    await this.#input.abort().catch(() => {});
  }

  async #type(text: string): Promise<void> {
    await within(this.#input.write(utf8(text) as Uint8Array<ArrayBuffer>), "openssl to read");
  }
}
