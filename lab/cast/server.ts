import type { Flaw } from "../flaws/mod.ts";
import { type Channel, PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import type { Identity } from "../pki/mod.ts";
import { type ServerConfig, serverConfig, ServerConnection } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { ambientOf } from "./ambient.ts";
import { type App, lines } from "./app.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

export interface ServerOptions {
  readonly identity: IssuedIdentity;
  /** Answers by request, for servers with little to say. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What the server does; takes the place of `answers`. */
  readonly app?: App;
  /** False for a server without TLS, on port 80. */
  readonly tls?: boolean;
  readonly flaws?: readonly Flaw[];
  /** Whose client certificates it accepts. */
  readonly trust?: readonly Authority[];
  readonly config?: Partial<Omit<ServerConfig, "crypto" | "chooseIdentity">>;
}

/** Somebody who waits to be asked. */
export class Server extends Person {
  readonly identity: IssuedIdentity;
  readonly tls: boolean;
  /** What its application did, in order, with the event of each. */
  readonly effects: { readonly what: string; readonly event: EventId }[] = [];
  readonly #config: ServerConfig;
  readonly #app: App;

  constructor(stage: Stage, node: Node, options: ServerOptions) {
    super(stage, node, "server");
    const { identity, answers = {}, trust = [], flaws = [] } = options;
    this.identity = identity;
    this.tls = options.tls ?? true;
    this.#app = options.app ??
      lines((request) => Object.hasOwn(answers, request) ? answers[request] : undefined);
    const given: Identity = identity;
    const config = serverConfig({
      crypto: stage.crypto,
      chooseIdentity: () => given,
      anchors: trust.map(({ certificate }) => certificate),
      ...options.config,
    });
    this.#config = stage.flawed(config, flaws, node.name);
    stage.ownKey(node.name, `private key of ${identity.subject}`, identity.key);
    node.listen(this.port, (stream) => this.#accept(stream));
  }

  get port(): number {
    return this.tls ? 443 : 80;
  }

  /** Whether the application did such a thing; the answer becomes evidence. */
  did(what: string | RegExp): boolean {
    const found = this.effects.find((effect) =>
      typeof what === "string" ? effect.what === what : what.test(effect.what)
    );
    if (found !== undefined) this.stage.evidence.add(found.event);
    return found !== undefined;
  }

  /** How often it did such a thing. */
  times(what: string): number {
    const found = this.effects.filter((effect) => effect.what === what);
    for (const { event } of found) this.stage.evidence.add(event);
    return found.length;
  }

  #accept(stream: Stream): void {
    const peer = this.stage.nameOf(stream.remote.address);
    const identity = { node: this.name, name: this.stage.channelName(this.name, peer, this.name) };
    const channel: Channel = this.tls
      ? new TlsChannel(
        new ServerConnection(this.#config, ambientOf(this.stage, this.name)),
        stream,
        this.recorder,
        identity,
      )
      : new PlainChannel(stream, this.recorder, identity);
    const conversation = this.#app();
    channel.handlers = {
      onData: (data, cause) => {
        if (cause !== undefined) this.learn(data, { by: "received", event: cause }, cause);
        const reply = conversation(data, { effect: (what) => this.#effect(what, cause) });
        if (reply !== undefined && channel.alive) channel.send(reply, cause);
      },
      onClose: (cause) => {
        if (channel.alive) channel.close(cause);
      },
    };
  }

  #effect(what: string, cause: EventId | undefined): void {
    const event = this.recorder.record(this.name, { kind: "app.effect", effect: what }, cause);
    this.effects.push({ what, event });
  }
}
