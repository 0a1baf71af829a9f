import type { EventId, EventOf, Micros, NodeId, TraceEvent } from "./event.ts";

type Packet = EventOf<"wire.sent">;

/**
 * What the record says of who saw which packet, kept up to date as the record grows: claims are
 * judged by the thousand, and none of them may cost a walk through everything that happened.
 */
export class Sightings {
  readonly #events: readonly TraceEvent[];
  #read = 0;
  readonly #tapped = new Map<NodeId, Set<EventId>>();
  /** By party and direction of a stream: its packets as they came to her, in the record's order. */
  readonly #streams = new Map<string, Packet[]>();
  /** By party and packet: what her applications were given because of it. */
  readonly #heard = new Map<string, EventOf<"app.data">[]>();

  private constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  static readonly #known = new WeakMap<readonly TraceEvent[], Sightings>();

  /** Those of a record, which only ever grows. */
  static of(events: readonly TraceEvent[]): Sightings {
    let sightings = this.#known.get(events);
    if (sightings === undefined) this.#known.set(events, sightings = new Sightings(events));
    sightings.#catchUp();
    return sightings;
  }

  /** Whether a packet came past a party by that time: to her machine, through it, or by a tap. */
  saw(node: NodeId, now: Micros, packet: Packet): boolean {
    if (arrivedAt(node, now, packet)) return true;
    if (packet.node === node) { // what she passed on, she saw
      const before = packet.forwards === undefined ? undefined : this.#events[packet.forwards];
      return before?.kind === "wire.sent" && arrivedAt(node, now, before);
    }
    return this.#tapped.get(node)?.has(packet.id) === true;
  }

  /** Packets of the same direction that were on their way to her or copied by her, oldest first. */
  alike(node: NodeId, packet: Packet): readonly Packet[] {
    return this.#streams.get(streamKey(node, packet)) ?? [];
  }

  /** What applications of hers were given because of a packet. */
  heard(node: NodeId, cause: EventId): readonly EventOf<"app.data">[] {
    return this.#heard.get(`${node} ${cause}`) ?? [];
  }

  #catchUp(): void {
    for (; this.#read < this.#events.length; this.#read++) {
      const event = this.#events[this.#read]!;
      if (event.kind === "wire.sent") {
        if (event.arrives !== undefined) push(this.#streams, streamKey(event.to, event), event);
      } else if (event.kind === "wire.tapped") {
        const packet = this.#events[event.packet];
        const copies = this.#tapped.get(event.node) ?? new Set();
        this.#tapped.set(event.node, copies.add(event.packet));
        if (packet?.kind !== "wire.sent") continue;
        push(this.#streams, streamKey(event.node, packet), packet);
      } else if (event.kind === "app.data" && event.direction === "received") {
        if (event.cause !== undefined) push(this.#heard, `${event.node} ${event.cause}`, event);
      }
    }
  }
}

/** Whether a packet has reached that party's machine. */
export function arrivedAt(node: NodeId, now: Micros, packet: Packet): boolean {
  return packet.to === node && packet.arrives !== undefined && packet.arrives <= now;
}

function streamKey(node: NodeId, { segment: { protocol, from, to } }: Packet): string {
  return `${node} ${protocol} ${from.address}:${from.port} ${to.address}:${to.port}`;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
