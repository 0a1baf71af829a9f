import type { Agreement } from "../../../tls/mod.ts";
import type { Peer } from "./peer.ts";
import { alertName, Program } from "./program.ts";

/** `gnutls-serv --echo` or `gnutls-cli` as a peer. */
export class GnutlsPeer implements Peer {
  readonly #program: Program;
  readonly #client: boolean;
  /** Where in its output and in its log the connection begins that is spoken of. */
  #from = { out: 0, log: 0 };

  constructor(name: "gnutls-serv" | "gnutls-cli", args: readonly string[]) {
    this.#program = new Program(name, args);
    this.#client = name === "gnutls-cli";
  }

  get manner(): "echo" | undefined {
    return this.#client ? undefined : "echo";
  }

  /** Waits until a server listens. */
  async listening(): Promise<void> {
    const said = (text: string) => /listening on IPv4 .*done/.exec(text)?.[0];
    await this.#program.log.until(said, "a server");
  }

  /** The same server with its next connection: what it has said before is not asked for again. */
  next(): this {
    const { out, log } = this.#program;
    this.#from = { out: out.length, log: log.length };
    return this;
  }

  send(text: string): Promise<void> {
    if (!this.#client) throw new TypeError("Cannot send: the server only sends back what it hears");
    return this.#program.type(text);
  }

  hear(text: string, milliseconds?: number): Promise<void> {
    return this.#program.out.hear(text, milliseconds);
  }

  /** A client says goodbye at the end of its input. */
  close(): Promise<void> {
    return this.#program.endInput();
  }

  /** `^rekey1^` changes its own keys, `^rekey^` also asks for ours to change. */
  updateKeys(requestOurs: boolean): Promise<void> {
    return this.#command(requestOurs ? "^rekey^" : "^rekey1^");
  }

  beginAnew(): Promise<void> {
    return this.#command("^renegotiate^");
  }

  requestCertificate(): Promise<void> {
    throw new TypeError("Cannot ask for a certificate: its server does so when it hears a word");
  }

  async confirm({ version, cipherSuite, alpn, resumed }: Agreement): Promise<void> {
    if (!this.#client && resumed && version === "TLS 1.2") return await this.#goesOn(cipherSuite);
    const chosen = (text: string) =>
      /elected cipher suite: (GNUTLS_\w+)/.exec(text.slice(this.#from.log))?.[1];
    const suite = await this.#program.log.until(chosen, "its suite");
    if (suite !== gnutlsSuite(cipherSuite)) {
      throw new Error(`The peer believes in the suite ${suite}`);
    }
    if (alpn === undefined) return;
    const named = (text: string) =>
      /Application protocol: (\S+)/.exec(text.slice(this.#from.out))?.[1];
    const protocol = await this.#program.out.until(named, "its application protocol");
    if (protocol !== alpn) throw new Error(`The peer believes in the protocol ${protocol}`);
  }

  async alerted(): Promise<string> {
    const alert = (text: string) =>
      /Alert\[\d\|(\d+)\] - .* - was received/.exec(text.slice(this.#from.log))?.[1];
    return alertName(await this.#program.log.until(alert, "a word about our alert"));
  }

  get lastWords(): string {
    return this.#program.lastWords;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }

  /** Going on from a session, a server of TLS 1.2 chooses nothing, but describes what is spoken. */
  async #goesOn(cipherSuite: string): Promise<void> {
    const told = (text: string) =>
      /This is a resumed session[^]*- Cipher: (\S+)/.exec(text.slice(this.#from.out))?.[1];
    const cipher = await this.#program.out.until(told, "its cipher");
    if (!cipherSuite.includes(cipher.replaceAll("-", "_"))) {
      throw new Error(`The peer believes in the cipher ${cipher}`);
    }
  }

  #command(command: string): Promise<void> {
    if (!this.#client) throw new TypeError(`Cannot say ${command}: only the client can`);
    return this.#program.type(`${command}\n`);
  }
}

/** GnuTLS's own name of a suite: `GNUTLS_RSA_AES_128_CBC_SHA1`. */
export function gnutlsSuite(name: string): string {
  return name.replace(/^TLS_/, "GNUTLS_").replace("_WITH_", "_").replace(/_SHA$/, "_SHA1")
    // The hash of a PRF stands in the names of some suites of TLS 1.2, but not here.
    .replace(/(CHACHA20_POLY1305)_SHA256$/, name.includes("_WITH_") ? "$1" : "$1_SHA256");
}
