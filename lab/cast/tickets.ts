import { type Bytes, hex } from "../bytes/mod.ts";
import {
  generateTicketKey,
  type SessionCache,
  type SessionState,
  type TicketKey,
  type TicketPolicy,
} from "../tls/mod.ts";
import type { Stage } from "./stage.ts";

export interface TicketOfficeOptions {
  /** Whose tickets they are: a host's name. */
  readonly host: string;
  /** Seconds for which a ticket may be used; a day unless said. */
  readonly lifetime?: number;
  /** Tickets for each connection of TLS 1.3; one unless said. */
  readonly count?: number;
  /** Bytes of early data that a ticket of TLS 1.3 allows; none unless said. */
  readonly maxEarlyData?: number;
}

const DAY = 86_400;

/**
 * The key under which servers seal their tickets (RFC 5077 §4, RFC 9846 §4.7.1 [8446 §4.6.1]), in
 * the hands of all who share it. It stands in the ledger like any private key.
 */
export class TicketOffice {
  /** For the configuration of a server; it follows when the key is changed. */
  readonly policy: TicketPolicy;
  readonly #stage: Stage;
  readonly #host: string;
  readonly #keys: TicketKey[];
  #made = 0;

  /** @param owners the servers that share the key, by name */
  constructor(
    stage: Stage,
    readonly owners: readonly string[],
    { host, lifetime = DAY, count = 1, maxEarlyData = 0 }: TicketOfficeOptions,
  ) {
    this.#stage = stage;
    this.#host = host;
    this.#keys = [this.#make()];
    this.policy = { keys: this.#keys, lifetime, count, maxEarlyData };
  }

  /** The key in use. */
  get key(): TicketKey {
    return this.#keys[0]!;
  }

  /** Throws the key away, so that nobody can steal it any more, and makes another one. */
  rotate(): void {
    this.#keys.splice(0, 1, this.#make());
  }

  /** What the ledger calls the key in use. */
  get title(): string {
    return this.#made === 1
      ? `ticket key of ${this.#host}`
      : `ticket key ${this.#made} of ${this.#host}`;
  }

  #make(): TicketKey {
    this.#made++;
    const random = this.#stage.world.random(this.owners[0]!);
    const key = generateTicketKey(random, this.title);
    for (const owner of this.owners) this.#enter(owner, key.key);
    return key;
  }

  #enter(owner: string, key: Bytes): void {
    this.#stage.ownKey(owner, this.title, key);
  }
}

/**
 * Where a server remembers sessions by their names, in place of tickets: those of TLS 1.2 by the id
 * that it gives out (RFC 5246 §7.4.1.2). It forgets none.
 */
export class SessionDrawer implements SessionCache {
  readonly #known = new Map<string, SessionState>();

  /** How many it remembers. */
  get size(): number {
    return this.#known.size;
  }

  put(id: Bytes, state: SessionState): void {
    this.#known.set(hex(id), state);
  }

  find(id: Bytes): SessionState | undefined {
    return this.#known.get(hex(id));
  }
}
