import { type Bytes, EMPTY } from "../../bytes/mod.ts";
import type { Endpoint, EventId, Segment } from "../../trace/mod.ts";
import type { Guard } from "../link.ts";
import type { Arrival, Packet } from "../packet.ts";
import type { World } from "../world.ts";
import { type ConnectOptions, Stream, type StreamContext, type StreamHandlers } from "./stream.ts";

/** Is given each established stream, with the event of the SYN; sets `stream.handlers`. */
export type Accept = (stream: Stream, packet: EventId) => void;
/** Is given each taken stream and the endpoint that the other side believes to have reached. */
export type AcceptForeign = (
  stream: Stream,
  originalDestination: Endpoint,
  packet: EventId,
) => void;
/** Is given each datagram, with the event of its last hop. */
export type DatagramHandler = (datagram: Segment, packet: EventId) => void;

/** What a transport needs of the network below it. */
export interface Carrier {
  readonly world: World;
  readonly address: string;
  /** How often in a row a segment is sent. */
  readonly tries: number;
  reaches(address: string): boolean;
  /** How many bytes of payload a packet to that address may carry. */
  room(address: string, protocol: Segment["protocol"]): number;
  send(packet: Packet): EventId | undefined;
}

const FIRST_DYNAMIC_PORT = 49152; // RFC 6335 §6
const LAST_PORT = 65535;

/** The transport of one node: which segment belongs to which stream, port or listener. */
export class Host {
  readonly #carrier: Carrier;
  readonly #streams = new Map<string, Stream>();
  readonly #listeners = new Map<number, Accept>();
  readonly #datagrams = new Map<number, DatagramHandler>();
  #foreign: AcceptForeign | undefined;
  #nextPort = FIRST_DYNAMIC_PORT;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  listen(port: number, accept: Accept): Guard {
    return occupy(this.#listeners, port, accept, "listen on TCP");
  }

  bind(port: number, handler: DatagramHandler): Guard {
    return occupy(this.#datagrams, port, handler, "bind UDP");
  }

  listenForeign(accept: AcceptForeign): Guard {
    if (this.#foreign) throw new RangeError("Cannot listen for others: somebody does already");
    this.#foreign = accept;
    return { uninstall: () => void (this.#foreign = undefined) };
  }

  connect(remote: Endpoint, handlers: StreamHandlers, { cause }: ConnectOptions): Stream {
    const local = { address: this.#carrier.address, port: this.freePort() };
    const context = this.#context(local, remote, (stream, packet) => {
      stream.handlers.onOpen?.(stream, packet);
    });
    if (!this.#carrier.reaches(remote.address)) {
      const stream = Stream.unreachable(context);
      stream.handlers = handlers;
      return stream;
    }
    const stream = Stream.connect(context, cause);
    stream.handlers = handlers;
    this.#streams.set(key(local, remote), stream);
    return stream;
  }

  sendDatagram(
    fromPort: number,
    to: Endpoint,
    payload: Bytes,
    cause: EventId | undefined,
  ): EventId | undefined {
    const room = this.#carrier.room(to.address, "udp");
    if (payload.length > room) {
      throw new RangeError(`Cannot send a datagram of ${payload.length} bytes: ${room} fit`);
    }
    const segment: Segment = {
      protocol: "udp",
      from: { address: this.#carrier.address, port: checkPort(fromPort) },
      to,
      flags: [],
      sequence: 0,
      acknowledgment: 0,
      payload: payload.slice(),
    };
    return this.#carrier.send({ segment, cause });
  }

  freePort(): number {
    if (this.#nextPort > LAST_PORT) throw new RangeError("Cannot find a port: all have been used");
    return this.#nextPort++;
  }

  /** A packet has arrived for this node, or was taken by it. */
  receive(arrival: Arrival): void {
    const { segment, event } = arrival;
    if (segment.protocol === "udp") {
      // Nobody is told of a closed UDP port: there is no ICMP here.
      if (event !== undefined) this.#datagrams.get(segment.to.port)?.(segment, event);
      return;
    }
    const stream = this.#streams.get(key(segment.to, segment.from));
    if (stream !== undefined) return stream.receive(arrival);
    const opens = segment.flags.length === 1 && segment.flags[0] === "SYN";
    const accept = opens ? this.#acceptor(segment.to) : undefined;
    if (accept === undefined || event === undefined) return this.#refuse(segment, event);
    const { to, from } = segment;
    const opening = Stream.accept(this.#context(to, from, accept), segment, event);
    this.#streams.set(key(to, from), opening);
  }

  /** Who wants a stream to that endpoint: one of this node's ports, or one of somebody else's. */
  #acceptor(to: Endpoint): Accept | undefined {
    if (to.address === this.#carrier.address) return this.#listeners.get(to.port);
    const foreign = this.#foreign;
    return foreign && ((stream, packet) => foreign(stream, to, packet));
  }

  /** There is no such stream here (RFC 9293 §3.10.7.1). */
  #refuse(segment: Segment, cause: EventId | undefined): void {
    const { from, to, flags, sequence, acknowledgment, payload } = segment;
    if (flags.includes("RST")) return;
    const counts = flags.includes("SYN") || flags.includes("FIN") ? 1 : 0;
    const reset: Segment = flags.includes("ACK")
      ? { ...segment, flags: ["RST"], sequence: acknowledgment, acknowledgment: 0, payload: EMPTY }
      : {
        ...segment,
        flags: ["RST", "ACK"],
        sequence: 0,
        acknowledgment: sequence + payload.length + counts,
        payload: EMPTY,
      };
    this.#carrier.send({ segment: { ...reset, from: to, to: from }, cause });
  }

  #context(local: Endpoint, remote: Endpoint, opened: Accept): StreamContext {
    const { world, tries, send, room } = this.#carrier;
    return {
      world,
      tries,
      local,
      remote,
      send,
      opened,
      maximumSegmentSize: () => room(remote.address, "tcp"),
      forget: () => void this.#streams.delete(key(local, remote)),
    };
  }
}

function key(local: Endpoint, remote: Endpoint): string {
  return `${local.address}:${local.port} ${remote.address}:${remote.port}`;
}

function checkPort(port: number): number {
  if (Number.isInteger(port) && port > 0 && port <= LAST_PORT) return port;
  throw new RangeError(`Cannot use port ${port}: ports are from 1 to ${LAST_PORT}`);
}

function occupy<T>(ports: Map<number, T>, port: number, owner: T, verb: string): Guard {
  if (ports.has(checkPort(port))) {
    throw new RangeError(`Cannot ${verb} port ${port}: it is taken`);
  }
  ports.set(port, owner);
  return {
    uninstall: () => {
      if (ports.get(port) === owner) ports.delete(port);
    },
  };
}
