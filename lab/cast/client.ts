import { type Bytes } from "../bytes/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import { type ClientConfig, clientConfig, ClientConnection } from "../tls/mod.ts";
import { ambientOf } from "./ambient.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { Person } from "./person.ts";
import type { Server } from "./server.ts";
import { Session } from "./session.ts";
import type { Stage } from "./stage.ts";

export interface ClientOptions {
  /** Authorities in the trust store. */
  readonly trust?: readonly Authority[];
  /** Keys the client met before: SHA-256 of SubjectPublicKeyInfo. */
  readonly pins?: readonly Bytes[];
  readonly flaws?: readonly Flaw[];
  /** For servers that ask who is there. */
  readonly identity?: IssuedIdentity;
  readonly config?: Partial<Omit<ClientConfig, "crypto">>;
}

/** Somebody who opens conversations. */
export class Client extends Person {
  readonly #config: ClientConfig;

  constructor(stage: Stage, node: Node, options: ClientOptions) {
    super(stage, node, "client");
    const { trust = [], pins = [], flaws = [], identity } = options;
    const config = clientConfig({
      crypto: stage.crypto,
      anchors: trust.map(({ certificate }) => certificate),
      pins,
      ...(identity !== undefined && { identity }),
      ...options.config,
    });
    this.#config = stage.flawed(config, flaws, node.name);
  }

  /**
   * Opens a conversation with a server, by the name in its certificate, and lets the world settle.
   * The session may be dead already when this returns.
   */
  connect(server: Server): Session {
    const session = new Session(
      this.stage,
      (data, event) => void this.learn(data, { by: "received", event }, event),
    );
    const to = { address: server.node.address, port: server.port };
    this.node.connect(to, {
      onOpen: (stream, cause) => {
        const channel = this.#channel(server, stream);
        session.use(channel);
        channel.start(cause);
      },
      onReset: () => session.fail("the connection was refused"),
    });
    this.stage.settle();
    return session;
  }

  #channel(server: Server, stream: Stream): TlsChannel | PlainChannel {
    const identity = {
      node: this.name,
      name: this.stage.channelName(this.name, this.name, server.name),
    };
    const config = { ...this.#config, serverName: server.identity.subject };
    return server.tls
      ? new TlsChannel(
        new ClientConnection(config, ambientOf(this.stage, this.name)),
        stream,
        this.recorder,
        identity,
      )
      : new PlainChannel(stream, this.recorder, identity);
  }
}
