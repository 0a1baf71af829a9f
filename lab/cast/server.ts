import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { type Channel, PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import type { Identity } from "../pki/mod.ts";
import { type ServerConfig, serverConfig, ServerConnection } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { ambientOf } from "./ambient.ts";
import { askAbout, questionAbout } from "./ask_about.ts";
import { type App, type AppContext, type Conversation, lines } from "./app.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { type ClientNaming, OWN_CERTIFICATE } from "./client_naming.ts";
import { Person } from "./person.ts";
import { DISCARD_READ_AHEAD, type Service } from "./service.ts";
import type { Stage } from "./stage.ts";

export interface ServerOptions {
  readonly identity: IssuedIdentity;
  /** Other names it answers to, each with a certificate of its own. */
  readonly sites?: readonly IssuedIdentity[];
  /** Answers by request, for servers with little to say. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What the server does; takes the place of `answers`. */
  readonly app?: App;
  /** False for a server without TLS, on port 80. */
  readonly tls?: boolean;
  /** Its ports, the one that clients choose unless told first; in place of 443, or 80. */
  readonly services?: readonly [Service, ...Service[]];
  readonly flaws?: readonly Flaw[];
  /** Whose client certificates it accepts. */
  readonly trust?: readonly Authority[];
  /** How its application finds out who a client is; by its own certificate unless said. */
  readonly clients?: ClientNaming;
  readonly config?: Partial<Omit<ServerConfig, "crypto" | "chooseIdentity">>;
}

/** Somebody who waits to be asked. */
export class Server extends Person {
  #identity: IssuedIdentity;
  /** Behind each of its ports, the one that clients choose unless told first. */
  readonly services: readonly [Service, ...Service[]];
  /** What its application did, in order, with the event of each. */
  readonly effects: { readonly what: string; readonly event: EventId }[] = [];
  readonly #config: ServerConfig;
  readonly #app: App;
  readonly #clients: ClientNaming;
  #staple: Bytes | undefined;

  /** @param part who it is for the audience, and whether the private key is its own */
  constructor(
    stage: Stage,
    node: Node,
    options: ServerOptions,
    part: { readonly role: string; readonly ownsKey: boolean } = { role: "server", ownsKey: true },
  ) {
    super(stage, node, part.role);
    const { identity, sites = [], answers = {}, trust = [], flaws = [], tls = true } = options;
    this.#identity = identity;
    this.services = options.services ??
      [tls ? { port: 443, protection: "tls" } : { port: 80, protection: "none" }];
    this.#app = options.app ??
      lines((request) => Object.hasOwn(answers, request) ? answers[request] : undefined);
    const config = serverConfig({
      crypto: stage.crypto,
      chooseIdentity: (name): Identity =>
        sites.find(({ subject }) => subject === name) ??
          (this.#staple === undefined
            ? this.#identity
            : { ...this.#identity, ocspStaple: this.#staple }),
      anchors: trust.map(({ certificate }) => certificate),
      ...options.config,
    });
    this.#config = stage.flawed(config, flaws, node.name);
    this.#clients = options.clients ?? OWN_CERTIFICATE;
    if (this.#clients.flaw !== undefined) {
      stage.flaws.push({ ...this.#clients.flaw, node: node.name });
    }
    if (part.ownsKey) stage.ownKey(node.name, `private key of ${identity.subject}`, identity.key);
    for (const service of this.services) {
      const flaw = service.upgrade?.flaw;
      if (flaw !== undefined) stage.flaws.push({ ...flaw, node: node.name });
      node.listen(service.port, (stream, packet) => this.accept(service, stream, packet));
    }
  }

  /** Its certificate and the key that goes with it. */
  get identity(): IssuedIdentity {
    return this.#identity;
  }

  /** Changes to another certificate: connections that begin from now on are shown that. */
  takes(identity: IssuedIdentity): void {
    this.#identity = identity;
    this.#staple = undefined; // it was about the certificate of before
  }

  /** The name that clients ask for. */
  get host(): string {
    return this.identity.subject;
  }

  get port(): number {
    return this.services[0].port;
  }

  get tls(): boolean {
    return this.services[0].protection === "tls";
  }

  /**
   * Asks its issuer's responder about its own certificate, and staples what comes to its
   * handshakes from now on (RFC 6066 §8); what it had before stays where nothing comes.
   *
   * @returns whether an answer came
   */
  fetchesStaple(issuer: Authority): boolean {
    const question = questionAbout(this.identity, issuer, this.stage.crypto);
    let came = false;
    askAbout(this, question, (answer) => {
      came = answer !== undefined;
      this.#staple = answer ?? this.#staple;
    }, undefined);
    this.stage.settle();
    return came;
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

  /** A connection has come to a port. */
  protected accept(service: Service, stream: Stream, packet: EventId): void {
    const peer = this.stage.nameOf(stream.remote.address);
    const name = this.stage.channelName(this.name, peer, this.name);
    const conversation = (service.app ?? this.#app)();
    const { greeting } = conversation;
    if (service.protection === "tls") {
      const channel = this.secured(stream, name);
      this.#serve(channel, conversation, service);
      if (greeting === undefined) return;
      channel.handlers.onOpen = (cause) => {
        delete channel.handlers.onOpen; // later handshakes are no beginning
        channel.send(greeting, cause);
      };
    } else {
      const channel = new PlainChannel(stream, this.recorder, { node: this.name, name });
      this.#serve(channel, conversation, service);
      if (greeting !== undefined) channel.send(greeting, packet);
    }
  }

  /** An engine of this server at the end of a stream. */
  protected secured(stream: Stream, name: string): TlsChannel {
    const engine = new ServerConnection(this.#config, ambientOf(this.stage, this.name));
    return new TlsChannel(engine, stream, this.recorder, { node: this.name, name });
  }

  #serve(channel: TlsChannel | PlainChannel, conversation: Conversation, service: Service): void {
    let complete = false;
    channel.handlers = {
      onPeerDone: () => {
        complete = true;
      },
      onData: (data, cause) => {
        if (cause !== undefined) this.learn(data, { by: "received", event: cause }, cause);
        let readAhead: Bytes | undefined;
        const upgradable = service.protection === "starttls" && channel instanceof PlainChannel;
        this.#answer(channel, conversation, data, cause, (bytes) => {
          if (upgradable) readAhead = bytes;
        });
        if (readAhead === undefined || !upgradable || !channel.alive) return;
        const secured = this.secured(channel.release(), `${channel.name}, TLS`);
        this.#serve(secured, conversation, service);
        const survives = (service.upgrade ?? DISCARD_READ_AHEAD).survives(readAhead);
        if (survives.length === 0) return;
        secured.handlers.onOpen = (opened) =>
          this.#answer(secured, conversation, survives, opened, () => {});
      },
      onClose: (cause) => {
        conversation.over?.(complete, this.#context(channel, cause));
        if (channel.alive) channel.close(cause);
      },
    };
  }

  #answer(
    channel: Channel,
    conversation: Conversation,
    data: Bytes,
    cause: EventId | undefined,
    startTls: AppContext["startTls"],
  ): void {
    const reply = conversation(data, { ...this.#context(channel, cause), startTls });
    if (reply !== undefined && channel.alive) channel.send(reply, cause);
  }

  #context(channel: Channel, cause: EventId | undefined): AppContext {
    const secure = channel instanceof TlsChannel;
    const client = secure ? this.#clientOf(channel) : undefined;
    return {
      effect: (what) => this.#effect(what, cause),
      secure,
      ...(cause !== undefined && { cause }),
      ...(client !== undefined && { client }),
      askWho: (then) => this.#askWho(channel, then, cause),
      early: secure && !channel.reported.some(({ kind }) => kind === "connected"),
      startTls: () => {},
    };
  }

  /** Who showed certificates in the last handshake that was done. */
  #clientOf({ reported }: TlsChannel): string | undefined {
    const done = reported.findLastIndex(({ kind }) => kind === "connected");
    const before = reported.findLastIndex(({ kind }, i) => kind === "connected" && i < done);
    const shown = reported.slice(before + 1, done).find((event) =>
      event.kind === "check" && event.subject === "certificate chain" && event.ok
    );
    return shown?.kind === "check" ? this.#clients.nameOf(shown.certificates) : undefined;
  }

  #askWho(
    channel: Channel,
    then: (client: string) => string,
    cause: EventId | undefined,
  ): void {
    if (!(channel instanceof TlsChannel)) throw new TypeError("Cannot ask who it is: no TLS");
    const earlier = channel.handlers.onOpen; // another request that waits for the same
    channel.handlers.onOpen = (opened) => {
      delete channel.handlers.onOpen;
      earlier?.(opened);
      const client = this.#clientOf(channel);
      if (client !== undefined && channel.alive) channel.send(utf8(then(client)), opened);
    };
    channel.renegotiate(cause, "require");
  }

  #effect(what: string, cause: EventId | undefined): void {
    const event = this.recorder.record(this.name, { kind: "app.effect", effect: what }, cause);
    this.effects.push({ what, event });
  }
}
