import type { CryptoProvider, PrivateKey } from "../crypto/mod.ts";
import { type Link, millis, Network, World } from "../net/mod.ts";
import type { EventId, FlawInForce, NodeId, Party } from "../trace/mod.ts";
import type { Flaw } from "../flaws/mod.ts";
import { Attacker } from "./attacker.ts";
import { Authority, type AuthorityOptions } from "./authority.ts";
import { Client, type ClientOptions } from "./client.ts";
import { Person } from "./person.ts";
import { Server, type ServerOptions } from "./server.ts";

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

  constructor(world: World, crypto: CryptoProvider) {
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

  client(name: string, options: ClientOptions = {}): Client {
    return this.#join(new Client(this, this.network.node(name), options));
  }

  link(name: string, a: Person, b: Person, options: LinkOptions = {}): Link {
    const { latency = 5, ...rest } = options;
    return this.network.link(name, a.node, b.node, { latency: millis(latency), ...rest });
  }

  /** Somebody on-path: every packet on that link goes through her hands. */
  attacker(name: string, { on }: { readonly on: Link }): Attacker {
    const node = this.network.node(name);
    this.network.insert(node, on);
    return this.#join(new Attacker(this, node, on, "on-path attacker"));
  }

  /** Somebody who can only listen (RFC 3552 §3.2). */
  eavesdropper(name: string, { on }: { readonly on: Link }): Attacker {
    return this.#join(new Attacker(this, this.network.node(name), on, "passive listener"));
  }

  /** Everybody, in the order in which packets pass them: clients, those on the way, servers. */
  get parties(): readonly Party[] {
    const rank = (person: Person) =>
      person instanceof Client ? 0 : person instanceof Server ? 2 : 1;
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

  /** Enters a private key, which its owner alone knows. */
  ownKey(owner: NodeId, title: string, key: PrivateKey): void {
    const bytes = privateBytes(key);
    const secret = { id: title, title, kind: "private key" as const, bytes };
    this.world.trace.create(owner, secret, { by: "generated" });
  }

  /** Hands bytes to somebody because the story wants it, and says so in the record. */
  grant({ name }: Person, bytes: Uint8Array, why: string): void {
    this.world.trace.submit(name, bytes, { by: "granted", why });
  }

  #join<P extends Person>(person: P): P {
    this.#people.push(person);
    return person;
  }
}

function privateBytes(key: PrivateKey): Uint8Array {
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
