import { fromUtf8, utf8 } from "../../../bytes/mod.ts";
import type { Agreement } from "../../../tls/mod.ts";
import { keyPemOf, pemOf, SERVER_NAME } from "../credentials.ts";
import { within } from "../watch.ts";
import type { Peer, Stack, Wishes } from "./peer.ts";
import { Transcript } from "./transcript.ts";

/** Deno's own TLS. It leaves no choice of suites and groups; those are for our end to make. */
export const rustlsStack: Stack = {
  name: "rustls",

  absent: () => Promise.resolve(undefined),

  serve(wishes, identity) {
    const listener = Deno.listenTls({
      hostname: "127.0.0.1",
      port: 0,
      cert: pemOf(...identity.chain),
      key: keyPemOf(identity),
      ...(wishes.alpn && { alpnProtocols: [...wishes.alpn] }),
    });
    const peer = new RustlsPeer(listener.accept(), () => listener.close());
    const next = () => new RustlsPeer(listener.accept());
    return Promise.resolve({ port: listener.addr.port, peer, next });
  },

  dial(port, wishes) {
    return Promise.resolve(new RustlsPeer(dial(port, wishes)));
  },
};

/** A name can be asked for only on a connection that is there; a certificate only without one. */
async function dial(port: number, wishes: Wishes): Promise<Deno.TlsConn> {
  const { serverName = SERVER_NAME, identity } = wishes;
  const address = { hostname: "127.0.0.1", port };
  const common = {
    caCerts: wishes.trust ? [pemOf(wishes.trust)] : [],
    ...(wishes.alpn && { alpnProtocols: [...wishes.alpn] }),
  };
  if (serverName === null) {
    const own = identity && { cert: pemOf(...identity.chain), key: keyPemOf(identity) };
    return await Deno.connectTls({ ...address, ...common, ...own });
  }
  if (identity) throw new TypeError("Cannot show a certificate when asking for a name");
  return await Deno.startTls(await Deno.connect(address), { hostname: serverName, ...common });
}

/** A connection of Deno's as a peer. Reading drives its handshake, so it always reads. */
class RustlsPeer implements Peer {
  readonly #conn: Promise<Deno.TlsConn>;
  readonly #cleanUp: () => void;
  readonly #said = new Transcript();
  readonly #reading: Promise<void>;
  #ending: string | undefined;

  constructor(conn: Promise<Deno.TlsConn>, cleanUp: () => void = () => {}) {
    this.#conn = conn;
    this.#cleanUp = cleanUp;
    this.#reading = this.#readOn();
  }

  async send(text: string): Promise<void> {
    const conn = await this.#conn;
    const bytes = utf8(text);
    const writing = (async () => {
      for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
    })();
    await within(writing, "rustls to take what it is to send");
  }

  hear(text: string, milliseconds?: number): Promise<void> {
    return this.#said.hear(text, milliseconds);
  }

  async close(): Promise<void> {
    await within((await this.#conn).closeWrite(), "rustls to close");
  }

  updateKeys(): Promise<void> {
    throw new TypeError("Cannot update keys: rustls does it only when it sees fit");
  }

  beginAnew(): Promise<void> {
    throw new TypeError("Cannot begin anew: rustls does not do it");
  }

  requestCertificate(): Promise<void> {
    throw new TypeError("Cannot ask for a certificate: rustls does not do it after the handshake");
  }

  async confirm({ alpn }: Agreement): Promise<void> {
    const { alpnProtocol } = await within((await this.#conn).handshake(), "rustls to connect");
    if ((alpnProtocol ?? undefined) !== alpn) {
      throw new Error(`The peer believes in the protocol ${alpnProtocol}`);
    }
  }

  alerted(): Promise<string> {
    return this.#said.until(() => this.#ending, "a word about our alert");
  }

  get lastWords(): string {
    return this.#said.lastWords;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#cleanUp();
    await within(this.#conn, "a connection").then((conn) => conn.close()).catch(() => {});
    await within(this.#reading, "the end of reading");
  }

  async #readOn(): Promise<void> {
    try {
      const conn = await this.#conn;
      const buffer = new Uint8Array(64 * 1024);
      for (;;) {
        const count = await conn.read(buffer);
        if (count === null) break;
        this.#said.add(fromUtf8(buffer.subarray(0, count)));
      }
      this.#ending = "close_notify";
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#ending = alertIn(message) ?? message;
    } finally {
      this.#said.end();
    }
  }
}

/** `received fatal alert: UnknownCA` names unknown_ca. */
export function alertIn(message: string): string | undefined {
  const name = /received fatal alert: (\w+)/.exec(message)?.[1];
  // rustls spells one of them the British way.
  return name?.replace(/([a-z])(?=[A-Z])/g, "$1_").toLowerCase().replace(
    "recognised",
    "recognized",
  );
}
