import { type Bytes, concat, EMPTY, fromUtf8, utf8 } from "../bytes/mod.ts";
import type { Identity } from "../pki/mod.ts";
import { Fault, type FramedRecord } from "../tls/mod.ts";
import { ContentType } from "../wire/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";
import { TwinEnd } from "./twin_end.ts";
import { NoTwin, TwinHandshake, type TwinMemory } from "./twin_handshake.ts";

/** An attack in two steps: first she lets a client in, later she gives an order. */
export interface TripleHandshake {
  /** Answers at her own site, and calls the other server for everybody who comes. */
  readonly open: Attack;
  /** Says something to the other server on the last of her connections, and lets the rest happen. */
  order(text: string): Attack;
}

/** How she appears, and where she goes. */
export interface TripleHandshakeOptions {
  /** Her own, for the name of her own site; the key must be RSA. */
  readonly identity: Identity;
  /** The server that she wants to be somebody else for. */
  readonly towards: Endpoint;
  /** What her site answers. */
  readonly answer: (request: string) => string;
}

/**
 * The triple handshake (Bhargavan et al., 2014): two connections with one main secret; then two that
 * go on from them, and now even the Finished are the same; then a third handshake, which she only
 * carries. Each end takes it for a new handshake on the connection it has, as RFC 5746 demands, but
 * one end began its connection with her.
 */
export function tripleHandshake(
  { identity, towards, answer }: TripleHandshakeOptions,
): TripleHandshake {
  const memory: TwinMemory = new Map();
  let last: Twins | undefined;
  return {
    open(mallory) {
      mallory.note(`${mallory.name} opens a site of her own`);
      mallory.listen(443, (client, packet) =>
        mallory.connect(towards, {
          onOpen(server) {
            const ends = {
              inside: new TwinEnd(client, "client"),
              outside: new TwinEnd(server, "server"),
            };
            const handshake = new TwinHandshake(ends, mallory, identity, memory);
            last = new Twins(mallory, handshake, answer);
            last.begin();
          },
          onReset: () => void client.abort(packet),
        }, { cause: packet }));
    },
    order(text) {
      return () => last?.order(text);
    },
  };
}

/** A client's connection and hers to the server, and what passes between them. */
class Twins {
  readonly #mallory: Position;
  readonly #handshake: TwinHandshake;
  readonly #answer: (request: string) => string;
  readonly #inside: TwinEnd;
  readonly #outside: TwinEnd;
  /** Ends that have changed to keys that are not hers. */
  readonly #foreign = new Set<TwinEnd>();

  constructor(
    mallory: Position,
    handshake: TwinHandshake,
    answer: (request: string) => string,
  ) {
    this.#mallory = mallory;
    this.#handshake = handshake;
    this.#answer = answer;
    this.#inside = handshake.ends.inside;
    this.#outside = handshake.ends.outside;
  }

  begin(): void {
    this.#listen(this.#inside, this.#outside);
    this.#listen(this.#outside, this.#inside);
  }

  /** Her own words, under her own keys, on the connection to the server. */
  order(text: string): void {
    const { line } = this.#outside;
    const hers = this.#handshake.done && !this.#foreign.has(this.#inside);
    if (line.state !== "open" || !hers) {
      this.#mallory.note(`${this.#mallory.name} has no connection to give an order on`);
      return;
    }
    const event = this.#mallory.note(`${this.#mallory.name} gives an order`);
    line.write(this.#outside.record(ContentType.application_data, utf8(text)), event);
  }

  #listen(from: TwinEnd, into: TwinEnd): void {
    const over = (say: (line: Line) => void) => {
      if (into.line.state === "open") say(into.line);
    };
    from.line.listen({
      onData: (bytes, packet) => this.#onData(bytes, from, into, packet),
      onEnd: (packet) => over((line) => line.end(packet)),
      onReset: (_reason, packet) => over((line) => line.abort(packet)),
    });
  }

  #onData(bytes: Bytes, from: TwinEnd, into: TwinEnd, packet: EventId): void {
    from.framer.push(bytes);
    const onward: Bytes[] = [];
    for (let record = from.framer.next(); record !== undefined; record = from.framer.next()) {
      const answer = record instanceof Fault
        ? new NoTwin()
        : this.#onRecord(record, from, into, packet);
      if (answer instanceof NoTwin) {
        for (const { line } of [from, into]) if (line.state === "open") line.abort(packet);
        return;
      }
      onward.push(answer);
    }
    const flight = concat(...onward);
    if (flight.length > 0 && into.line.state === "open") into.line.write(flight, packet);
  }

  /** What goes on in the place of a record. */
  #onRecord(
    record: FramedRecord,
    from: TwinEnd,
    into: TwinEnd,
    packet: EventId,
  ): Bytes | NoTwin {
    if (this.#foreign.has(from)) return record.bytes;
    const content = from.open(record);
    if (content === undefined) return new NoTwin();
    const { type } = record;
    if (this.#handshake.done) {
      if (type === ContentType.change_cipher_spec) this.#foreign.add(from);
      return this.#onLater(type, content, from, into, packet);
    }
    switch (type) {
      case ContentType.change_cipher_spec: {
        if (from.protections === undefined) return new NoTwin();
        from.startReading();
        const onward = into.record(type, content);
        into.startWriting();
        return onward;
      }
      case ContentType.handshake:
        return this.#onHandshake(content, from, packet);
      default:
        return into.record(type, content);
    }
  }

  #onHandshake(content: Bytes, from: TwinEnd, packet: EventId): Bytes | NoTwin {
    const onward: Bytes[] = [];
    from.joiner.push(content);
    for (let raw = from.joiner.next(); raw !== undefined; raw = from.joiner.next()) {
      const answer = raw instanceof Fault
        ? new NoTwin()
        : this.#handshake.answer(raw, from, packet);
      if (answer instanceof NoTwin) return answer;
      onward.push(answer);
    }
    return concat(...onward);
  }

  /** Once both stand, she answers what she is asked, and carries the rest from key to key. */
  #onLater(
    type: number,
    content: Bytes,
    from: TwinEnd,
    into: TwinEnd,
    packet: EventId,
  ): Bytes {
    const isRequest = type === ContentType.application_data && from === this.#inside;
    if (!isRequest) return into.record(type, content);
    const answer = utf8(this.#answer(fromUtf8(content)));
    from.line.write(from.record(type, answer), packet);
    return EMPTY;
  }
}
