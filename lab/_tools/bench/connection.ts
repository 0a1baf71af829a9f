import { type CryptoProvider, rsaFixture, seededRandom } from "../../crypto/mod.ts";
import { authority, type Identity } from "../../pki/mod.ts";
import {
  type Ambient,
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ClientSession,
  generateTicketKey,
  HONEST_SEAMS,
  type Seams,
  type ServerConfig,
  serverConfig,
  ServerConnection,
} from "../../tls/mod.ts";
import { CipherSuite, type CipherSuiteName, NamedGroup, ProtocolVersion } from "../../wire/mod.ts";
import type { Bytes } from "../../bytes/mod.ts";

/** What the server's certificate is for. */
export const SERVER_NAME = "bank.example";

/** The root and certificates, all P-256 but one: what every contender is measured with. */
export interface Trust {
  readonly root: Bytes;
  readonly identity: Identity;
  /** A server with an RSA key of 2048 bits, for key transport. */
  readonly rsaIdentity: Identity;
  /** When they were issued, in seconds since 1970. */
  readonly now: number;
}

/** @param now must be today where peers with a clock of their own take part */
export function makeTrust(crypto: CryptoProvider, now: number): Trust {
  const random = seededRandom(1, "bench");
  const root = authority("Bench Root", { provider: crypto, random, clock: () => now });
  const issuing = root.intermediate("Bench Issuing CA");
  const identity = issuing.issue({ names: [SERVER_NAME] });
  const rsaIdentity = issuing.issue({ names: [SERVER_NAME], key: rsaFixture("rsa-2048-a") });
  return { root: root.certificate, identity, rsaIdentity, now };
}

/** What a connection is to agree on. */
export interface Kind {
  readonly version: "TLS 1.3" | "TLS 1.2";
  readonly suite: CipherSuiteName;
  /** `RSA` where a secret is sent encrypted. */
  readonly group: "x25519" | "secp256r1" | "X25519MLKEM768" | "RSA";
  /** Whether it goes on from a ticket. */
  readonly resumed?: boolean;
  /** Whether a block cipher of TLS 1.2 has its MAC inside. */
  readonly macInside?: boolean;
}

/** The kind that goals are set for. */
export const USUAL: Kind = {
  version: "TLS 1.3",
  suite: "TLS_AES_128_GCM_SHA256",
  group: "x25519",
};

const ECDHE_GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
const older = (suite: CipherSuiteName, more: Partial<Kind> = {}): Kind => ({
  version: "TLS 1.2",
  suite,
  group: "x25519",
  ...more,
});

/** The handshakes: TLS 1.3 in all its ways, and TLS 1.2 in those that differ. */
export const KINDS: readonly Kind[] = [
  USUAL,
  { ...USUAL, suite: "TLS_AES_256_GCM_SHA384" },
  { ...USUAL, suite: "TLS_CHACHA20_POLY1305_SHA256" },
  { ...USUAL, group: "secp256r1" },
  { ...USUAL, group: "X25519MLKEM768" },
  { ...USUAL, resumed: true },
  older(ECDHE_GCM),
  older(ECDHE_GCM, { resumed: true }),
  older("TLS_RSA_WITH_AES_128_GCM_SHA256", { group: "RSA" }),
];

/** The ways of sealing records; of TLS 1.2 one suite for each. */
export const RECORD_KINDS: readonly Kind[] = [
  ...KINDS.slice(0, 3),
  older(ECDHE_GCM),
  older("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
  older("TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
  older("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
  older("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", { macInside: true }),
];

/** Both ends after a full handshake. */
export interface Joined {
  readonly client: ClientConnection;
  readonly server: ServerConnection;
  /** What the server handed out, if anything. */
  readonly session: ClientSession | undefined;
}

/** A client and a server that meet again and again, with one stream of chance each. */
export class Acquaintances {
  #clientConfig: ClientConfig;
  #serverConfig: ServerConfig;
  readonly #clientAmbient: Ambient;
  readonly #serverAmbient: Ambient;

  /** @param seams parts of the server's engine that are not to be the usual ones */
  constructor(crypto: CryptoProvider, trust: Trust, kind: Kind, seams: Partial<Seams> = {}) {
    const { version, suite, group, resumed = false, macInside = false } = kind;
    const common = {
      crypto,
      versions: [ProtocolVersion[version]],
      cipherSuites: [CipherSuite[suite]],
      groups: group === "RSA" ? [] : [NamedGroup[group]],
      encryptThenMac: !macInside,
    };
    this.#clientConfig = clientConfig({
      ...common,
      anchors: [trust.root],
      serverName: SERVER_NAME,
    });
    const identity = group === "RSA" ? trust.rsaIdentity : trust.identity;
    this.#serverConfig = serverConfig({
      ...common,
      chooseIdentity: () => identity,
      seams: { ...HONEST_SEAMS, ...seams },
    });
    const now = () => trust.now;
    this.#clientAmbient = { random: seededRandom(1, "client"), now };
    this.#serverAmbient = { random: seededRandom(1, "server"), now };
    if (resumed) this.#goOn();
  }

  /** From here on, every handshake goes on from a ticket of a first one. */
  #goOn(): void {
    const keys = [generateTicketKey(this.#serverAmbient.random)];
    const tickets = { keys, lifetime: 86_400, count: 1, maxEarlyData: 0 };
    this.#serverConfig = { ...this.#serverConfig, tickets };
    const session = this.handshake().session;
    if (session === undefined) throw new Error("Cannot measure resumption: there was no ticket");
    this.#clientConfig = { ...this.#clientConfig, session };
    // What is measured is going on, not the making of more tickets.
    this.#serverConfig = { ...this.#serverConfig, tickets: { ...tickets, count: 0 } };
  }

  /**
   * One handshake, both ends, joined by nothing but function calls.
   *
   * @throws {Error} if it fails: a bench of failures would be quick
   */
  handshake(): Joined {
    const client = new ClientConnection(this.#clientConfig, this.#clientAmbient);
    const server = new ServerConnection(this.#serverConfig, this.#serverAmbient);
    client.start();
    let session: ClientSession | undefined;
    for (;;) {
      const fromClient = client.outgoing();
      const fromServer = server.outgoing();
      if (fromClient.length === 0 && fromServer.length === 0) break;
      if (fromClient.length > 0) server.receive(fromClient);
      if (fromServer.length === 0) continue;
      for (const event of client.receive(fromServer)) {
        if (event.kind === "session") session = event.session;
      }
    }
    if (client.connected && server.connected) return { client, server, session };
    const error = client.error ?? server.error;
    throw new Error(`Cannot measure a handshake that fails: ${error?.reason}, ${error?.detail}`);
  }
}
