import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import {
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ClientSession,
} from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { ambientOf } from "./ambient.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { Person } from "./person.ts";
import type { Server } from "./server.ts";
import { Session } from "./session.ts";
import type { Stage } from "./stage.ts";

export interface ClientOptions {
  /** Authorities in the trust store. */
  readonly trust?: readonly Authority[];
  /** Authorities that were added to the trust store later; pins do not hold for them. */
  readonly added?: readonly Authority[];
  /** Keys the client met before: SHA-256 of SubjectPublicKeyInfo. */
  readonly pins?: readonly Bytes[];
  readonly flaws?: readonly Flaw[];
  /** For servers that ask who is there. */
  readonly identity?: IssuedIdentity;
  readonly config?: Partial<Omit<ClientConfig, "crypto">>;
}

/** How one connection differs from the others of a client. */
export interface CallOptions {
  /** Which port of the server; its first unless said. */
  readonly port?: number;
  /** Whether TLS begins with the first byte; as behind that port unless said. */
  readonly tls?: boolean;
  /** What an earlier connection was given to go on from; see `Session.tickets`. */
  readonly resume?: ClientSession | undefined;
  /** A line to say as soon as the handshake is done, and not sooner. */
  readonly first?: string;
  /**
   * A line to say before the handshake is done, where the session allows that, and afterwards where
   * it does not or the server has not taken it.
   */
  readonly early?: string;
  /** What this connection is configured with, on top of all others. */
  readonly config?: Partial<Omit<ClientConfig, "crypto">>;
}

/** Somebody whom clients can call: a server, or whoever answers in its name. */
export type Callee = Pick<Server, "name" | "node" | "host" | "services">;

/** What becomes of a call. */
export interface CallHandlers {
  /** The stream is open; the channel is to be given its handlers now, and starts then. */
  onChannel(channel: TlsChannel | PlainChannel): void;
  onRefused(): void;
}

/** Somebody who opens conversations. */
export class Client extends Person {
  readonly #config: ClientConfig;

  constructor(stage: Stage, node: Node, options: ClientOptions, role = "client") {
    super(stage, node, role);
    const { trust = [], added = [], pins = [], flaws = [], identity } = options;
    const config = clientConfig({
      crypto: stage.crypto,
      anchors: [...trust, ...added].map(({ certificate }) => certificate),
      addedAnchors: added.map(({ certificate }) => certificate),
      pins,
      ...(identity !== undefined && { identity }),
      ...options.config,
    });
    this.#config = stage.flawed(config, flaws, node.name);
  }

  /**
   * Opens a conversation with a server, by the name in its certificate, and lets the world settle.
   * The session may be dead already when this returns.
   *
   * @throws {RangeError} if the server has no such port
   */
  connect(server: Callee, options: CallOptions = {}): Session {
    const session = new Session(
      this.stage,
      (data, event) => void this.learn(data, { by: "received", event }, event),
      (stream, name) => this.#secured(server, stream, `${name}, TLS`, options),
    );
    this.call(server, options, {
      onChannel: (channel) => {
        session.use(channel);
        if (options.first !== undefined) channel.send(utf8(`${options.first}\n`));
      },
      onRefused: () => session.fail("the connection was refused"),
    });
    this.stage.settle();
    return session;
  }

  /** Opens a conversation, and leaves it to the world when that happens. */
  protected call(
    server: Callee,
    options: CallOptions,
    { onChannel, onRefused }: CallHandlers,
    cause?: EventId,
  ): void {
    const { port = server.services[0].port } = options;
    const service = server.services.find((one) => one.port === port);
    if (service === undefined) {
      throw new RangeError(`Cannot call ${server.name} at port ${port}: nobody answers there`);
    }
    this.node.connect({ address: server.node.address, port }, {
      onOpen: (stream, packet) => {
        const name = this.stage.channelName(this.name, this.name, server.name);
        const channel = options.tls ?? service.protection === "tls"
          ? this.#secured(server, stream, name, options)
          : new PlainChannel(stream, this.recorder, { node: this.name, name });
        onChannel(channel);
        channel.start(packet);
      },
      onReset: onRefused,
    }, cause === undefined ? {} : { cause });
  }

  #secured(server: Callee, stream: Stream, name: string, options: CallOptions): TlsChannel {
    const { resume, early } = options;
    const engine = new ClientConnection(
      {
        ...this.#config,
        serverName: server.host,
        ...(resume !== undefined && { session: resume }),
        ...(early !== undefined && { earlyData: utf8(`${early}\n`) }),
        ...options.config,
      },
      ambientOf(this.stage, this.name),
    );
    return new TlsChannel(engine, stream, this.recorder, { node: this.name, name });
  }
}
