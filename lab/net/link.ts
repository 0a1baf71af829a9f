import type { EventId, Micros, Segment } from "../trace/mod.ts";
import type { Node } from "./node.ts";
import { isBareAcknowledgment, type Packet, packetLength } from "./packet.ts";
import { checkMicros, millis } from "./time.ts";
import type { World } from "./world.ts";

export interface LinkOptions {
  /** How long a bit travels from one end to the other, in micros; 5 ms unless said. */
  readonly latency?: Micros;
  /** How many bits are put on the link in a second; no limit unless said. */
  readonly bandwidth?: number;
  /** How probable it is that a packet is lost, from 0 to 1; 0 unless said. */
  readonly loss?: number;
  /** Length of the longest packet, headers included, in bytes; 1500 unless said. */
  readonly mtu?: number;
}

/** Hears what travels over a link: the segment, and the event of its hop if there is one. */
export type Listener = (segment: Segment, packet: EventId | undefined) => void;

/** Undoes what handed it out. */
export interface Guard {
  uninstall(): void;
}

const SMALLEST_MTU = 68; // RFC 791 §3.2

/** A line between exactly two nodes, with a queue at each end: packets never overtake each other. */
export class Link {
  readonly latency: Micros;
  readonly bandwidth: number;
  readonly loss: number;
  readonly mtu: number;
  /** By sender: when it will have put its last packet on the link. */
  readonly #busyUntil = new Map<Node, Micros>();
  #ends: readonly [Node, Node];
  readonly #listeners: { readonly node: Node; readonly listener: Listener }[] = [];

  /** @throws {RangeError} on options that no link can have */
  constructor(
    readonly world: World,
    readonly name: string,
    ends: readonly [Node, Node],
    { latency = millis(5), bandwidth = Infinity, loss = 0, mtu = 1500 }: LinkOptions,
  ) {
    if (!(bandwidth > 0)) throw new RangeError(`Cannot make link "${name}" of ${bandwidth} bits/s`);
    if (!(loss >= 0 && loss <= 1)) {
      throw new RangeError(`Cannot make link "${name}": ${loss} is not a probability`);
    }
    if (!Number.isInteger(mtu) || mtu < SMALLEST_MTU) {
      throw new RangeError(`Cannot make link "${name}": an MTU of ${mtu} is below ${SMALLEST_MTU}`);
    }
    this.#ends = ends;
    this.latency = checkMicros(`the latency of link "${name}"`, latency);
    this.bandwidth = bandwidth;
    this.loss = loss;
    this.mtu = mtu;
  }

  get ends(): readonly [Node, Node] {
    return this.#ends;
  }

  /** The end that is not `node`. */
  other(node: Node): Node {
    return this.#ends[0] === node ? this.#ends[1] : this.#ends[0];
  }

  /** Makes the link end at another node. What is under way still arrives where it was sent. */
  shorten(end: Node): void {
    this.#ends = [this.#ends[0], end];
  }

  /**
   * Sends a packet from one end to the other, and records that as one event.
   *
   * @returns the event, or `undefined` for a bare acknowledgement
   */
  transmit(sender: Node, packet: Packet): EventId | undefined {
    const { segment, cause, forged = false } = packet;
    const receiver = this.other(sender);
    const arrives = this.#putOnLine(sender, segment) + this.latency;
    const lost = this.#loses(receiver);
    const event = isBareAcknowledgment(segment) ? undefined : this.world.trace.record(
      sender.name,
      {
        kind: "wire.sent",
        link: this.name,
        to: receiver.name,
        segment,
        ...(!lost && { arrives }),
        ...(packet.forwards !== undefined && { forwards: packet.forwards }),
        ...(forged && { forged }),
        ...(packet.retransmits !== undefined && { retransmits: packet.retransmits }),
      },
      cause,
    );
    if (!lost) {
      this.world.at(arrives, () => {
        this.#tell(segment, event);
        receiver.receive({ segment, event, forged }, this);
      });
    }
    return event;
  }

  /**
   * Lets `node` hear every packet that arrives over this link, at the moment it arrives. It hears
   * copies, and what is lost is lost for it too.
   */
  tap(node: Node, listener: Listener): Guard {
    const entry = { node, listener };
    this.#listeners.push(entry);
    return { uninstall: () => remove(this.#listeners, entry) };
  }

  /** When the last bit leaves the sender: first come, first served. */
  #putOnLine(sender: Node, segment: Segment): Micros {
    const now = this.world.now;
    if (this.bandwidth === Infinity) return now;
    const bits = 8 * packetLength(segment);
    const start = Math.max(now, this.#busyUntil.get(sender) ?? 0);
    const done = start + Math.ceil(bits * 1_000_000 / this.bandwidth);
    this.#busyUntil.set(sender, done);
    return done;
  }

  /** Draws only where chance has a say, so a lossless link is the same under every seed. */
  #loses(receiver: Node): boolean {
    if (this.loss === 0) return false;
    const random = this.world.random(`link/${this.name}`);
    const [a, b, c, d] = random.bytes(`loss towards ${receiver.name}`, 4);
    return ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0 < this.loss * 2 ** 32;
  }

  #tell(segment: Segment, packet: EventId | undefined): void {
    for (const { node, listener } of [...this.#listeners]) {
      if (packet !== undefined && segment.payload.length > 0) {
        this.world.trace.record(node.name, { kind: "wire.tapped", packet }, packet);
      }
      listener({ ...segment, payload: segment.payload.slice() }, packet);
    }
  }
}

/** Takes one entry out of a list, if it is there. */
export function remove<T>(list: T[], entry: T): void {
  const at = list.indexOf(entry);
  if (at >= 0) list.splice(at, 1);
}
