/** What tests of the engines need: two ends that talk to each other, and certificates for them. */
import { type Bytes, concat } from "../bytes/mod.ts";
import { type CryptoProvider, seededRandom } from "../crypto/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { type Authority, authority, type Identity, type IssueOptions } from "../pki/mod.ts";
import { ClientConnection } from "./client_connection.ts";
import {
  type Ambient,
  type ClientConfig,
  clientConfig,
  type ServerConfig,
  serverConfig,
} from "./config.ts";
import type { TlsEvent } from "./event.ts";
import { ServerConnection } from "./server_connection.ts";

/** The first of August 2026. */
export const NOW = 1_785_542_400;

export const noble: CryptoProvider = nobleProvider();

export function ambient(name: string, seed = 1, now = NOW): Ambient {
  return { random: seededRandom(seed, name), now: () => now };
}

/** A root that the client of a `Pair` trusts. */
export function testRoot(crypto: CryptoProvider = noble): Authority {
  const random = seededRandom(1, "Test Root");
  return authority("Test Root", { provider: crypto, random, clock: () => NOW });
}

const trusted = new WeakMap<CryptoProvider, { root: Authority; identity: Identity }>();

/** The bank's usual certificate; making one costs more than a handshake, so it is made once. */
function usualTrust(crypto: CryptoProvider): { root: Authority; identity: Identity } {
  const known = trusted.get(crypto);
  if (known !== undefined) return known;
  const root = testRoot(crypto);
  const identity = root.intermediate("Test Issuing CA").issue({ names: ["bank.example"] });
  trusted.set(crypto, { root, identity });
  return { root, identity };
}

export interface PairOptions {
  readonly crypto?: CryptoProvider;
  readonly client?: Partial<ClientConfig>;
  readonly server?: Partial<ServerConfig>;
  readonly leaf?: IssueOptions;
  readonly seed?: number;
  /** Seconds since 1970. */
  readonly now?: number;
}

/** A client and a server joined by nothing but function calls. */
export class Pair {
  readonly client: ClientConnection;
  readonly server: ServerConnection;
  readonly clientEvents: TlsEvent[] = [];
  readonly serverEvents: TlsEvent[] = [];
  readonly identity: Identity;

  constructor({ crypto = noble, client, server, leaf, seed = 1, now = NOW }: PairOptions = {}) {
    const { root, identity: usual } = usualTrust(crypto);
    const identity = leaf === undefined ? usual : testRoot(crypto)
      .intermediate("Test Issuing CA").issue({ names: ["bank.example"], ...leaf });
    this.identity = identity;
    this.client = new ClientConnection(
      clientConfig({ crypto, anchors: [root.certificate], serverName: "bank.example", ...client }),
      ambient("client", seed, now),
    );
    this.server = new ServerConnection(
      serverConfig({
        crypto,
        chooseIdentity: () => identity,
        anchors: [root.certificate],
        ...server,
      }),
      ambient("server", seed, now),
    );
  }

  /** Carries bytes across until both are silent. @param cut how each piece is cut before it arrives */
  drive(cut: (bytes: Bytes) => readonly Bytes[] = (bytes) => [bytes]): this {
    if (this.client.state === "START") this.clientEvents.push(...this.client.start());
    for (;;) {
      const fromClient = this.client.outgoing();
      const fromServer = this.server.outgoing();
      if (fromClient.length === 0 && fromServer.length === 0) return this;
      for (const piece of cut(fromClient)) this.serverEvents.push(...this.server.receive(piece));
      for (const piece of cut(fromServer)) this.clientEvents.push(...this.client.receive(piece));
    }
  }

  /** What an end has read, in one piece. */
  static data(events: readonly TlsEvent[]): Bytes {
    return concat(
      ...events.flatMap((event) => event.kind === "applicationData" ? [event.data] : []),
    );
  }
}
