import { type CryptoProvider, seededRandom } from "../../crypto/mod.ts";
import { authority, type Identity } from "../../pki/mod.ts";
import {
  type Ambient,
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ServerConfig,
  serverConfig,
  ServerConnection,
} from "../../tls/mod.ts";
import { CipherSuite, NamedGroup } from "../../wire/mod.ts";
import type { Bytes } from "../../bytes/mod.ts";

/** What the server's certificate is for. */
export const SERVER_NAME = "bank.example";

/** The root and two certificates, all P-256: what every contender is measured with. */
export interface Trust {
  readonly root: Bytes;
  readonly identity: Identity;
  /** When they were issued, in seconds since 1970. */
  readonly now: number;
}

/** @param now must be today where peers with a clock of their own take part */
export function makeTrust(crypto: CryptoProvider, now: number): Trust {
  const random = seededRandom(1, "bench");
  const root = authority("Bench Root", { provider: crypto, random, clock: () => now });
  const identity = root.intermediate("Bench Issuing CA").issue({ names: [SERVER_NAME] });
  return { root: root.certificate, identity, now };
}

/** Which suite and group a connection is to agree on. */
export interface Kind {
  readonly suite: keyof typeof SUITE_VALUES;
  readonly group: "x25519" | "secp256r1";
}

const SUITE_VALUES = {
  TLS_AES_128_GCM_SHA256: CipherSuite.TLS_AES_128_GCM_SHA256,
  TLS_AES_256_GCM_SHA384: CipherSuite.TLS_AES_256_GCM_SHA384,
  TLS_CHACHA20_POLY1305_SHA256: CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
};

/** The suite and group that goals are set for. */
export const USUAL: Kind = { suite: "TLS_AES_128_GCM_SHA256", group: "x25519" };

/** The usual kind, the other two suites, and the other common group. */
export const KINDS: readonly Kind[] = [
  USUAL,
  { suite: "TLS_AES_256_GCM_SHA384", group: "x25519" },
  { suite: "TLS_CHACHA20_POLY1305_SHA256", group: "x25519" },
  { suite: "TLS_AES_128_GCM_SHA256", group: "secp256r1" },
];

/** Both ends after a full handshake. */
export interface Joined {
  readonly client: ClientConnection;
  readonly server: ServerConnection;
}

/** A client and a server that meet again and again, with one stream of chance each. */
export class Acquaintances {
  readonly #clientConfig: ClientConfig;
  readonly #serverConfig: ServerConfig;
  readonly #clientAmbient: Ambient;
  readonly #serverAmbient: Ambient;

  constructor(crypto: CryptoProvider, trust: Trust, { suite, group }: Kind) {
    const common = {
      crypto,
      cipherSuites: [SUITE_VALUES[suite]],
      groups: [NamedGroup[group]],
    };
    this.#clientConfig = clientConfig({
      ...common,
      anchors: [trust.root],
      serverName: SERVER_NAME,
    });
    this.#serverConfig = serverConfig({ ...common, chooseIdentity: () => trust.identity });
    const now = () => trust.now;
    this.#clientAmbient = { random: seededRandom(1, "client"), now };
    this.#serverAmbient = { random: seededRandom(1, "server"), now };
  }

  /**
   * One full handshake, both ends, joined by nothing but function calls.
   *
   * @throws {Error} if it fails: a bench of failures would be quick
   */
  handshake(): Joined {
    const client = new ClientConnection(this.#clientConfig, this.#clientAmbient);
    const server = new ServerConnection(this.#serverConfig, this.#serverAmbient);
    client.start();
    for (;;) {
      const fromClient = client.outgoing();
      const fromServer = server.outgoing();
      if (fromClient.length === 0 && fromServer.length === 0) break;
      if (fromClient.length > 0) server.receive(fromClient);
      if (fromServer.length > 0) client.receive(fromServer);
    }
    if (client.connected && server.connected) return { client, server };
    const error = client.error ?? server.error;
    throw new Error(`Cannot measure a handshake that fails: ${error?.reason}, ${error?.detail}`);
  }
}
