import { equalBytes, utf8 } from "../bytes/mod.ts";
import type { CryptoProvider, PrivateKey } from "../crypto/mod.ts";
import { type Link, millis, Network, World } from "../net/mod.ts";
import type { EventId, FlawInForce, NodeId, Party } from "../trace/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { Attacker } from "./attacker.ts";
import { AcmeAuthority, type AcmeAuthorityOptions } from "./acme_authority.ts";
import { Authority, type AuthorityOptions } from "./authority.ts";
import { Browser, type BrowserOptions } from "./browser.ts";
import { Client, type ClientOptions } from "./client.ts";
import { Monitor, type MonitorOptions } from "./monitor.ts";
import { NameServer } from "./name_server.ts";
import { Person, SecretText } from "./person.ts";
import { Proxy, type ProxyOptions } from "./proxy.ts";
import { Server, type ServerOptions } from "./server.ts";
import { type TimeKey, TimeServer } from "./time_server.ts";
import { TransparencyLog, type TransparencyLogOptions } from "./transparency_log.ts";
import { StatusServer, type StatusServerOptions } from "./status_server.ts";
import { VantagePoint } from "./vantage_point.ts";
import { type Span, spanMicros, spanText } from "./span.ts";

/** A link between two people; times in milliseconds, because stories are told in them. */
export interface LinkOptions {
  /** Milliseconds each hop takes; 5 unless said. */
  readonly latency?: number;
  /** Bits per second; unlimited unless said. */
  readonly bandwidth?: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** Largest packet in bytes, headers included; 1500 unless said. */
  readonly mtu?: number;
}

/** The world as a scenario builds it: people, links and authorities, by name. */
export class Stage {
  readonly world: World;
  readonly network: Network;
  readonly crypto: CryptoProvider;
  /** Flaws that were built into people. */
  readonly flaws: FlawInForce[] = [];
  /** Events that a verdict was founded on. */
  readonly evidence = new Set<EventId>();
  readonly #people: Person[] = [];
  readonly #channels = new Map<string, number>();

  /** @param wording the words of what somebody keeps to herself: as they are, unless said */
  constructor(
    world: World,
    crypto: CryptoProvider,
    readonly wording: (title: string, text: string) => string = (_title, text) => text,
  ) {
    this.world = world;
    this.network = new Network(world);
    this.crypto = crypto;
  }

  /** Somebody whose signature on certificates others may trust. */
  authority(name: string, options: AuthorityOptions = {}): Authority {
    return new Authority(this, name, options);
  }

  /** A server that answers on port 443, by the name in its certificate. */
  server(name: string, options: ServerOptions): Server {
    return this.#join(new Server(this, this.network.node(name), options));
  }

  /** Where an authority answers about its certificates, and publishes what it has taken back. */
  statusServer(name: string, options: StatusServerOptions): StatusServer {
    return this.#join(new StatusServer(this, this.network.node(name), options));
  }

  client(name: string, options: ClientOptions = {}): Client {
    return this.#join(new Client(this, this.network.node(name), options));
  }

  /** A load balancer in front of a server, in the name of the site in its certificate. */
  proxy(name: string, options: ProxyOptions): Proxy {
    return this.#join(new Proxy(this, this.network.node(name), options));
  }

  /**
   * A machine that tells the time.
   *
   * @param key what it seals its answers with, for those who ask with the same
   */
  timeServer(name: string, { key }: { readonly key?: TimeKey | undefined } = {}): TimeServer {
    return this.#join(new TimeServer(this, this.network.node(name), key));
  }

  /** A machine that knows where names lead. */
  nameServer(name: string): NameServer {
    return this.#join(new NameServer(this, this.network.node(name)));
  }

  /** An authority that machines order certificates from. */
  acmeAuthority(name: string, options: AcmeAuthorityOptions): AcmeAuthority {
    return this.#join(new AcmeAuthority(this, this.network.node(name), options));
  }

  /** A machine from which an authority looks at names, elsewhere in the network. */
  vantagePoint(name: string): VantagePoint {
    return this.#join(new VantagePoint(this, this.network.node(name)));
  }

  /** A client that follows addresses, keeps cookies, and warns. */
  browser(name: string, options: BrowserOptions = {}): Browser {
    return this.#join(new Browser(this, this.network.node(name), options));
  }

  /** A public log of certificates; one that lies, if it is told to whom. */
  log(name: string, options: TransparencyLogOptions): TransparencyLog {
    return this.#join(new TransparencyLog(this, this.network.node(name), options));
  }

  /** Somebody who watches logs for certificates that nobody had ordered. */
  monitor(name: string, options: MonitorOptions): Monitor {
    return this.#join(new Monitor(this, this.network.node(name), options));
  }

  link(name: string, a: Person, b: Person, options: LinkOptions = {}): Link {
    const { latency = 5, ...rest } = options;
    return this.network.link(name, a.node, b.node, { latency: millis(latency), ...rest });
  }

  /**
   * Somebody on-path: every packet on that link goes through her hands.
   *
   * @param as who she is for the audience, where that place is not what matters
   */
  attacker(name: string, { on, as }: { readonly on: Link; readonly as?: string }): Attacker {
    const node = this.network.node(name);
    this.network.insert(node, on);
    return this.#join(new Attacker(this, node, on, as ?? "on-path attacker"));
  }

  /** Somebody who can only listen (RFC 3552 §3.2). */
  eavesdropper(name: string, { on }: { readonly on: Link }): Attacker {
    return this.#join(new Attacker(this, this.network.node(name), on, "passive listener"));
  }

  /** The server that answers by that name; of two with one name, the last to come. */
  hostOf(name: string): Server | undefined {
    return this.#people.findLast((person): person is Server =>
      person instanceof Server && person.host === name
    );
  }

  /** Everybody, in the order in which packets pass them: clients, those on the way, servers. */
  get parties(): readonly Party[] {
    const rank = (person: Person) =>
      person instanceof Client ? 0 : person instanceof Server && !(person instanceof Proxy) ? 2 : 1;
    return this.#people.toSorted((a, b) => rank(a) - rank(b)).map((person) => ({
      id: person.name,
      role: person.role,
      address: person.node.address,
      hostile: person instanceof Attacker,
    }));
  }

  /** Lets the world go on until nothing is left to happen. */
  settle(): void {
    this.world.run();
  }

  /** The name of whoever has an address, for the record. */
  nameOf(address: string): NodeId {
    return this.network.nodes.find((node) => node.address === address)?.name ?? address;
  }

  /**
   * What a party calls a new conversation: `alice → bank`, and `alice → bank 2` for its next one.
   */
  channelName(owner: NodeId, from: string, to: string): string {
    const name = `${from} → ${to}`;
    const key = `${owner}: ${name}`;
    const count = (this.#channels.get(key) ?? 0) + 1;
    this.#channels.set(key, count);
    return count === 1 ? name : `${name} ${count}`;
  }

  /** Builds flaws into a configuration and notes them for the trace. */
  flawed<C extends Parameters<Flaw["apply"]>[0]>(
    config: C,
    flaws: readonly Flaw[],
    node: NodeId,
  ): C {
    for (const { id, title } of flaws) this.flaws.push({ id, title, node });
    return flaws.reduce((built, flaw) => flaw.apply(built), config);
  }

  /** Enters a private key, or the bytes of any other, which its owner alone knows. */
  ownKey(owner: NodeId, title: string, key: PrivateKey | Uint8Array): void {
    const known = this.world.trace.ledger.secret(title);
    const bytes = keyBytes(key);
    // Two who answer by one name, each with a key of its own, are told apart.
    const other = known !== undefined && !equalBytes(known.bytes, bytes);
    const id = other ? `${title} (${owner})` : title;
    const secret = { id, title: id, kind: "private key" as const, bytes };
    this.world.trace.create(owner, secret, { by: "generated" });
  }

  /**
   * Lets everything happen that is under way, and then that much time pass. For the audience it is
   * one line: `a year later`.
   *
   * @throws {RangeError} if a part of the span is negative, or all of it is nothing
   */
  elapse(span: Span): EventId {
    const text = spanText(span);
    this.settle();
    this.world.runUntil(this.world.now + spanMicros(span));
    return this.world.trace.record("", { kind: "elapsed", text: `${text} later` });
  }

  /**
   * One of many things that are alike begins, counted from 1: between the first two and the last two
   * of a series, diagrams only say how many there are.
   */
  round(series: string, number: number): EventId {
    return this.world.trace.record("", { kind: "round", series, number });
  }

  /**
   * Puts a secret into somebody's hands because the story wants it, and says so in the record: the
   * audience reads what was granted, and why. Attacks are handed the very same object.
   *
   * @returns what was granted
   * @throws {RangeError} if it is no secret of this world
   */
  grant<T extends PrivateKey | Uint8Array | SecretText>(
    { name }: Person,
    secret: T,
    why: string,
  ): T {
    const { trace } = this.world;
    const bytes = secret instanceof SecretText ? utf8(secret.text) : keyBytes(secret);
    const found = trace.ledger.among(bytes);
    if (found.length === 0) throw new RangeError(`Cannot grant ${name} that: it is no secret`);
    const what = found.map(({ title }) => title).join(", ");
    const event = trace.record(name, { kind: "grant", what, why });
    trace.submit(name, bytes, { by: "granted", why }, event);
    return secret;
  }

  /** Gives somebody a power that is no secret, and says so: a script in a browser, a place. */
  grantPower({ name }: Person, what: string, why: string): EventId {
    return this.world.trace.record(name, { kind: "grant", what, why });
  }

  #join<P extends Person>(person: P): P {
    this.#people.push(person);
    return person;
  }
}

function keyBytes(key: PrivateKey | Uint8Array): Uint8Array {
  if (key instanceof Uint8Array) return key;
  switch (key.type) {
    case "ec":
      return key.scalar;
    case "ed25519":
      return key.seed;
    case "rsa": {
      const digits = key.d.toString(16);
      const even = digits.length % 2 === 0 ? digits : `0${digits}`;
      return Uint8Array.from(even.match(/../g)!, (pair) => parseInt(pair, 16));
    }
  }
}
