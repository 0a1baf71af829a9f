import type { Bytes } from "../bytes/mod.ts";
import type { EventBody, EventId, Micros, NodeId, TraceEvent } from "./event.ts";
import { type How, Ledger, type Secret, type SecretId } from "./ledger.ts";

/** Writes the only record of what happened. Everything shown later is read from it. */
export class Recorder {
  readonly events: TraceEvent[] = [];
  readonly ledger = new Ledger();
  #act = 0;
  readonly #now: () => Micros;

  /** @param now the world's clock */
  constructor(now: () => Micros) {
    this.#now = now;
  }

  /** Adds an event at the present virtual time and returns its id. */
  record(node: NodeId, body: EventBody, cause?: EventId): EventId {
    const id = this.events.length;
    if (body.kind === "act") this.#act++;
    this.events.push({
      ...body,
      id,
      at: this.#now(),
      act: this.#act,
      node,
      ...(cause !== undefined && { cause }),
    });
    return id;
  }

  /** Marks the act that has just begun as one that does not take place after all. */
  cancelAct(id: EventId): void {
    const event = this.events[id];
    if (event?.kind !== "act") throw new Error(`Cannot cancel event #${id}: it is no act`);
    this.events[id] = { ...event, happens: false };
  }

  /** Enters a secret that `node` holds from now on. */
  create(node: NodeId, secret: Secret, how: How, cause?: EventId): Secret {
    const entered = this.ledger.enter(secret);
    if (!this.ledger.knows(node, entered.id)) this.#learn(node, entered.id, how, cause);
    return entered;
  }

  /**
   * A party lays bytes from its own notebook on the table.
   *
   * @returns the secrets it is thereby proved to know and did not know before
   */
  submit(node: NodeId, bytes: Bytes, how: How, cause?: EventId): readonly SecretId[] {
    return this.ledger.match(node, bytes).map(({ id }) => {
      this.#learn(node, id, how, cause);
      return id;
    });
  }

  #learn(node: NodeId, secret: SecretId, how: How, cause?: EventId): void {
    const event = this.record(node, { kind: "secret", secret, how }, cause);
    this.ledger.record({ secret, node, event, how });
  }
}
