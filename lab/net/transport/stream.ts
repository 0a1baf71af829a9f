import { type Bytes, EMPTY } from "../../bytes/mod.ts";
import type { Endpoint, EventId, Segment } from "../../trace/mod.ts";
import type { Arrival, Packet } from "../packet.ts";
import type { World } from "../world.ts";
import { Flight } from "./flight.ts";
import { type Part, Reassembly } from "./reassembly.ts";

/**
 * Why a stream ended early: nobody listens there; the other side reset it; nothing was
 * acknowledged any more; there is no way to that address.
 */
export type ResetReason = "refused" | "reset" | "timed out" | "unreachable";

/** What a stream tells its owner. `packet` is the event of the packet that brought it. */
export interface StreamHandlers {
  /** The stream is established. Connecting side only; a listener is called instead. */
  onOpen?(stream: Stream, packet: EventId): void;
  /** The next bytes, in order. `packet` brought the last of them; do not write into the array. */
  onData?(bytes: Bytes, packet: EventId): void;
  /** The other side will write no more. This side still may. */
  onEnd?(packet: EventId): void;
  /** The stream is gone. */
  onReset?(reason: ResetReason, packet?: EventId): void;
}

export interface ConnectOptions {
  /** The event that makes this side connect. */
  readonly cause?: EventId | undefined;
}

/** What a stream needs of the machine it runs on. */
export interface StreamContext {
  readonly world: World;
  readonly tries: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  send(packet: Packet): EventId | undefined;
  /** How many bytes of payload one segment may carry. */
  maximumSegmentSize(): number;
  /** The stream is established. */
  opened(stream: Stream, packet: EventId): void;
  /** The stream wants no more segments. */
  forget(): void;
}

type Flags = Segment["flags"];

/**
 * An ordered, reliable stream of bytes in both directions: TCP (RFC 9293) without windows,
 * congestion control, options and urgent data. What is written is sent at once, each write in
 * segments of its own (`TCP_NODELAY`), and acknowledged at once. Sequence numbers count from 0 on
 * both sides, as packet analysers show them, and do not wrap. After an orderly end the stream stays
 * reachable for late repetitions for good, instead of for twice a segment's lifetime.
 */
export class Stream {
  /** May be changed at any time; what has no handler goes unnoticed. */
  handlers: StreamHandlers = {};
  readonly #context: StreamContext;
  readonly #flight: Flight;
  readonly #inbox: Reassembly;
  #state: "opening" | "open" | "closed" = "opening";
  /** The SYN of the other side, if that is the one that opens. */
  readonly #syn: EventId | undefined;
  /** Sequence number of the next byte sent: SND.NXT. */
  #next = 0;
  #ended = false;
  #hasEnd = false;

  private constructor(context: StreamContext, expects: number, syn?: EventId) {
    this.#context = context;
    this.#inbox = new Reassembly(expects);
    this.#syn = syn;
    this.#flight = new Flight(context.world, {
      tries: context.tries,
      repeat: ({ segment, event }) =>
        void context.send({
          segment: segment.flags.includes("ACK")
            ? { ...segment, acknowledgment: this.#inbox.next }
            : segment,
          cause: event,
          retransmits: event,
        }),
      giveUp: () => this.#vanish("timed out"),
    });
  }

  /** Begins to open a stream: sends the SYN. */
  static connect(context: StreamContext, cause: EventId | undefined): Stream {
    const stream = new Stream(context, 0);
    stream.#send(["SYN"], EMPTY, cause);
    return stream;
  }

  /** Answers a SYN. */
  static accept(context: StreamContext, segment: Segment, packet: EventId): Stream {
    const stream = new Stream(context, segment.sequence + 1, packet);
    stream.#send(["SYN", "ACK"], EMPTY, packet);
    return stream;
  }

  /** A stream that never was, since no packet can get there. */
  static unreachable(context: StreamContext): Stream {
    const stream = new Stream(context, 0);
    context.world.after(0, () => stream.#vanish("unreachable"));
    return stream;
  }

  /** This side of it. A taken stream speaks for the address it was meant for. */
  get local(): Endpoint {
    return this.#context.local;
  }

  get remote(): Endpoint {
    return this.#context.remote;
  }

  /** `closed` means for both sides, or reset. */
  get state(): "opening" | "open" | "closed" {
    return this.#state;
  }

  /**
   * Sends bytes.
   *
   * @param cause the event that made this side write them
   * @returns the events of the packets they left in; none if the stream has been reset
   * @throws {TypeError} before the stream is open, and after `end` or `abort`
   */
  write(bytes: Bytes, cause?: EventId): EventId[] {
    if (this.#ended) throw new TypeError(`Cannot write to ${this}: this side has ended it`);
    if (this.#state === "opening") throw new TypeError(`Cannot write to ${this}: it is not open`);
    if (this.#state === "closed") return [];
    const own = bytes.slice(); // the record keeps them, whatever the caller does with his array
    const size = this.#context.maximumSegmentSize();
    const events: EventId[] = [];
    for (let at = 0; at < own.length; at += size) {
      const event = this.#send(["ACK"], own.subarray(at, at + size), cause);
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  /** Says that this side will write no more; a stream that is not open yet is given up. */
  end(cause?: EventId): EventId | undefined {
    if (this.#ended || this.#state === "closed") return undefined;
    if (this.#state === "opening") return this.abort(cause);
    this.#ended = true;
    return this.#send(["FIN", "ACK"], EMPTY, cause);
  }

  /** Breaks the stream off. The other side is told by a RST, which nobody repeats if it is lost. */
  abort(cause?: EventId): EventId | undefined {
    this.#ended = true;
    if (this.#state === "closed") return undefined;
    const known = this.#state === "open" || this.#syn !== undefined;
    const event = known ? this.#send(["RST", "ACK"], EMPTY, cause) : undefined;
    this.#close();
    this.#context.forget();
    return event;
  }

  /** A segment has arrived for this stream (RFC 9293 §3.10.7). */
  receive({ segment, event }: Arrival): void {
    if (segment.flags.includes("RST")) return this.#receiveReset(segment, event);
    // What acknowledges bytes that were never sent is not of this stream (§3.10.7.4).
    if (segment.acknowledgment > this.#next) return;
    if (segment.flags.includes("SYN")) return this.#receiveSyn(segment, event);
    if (!segment.flags.includes("ACK")) return;
    this.#flight.acknowledge(segment.acknowledgment);
    if (this.#state === "opening") {
      if (this.#syn === undefined || segment.acknowledgment !== 1) return;
      this.#state = "open";
      this.#context.opened(this, this.#syn);
      if (this.state === "closed") return; // broken off at once
    }
    this.#take(segment, event);
    if (this.#ended && this.#hasEnd && this.#flight.isEmpty) this.#close();
  }

  /** Acknowledges what is new or repeated, then hands out what is in order. */
  #take({ flags, sequence, payload }: Segment, packet: EventId | undefined): void {
    const fin = flags.includes("FIN");
    if (packet === undefined || (payload.length === 0 && !fin)) return;
    const parts = this.#inbox.add({ sequence, payload, fin, packet });
    this.#send(["ACK"], EMPTY, packet);
    for (const part of parts) this.#hand(part);
  }

  #hand({ payload, fin, packet }: Part): void {
    if (this.#hasEnd || this.#state !== "open") return;
    this.#hasEnd = fin;
    if (payload.length > 0) this.handlers.onData?.(payload, packet);
    if (fin && this.state === "open") this.handlers.onEnd?.(packet); // unless onData has aborted
  }

  /** Acknowledges a SYN-ACK, each time it comes; the SYN of the other side has its answer already. */
  #receiveSyn(segment: Segment, packet: EventId | undefined): void {
    if (this.#syn !== undefined) return;
    const opens = this.#state === "opening" && segment.acknowledgment === 1;
    if (opens) {
      this.#inbox.next = segment.sequence + 1;
      this.#flight.acknowledge(1);
      this.#state = "open";
    }
    this.#send(["ACK"], EMPTY, packet);
    if (opens && packet !== undefined) this.#context.opened(this, packet);
  }

  /** Believes a RST only if it knows the numbers (§3.10.7.3, and RFC 5961 §3.2 for open streams). */
  #receiveReset(segment: Segment, event: EventId | undefined): void {
    if (this.#state === "opening" && this.#syn === undefined) {
      if (segment.acknowledgment === this.#next) this.#vanish("refused", event);
    } else if (segment.sequence === this.#inbox.next) {
      this.#vanish("reset", event);
    }
  }

  #send(flags: Flags, payload: Bytes, cause: EventId | undefined): EventId | undefined {
    const { local, remote } = this.#context;
    const segment: Segment = {
      protocol: "tcp",
      from: local,
      to: remote,
      flags,
      sequence: this.#next,
      acknowledgment: flags.includes("ACK") ? this.#inbox.next : 0,
      payload,
    };
    const event = this.#context.send({ segment, cause });
    const counts = flags.includes("SYN") || flags.includes("FIN") ? 1 : 0; // RFC 9293 §3.4
    this.#next += payload.length + counts;
    if (payload.length + counts > 0) this.#flight.add({ segment, event, end: this.#next });
    return event;
  }

  #close(): void {
    this.#state = "closed";
    this.#flight.clear();
  }

  #vanish(reason: ResetReason, packet?: EventId): void {
    if (this.#state === "closed") return;
    this.#close();
    this.#context.forget();
    this.handlers.onReset?.(reason, packet);
  }

  toString(): string {
    const { local, remote } = this;
    return `the stream ${local.address}:${local.port} to ${remote.address}:${remote.port}`;
  }
}
