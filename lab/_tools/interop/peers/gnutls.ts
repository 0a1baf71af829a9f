import type { Bytes } from "../../../bytes/mod.ts";
import { keyPemOf, pemOf, SERVER_NAME } from "../credentials.ts";
import { within } from "../watch.ts";
import type { WriteFile } from "./openssl.ts";
import type { Peer, Stack, Wishes } from "./peer.ts";
import { Transcript } from "./transcript.ts";

/** The programs of GnuTLS: a server that gives back what it hears, and a client that one types to. */
export function gnutlsStack(write: WriteFile): Stack {
  return {
    name: "gnutls",

    async absent() {
      try {
        const done = await new Deno.Command("gnutls-serv", { args: ["--version"], stdout: "null" })
          .output();
        return done.success ? undefined : "gnutls-serv does not work";
      } catch (error) {
        // Deno cannot permit a program that it does not find.
        const missing = error instanceof Deno.errors.NotFound ||
          error instanceof Deno.errors.NotCapable;
        if (missing) return "gnutls-bin is not installed";
        throw error;
      }
    },

    async serve(wishes, identity) {
      const port = freePort();
      const peer = new GnutlsProcess("gnutls-serv", [
        ...["--echo", "--port", String(port), "--priority", priority(wishes)],
        ...["--x509certfile", write("leaf.pem", pemOf(...identity.chain))],
        ...["--x509keyfile", write("key.pem", keyPemOf(identity))],
        ...trust(wishes.trust, write),
        ...(wishes.clientCertificate === "require" ? ["--require-client-cert"] : []),
        ...wishes.options ?? [],
      ]);
      try {
        await peer.told("listening on IPv4 .*done", "a server");
        return { port, peer, next: () => peer };
      } catch (error) {
        await peer[Symbol.asyncDispose]();
        throw error;
      }
    },

    dial(port, wishes) {
      const { serverName = SERVER_NAME, identity } = wishes;
      const name = serverName ?? "127.0.0.1";
      const peer = new GnutlsProcess("gnutls-cli", [
        ...["--port", String(port), "--priority", priority(wishes)],
        ...["--sni-hostname", name, "--verify-hostname", name],
        ...trust(wishes.trust, write),
        ...(identity
          ? [
            ...["--x509certfile", write("leaf.pem", pemOf(...identity.chain))],
            ...["--x509keyfile", write("key.pem", keyPemOf(identity))],
          ]
          : []),
        ...(wishes.alpn ?? []).flatMap((protocol) => ["--alpn", protocol]),
        ...wishes.options ?? [],
        "127.0.0.1",
      ]);
      return Promise.resolve(peer);
    },
  };
}

/** A port that nobody has at this moment; gnutls-serv cannot look for one itself. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function priority({ versions }: Wishes): string {
  switch (versions) {
    case undefined:
      return "NORMAL:-VERS-ALL:+VERS-TLS1.3";
    case "TLS 1.2":
      return "NORMAL:+RSA:-VERS-ALL:+VERS-TLS1.2";
    case "TLS 1.2 and 1.3":
      return "NORMAL";
    default:
      throw new TypeError(`Cannot ask GnuTLS for ${versions}: its own defaults forbid it`);
  }
}

function trust(root: Bytes | undefined, write: WriteFile): string[] {
  return root === undefined ? [] : ["--x509cafile", write("root.pem", pemOf(root))];
}

/** A running program of GnuTLS. */
class GnutlsProcess implements Peer {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #said = new Transcript();
  readonly #reading: Promise<unknown>;

  constructor(command: string, args: readonly string[]) {
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    this.#process = new Deno.Command(command, { args: [...args], ...pipes }).spawn();
    this.#input = this.#process.stdin.getWriter();
    const { stdout, stderr } = this.#process;
    this.#reading = Promise.all([this.#said.follow(stdout), this.#said.follow(stderr)])
      .finally(() => this.#said.end());
  }

  /** Waits for words of its own. @param pattern a regular expression */
  async told(pattern: string, what: string): Promise<void> {
    const words = new RegExp(pattern);
    await this.#said.until((text) => words.test(text) || undefined, what);
  }

  async send(text: string): Promise<void> {
    await within(this.#input.write(new TextEncoder().encode(text)), "GnuTLS to read");
  }

  hear(text: string, milliseconds?: number): Promise<void> {
    return this.#said.hear(text, milliseconds);
  }

  /** The end of what we type is the end of what it says. */
  async close(): Promise<void> {
    await this.#input.close();
  }

  updateKeys(): Promise<void> {
    throw new TypeError("Cannot update keys: its programs have no command for that");
  }

  beginAnew(): Promise<void> {
    throw new TypeError("Cannot begin anew: its programs have no command for that here");
  }

  requestCertificate(): Promise<void> {
    throw new TypeError("Cannot ask for a certificate: its programs have no command for that");
  }

  /** "Description: (TLS1.2)-(ECDHE-X25519)-(ECDSA-SECP256R1-SHA256)-(AES-256-GCM)" */
  async confirm({ version }: Parameters<Peer["confirm"]>[0]): Promise<void> {
    const said = (text: string) => /Description: \((TLS1\.\d)/.exec(text)?.[1];
    const found = await this.#said.until(said, "its version");
    if (found !== version.replace(" ", "")) {
      throw new Error(`The peer believes in the version ${found}`);
    }
  }

  alerted(): Promise<string> {
    return this.#said.until((text) => {
      const alert = /Received alert \[\d+\]: (.+)/.exec(text)?.[1];
      if (alert !== undefined) return alert;
      return /Peer has closed|closed the connection/.test(text) ? "close_notify" : undefined;
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
    await this.#process.status;
    await this.#input.abort().catch(() => {});
    await this.#reading;
  }
}
