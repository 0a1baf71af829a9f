import { PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { IssuedIdentity } from "./authority.ts";
import { Client, type ClientOptions } from "./client.ts";
import { Server, type ServerOptions } from "./server.ts";
import type { Service } from "./service.ts";
import type { Stage } from "./stage.ts";

/** What a proxy does with TLS that comes to it. */
export type ProxyMode = "pass-through" | "terminate" | "re-encrypt";

export interface ProxyOptions
  extends Omit<ServerOptions, "app" | "answers" | "tls" | "services" | "identity"> {
  /** The certificate of the site; it needs none to pass connections through. */
  readonly identity?: IssuedIdentity;
  /** The server behind it: it needs a port for what the proxy sends on. */
  readonly to: Server;
  /**
   * `pass-through` carries the bytes of the connection across and has no part in it. `terminate`
   * ends TLS and goes on in the clear, to the first port of the server that speaks it. `re-encrypt`
   * ends TLS and begins another, to the server's first port with TLS.
   */
  readonly mode: ProxyMode;
  /** What it trusts in, and offers, as a client of the server behind it. */
  readonly client?: ClientOptions;
}

/**
 * A load balancer: answers on port 443 in the name of a site, and takes what comes to the server
 * behind it. What passes through its engines in the clear, it knows, like anybody else.
 */
export class Proxy extends Server {
  readonly #to: Server;
  readonly #mode: ProxyMode;
  readonly #outward: Outward;
  readonly #behind: Service;

  constructor(stage: Stage, node: Node, options: ProxyOptions) {
    const { mode, to, identity = to.identity } = options;
    const ownsKey = mode !== "pass-through";
    if (ownsKey && options.identity === undefined) {
      throw new RangeError(`Cannot ${mode} without an identity`);
    }
    super(stage, node, { ...options, identity }, { role: "load balancer", ownsKey });
    this.#to = options.to;
    this.#mode = options.mode;
    this.#outward = new Outward(stage, node, options.client ?? {});
    const wanted = options.mode === "terminate" ? "none" : "tls";
    const behind = options.to.services.find(({ protection }) => protection === wanted);
    if (behind === undefined) {
      throw new RangeError(`Cannot ${options.mode} to ${options.to.name}: it has no such port`);
    }
    this.#behind = behind;
  }

  protected override accept(_: Service, stream: Stream, packet: EventId): void {
    if (this.#mode === "pass-through") return this.#passThrough(stream, packet);
    const peer = this.stage.nameOf(stream.remote.address);
    const inward = this.secured(stream, this.stage.channelName(this.name, peer, this.name));
    const early: [data: Uint8Array, cause: EventId | undefined][] = [];
    inward.handlers = {
      onOpen: (cause) =>
        this.#outward.open(this.#to, this.#behind, cause, {
          onChannel: (outward) => {
            this.#carry(inward, outward);
            this.#carry(outward, inward);
            for (const [data, event] of early) inward.handlers.onData?.(data, event);
          },
          onRefused: () => {
            if (inward.alive) inward.close();
          },
        }),
      onData: (data, cause) => void early.push([data, cause]),
    };
  }

  /** Reads what comes out of one channel, and puts it into the other. */
  #carry(from: TlsChannel | PlainChannel, into: TlsChannel | PlainChannel): void {
    from.handlers = {
      onData: (data, cause) => {
        if (cause !== undefined) this.learn(data, { by: "received", event: cause }, cause);
        if (into.alive) into.send(data, cause);
      },
      onClose: (cause) => {
        if (into.alive) into.close(cause);
      },
    };
  }

  #passThrough(stream: Stream, packet: EventId): void {
    const waiting: [bytes: Uint8Array, cause: EventId][] = [];
    stream.handlers = { onData: (bytes, cause) => void waiting.push([bytes, cause]) };
    const to = { address: this.#to.node.address, port: this.#behind.port };
    this.node.connect(to, {
      onOpen: (onward) => {
        pump(stream, onward);
        pump(onward, stream);
        for (const [bytes, cause] of waiting) onward.write(bytes, cause);
      },
      onReset: () => void stream.abort(),
    }, { cause: packet });
  }
}

/** What comes on one stream goes out on the other, as it came. */
function pump(from: Stream, into: Stream): void {
  from.handlers = {
    onData: (bytes, cause) => void (into.state === "open" && into.write(bytes, cause)),
    onEnd: (cause) => void (into.state === "open" && into.end(cause)),
    onReset: (_reason, cause) => void (into.state === "open" && into.abort(cause)),
  };
}

/** The side of a proxy that calls the server behind it. */
class Outward extends Client {
  constructor(stage: Stage, node: Node, options: ClientOptions) {
    super(stage, node, options, "load balancer");
  }

  open(
    to: Server,
    { port }: Service,
    cause: EventId | undefined,
    handlers: Parameters<Client["call"]>[2],
  ): void {
    this.call(to, { port }, handlers, cause);
  }
}
