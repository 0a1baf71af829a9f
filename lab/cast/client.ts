import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { PlainChannel, TlsChannel } from "../host/mod.ts";
import { askTime, type Node, type PassedOver, type Stream, utcText } from "../net/mod.ts";
import {
  type ClientConfig,
  clientConfig,
  ClientConnection,
  type ClientSession,
} from "../tls/mod.ts";
import type { EventId, Micros } from "../trace/mod.ts";
import { ambientOf } from "./ambient.ts";
import { askAbout } from "./ask_about.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { MachineClock } from "./clock.ts";
import { Person } from "./person.ts";
import type { Server } from "./server.ts";
import { Session } from "./session.ts";
import { nearestSpan, type Span, spanMicros, spanText } from "./span.ts";
import type { Stage } from "./stage.ts";
import { sealOf, type TimeKey, type TimeServer } from "./time_server.ts";

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

/** Which answers a client believes when it asks what time it is. */
export interface TimePolicy {
  /** How far an answer may move its clock at once; any way unless said. */
  readonly most?: Span | undefined;
  /** The key that answers have to be sealed with; none unless said. */
  readonly key?: TimeKey | undefined;
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
  /** What its machine takes for the time: right, until somebody sets it wrong. */
  readonly clock: MachineClock;
  #config: ClientConfig;

  constructor(stage: Stage, node: Node, options: ClientOptions, role = "client") {
    super(stage, node, role);
    this.clock = new MachineClock(stage.world);
    const { trust = [], added = [], pins = [], flaws = [], identity } = options;
    const config = clientConfig({
      crypto: stage.crypto,
      anchors: [...trust, ...added].map(({ certificate }) => certificate),
      addedAnchors: added.map(({ certificate }) => certificate),
      pins,
      ...options.config,
    });
    this.#config = stage.flawed(config, flaws, node.name);
    if (identity !== undefined) this.carries(identity);
  }

  /** From now on it has a certificate with its key, for servers that ask who is there. */
  carries(identity: IssuedIdentity): void {
    this.#config = { ...this.#config, identity };
    this.stage.ownKey(this.name, `private key of ${identity.subject}`, identity.key);
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

  /** Asks a server what time it is (SNTP, RFC 4330), and sets the clock by its answer. */
  setsClock(server: TimeServer, { most, key }: TimePolicy = {}): void {
    const { crypto } = this.stage;
    askTime(this.node, server.node.address, {
      clock: () => this.clock.micros,
      most: most && spanMicros(most),
      seal: key && sealOf(crypto, key),
      onPassedOver: (why, offset, packet) => {
        this.note(`${this.name} passes over an answer: ${objectionOf(why, offset, most)}`, packet);
      },
    }, (result) => {
      if (!result.ok) {
        this.note(`${this.name}'s clock stays as it is: the question ${result.reason}`);
        return;
      }
      this.clock.move(result.offset);
      const now = utcText(this.clock.micros);
      this.note(`${this.name}'s clock ${movedBy(result.offset)}: ${now}`, result.packet);
    });
    this.stage.settle();
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
      ambientOf(this.stage, this.name, this.clock),
    );
    const channel = new TlsChannel(engine, stream, this.recorder, { node: this.name, name });
    channel.asker = (question, answered, cause) => askAbout(this, question, answered, cause);
    return channel;
  }
}

/** `100 days ahead`, for what is less than a second `not at all`. */
function wayOf(offset: Micros): string | undefined {
  const span = nearestSpan(Math.abs(offset));
  return span && `${spanText(span)} ${offset > 0 ? "ahead" : "back"}`;
}

function movedBy(offset: Micros): string {
  const way = wayOf(offset);
  return way === undefined ? "is right" : `is put ${way}`;
}

function objectionOf(why: PassedOver, offset: Micros, most: Span | undefined): string {
  const way = wayOf(offset) ?? "nowhere";
  return why === "not sealed"
    ? "it is not sealed with the key of the time server"
    : `it leads ${way}, and ${most === undefined ? "none" : spanText(most)} is the most`;
}
