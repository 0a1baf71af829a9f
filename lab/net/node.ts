import type { Bytes } from "../bytes/mod.ts";
import type { Endpoint, EventId, NodeId, Segment } from "../trace/mod.ts";
import type { Fate, Interceptor, Wire } from "./interceptor.ts";
import { type Guard, type Link, type Listener, remove } from "./link.ts";
import type { Network } from "./network.ts";
import { type Arrival, headerLength, type Packet, packetLength } from "./packet.ts";
import { type Accept, type AcceptForeign, type DatagramHandler, Host } from "./transport/host.ts";
import type { ConnectOptions, Stream, StreamHandlers } from "./transport/stream.ts";

/** A machine: one address, any number of links, a transport of its own, perhaps an attacker. */
export class Node {
  /** In the order they were laid. */
  readonly links: Link[] = [];
  readonly #interceptors: Interceptor[] = [];
  readonly #host: Host;

  /** Nodes are made by `Network.node`. */
  constructor(readonly network: Network, readonly name: NodeId, readonly address: string) {
    this.#host = new Host({
      world: network.world,
      address,
      tries: network.tries,
      reaches: (to) => this.network.next(this, to) !== undefined,
      room: (to, protocol) => this.#room(to, protocol),
      send: (packet) => this.#send(packet),
    });
  }

  /**
   * Accepts TCP connections to a port of this node, once they are established.
   *
   * @throws {RangeError} if somebody listens there already
   */
  listen(port: number, accept: Accept): Guard {
    return this.#host.listen(port, accept);
  }

  /**
   * Accepts TCP connections that were meant for others and that an interceptor here takes.
   *
   * @throws {RangeError} if somebody does so already
   */
  listenForeign(accept: AcceptForeign): Guard {
    return this.#host.listenForeign(accept);
  }

  /** Opens a TCP connection. Its end, if it never opens, is told to `onReset`. */
  connect(to: Endpoint, handlers: StreamHandlers, options: ConnectOptions = {}): Stream {
    return this.#host.connect(to, handlers, options);
  }

  /**
   * Receives the UDP datagrams that arrive at a port, and those for that port of others which an
   * interceptor here takes.
   *
   * @throws {RangeError} if the port is bound already
   */
  bind(port: number, handler: DatagramHandler): Guard {
    return this.#host.bind(port, handler);
  }

  /** A port that nobody has used yet, from the dynamic range (RFC 6335 §6). */
  freePort(): number {
    return this.#host.freePort();
  }

  /**
   * Sends a UDP datagram.
   *
   * @param fromPort the port of this node it comes from
   * @returns the event, or `undefined` if there is no way to that address
   * @throws {RangeError} if it is longer than every link on the way can carry: nothing fragments
   */
  sendDatagram(
    fromPort: number,
    to: Endpoint,
    payload: Bytes,
    cause?: EventId,
  ): EventId | undefined {
    return this.#host.sendDatagram(fromPort, to, payload, cause);
  }

  /** Has this node's traffic judged by an interceptor, after those already installed. */
  intercept(interceptor: Interceptor): Guard {
    this.#interceptors.push(interceptor);
    return { uninstall: () => remove(this.#interceptors, interceptor) };
  }

  /**
   * Has this node listen in on a link, on-path or off to the side: passively (RFC 3552 §3.2). It
   * hears packets when they arrive; those with a payload are recorded as `wire.tapped`.
   */
  tap(link: Link, listener: Listener): Guard {
    return link.tap(this, listener);
  }

  /**
   * Sends a segment as it stands, in whoever's name. It counts as forged if that is not this node.
   *
   * @returns the event, or `undefined` if there is no way or it is a bare acknowledgement
   */
  inject(segment: Segment, cause?: EventId): EventId | undefined {
    return this.#send({ segment, cause });
  }

  /** A packet arrives over a link. */
  receive(arrival: Arrival, link: Link): void {
    if (arrival.segment.to.address === this.address) this.#host.receive(arrival);
    else this.#decide(arrival, link);
  }

  /** Asks the interceptors what becomes of a packet that passes through. */
  #decide(arrival: Arrival, link: Link): void {
    const { segment, event } = arrival;
    const wire: Wire = {
      link,
      packet: event,
      now: this.network.world.now,
      inject: (forgery) => this.inject(forgery, event),
    };
    for (const interceptor of [...this.#interceptors]) {
      const fate = interceptor.onSegment(segment, wire);
      if (fate !== "pass") return this.#apply(fate, arrival, interceptor.name);
    }
    this.#forward(arrival);
  }

  #apply(fate: Exclude<Fate, "pass">, arrival: Arrival, by: string): void {
    if (fate === "take") {
      this.#host.receive(arrival);
    } else if (fate === "drop") {
      this.#note("wire.dropped", arrival, `dropped by "${by}"`);
    } else if ("replace" in fate) {
      const segment = { ...arrival.segment, payload: fate.replace.slice() };
      this.#forward({ ...arrival, segment, forged: true });
    } else {
      this.#note("wire.held", arrival, `held for ${fate.holdFor} µs by "${by}"`);
      this.network.world.after(fate.holdFor, () => this.#forward(arrival));
    }
  }

  /** Passes a packet on. A router says nothing to the sender when it cannot. */
  #forward(arrival: Arrival): void {
    const { segment, event, forged } = arrival;
    const link = this.network.next(this, segment.to.address);
    if (link === undefined) {
      this.#note("wire.dropped", arrival, `no way to ${segment.to.address}`);
    } else if (packetLength(segment) > link.mtu) {
      this.#note("wire.dropped", arrival, `too long for "${link.name}" (${link.mtu} bytes)`);
    } else {
      link.transmit(this, { segment, cause: event, forwards: event, forged });
    }
  }

  /** Sends a packet that begins its way here. */
  #send(packet: Packet): EventId | undefined {
    const { from, to } = packet.segment;
    const forged = from.address !== this.address;
    return this.network.next(this, to.address)?.transmit(this, { ...packet, forged });
  }

  /** How many bytes of payload fit into a packet to that address, over every link on the way. */
  #room(to: string, protocol: Segment["protocol"]): number {
    let mtu = Infinity;
    for (const link of this.network.path(this, to)) mtu = Math.min(mtu, link.mtu);
    return mtu - headerLength(protocol);
  }

  #note(kind: "wire.dropped" | "wire.held", { event }: Arrival, why: string): void {
    if (event === undefined) return; // a bare acknowledgement, which the record does not know
    this.network.world.trace.record(this.name, { kind, packet: event, why }, event);
  }
}
