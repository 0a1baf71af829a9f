import { type Bytes, concat, decode, EMPTY, encode } from "../bytes/mod.ts";
import { Fault, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import {
  ClientHello,
  ContentType,
  Handshake,
  HandshakeType,
  ProtocolVersion,
  Record,
} from "../wire/mod.ts";
import type { Endpoint } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";
import type { RecordedChunk, RecordedConnection, Recording } from "./record.ts";

/** A relay that changes hellos, and keeps what else it carries. */
export interface Rewriter {
  readonly attack: Attack;
  /** What has been carried so far, as it came; it grows as the story goes on. */
  readonly recording: Recording;
}

/** A hello as it should have been, in her opinion, and what she says about it. */
export interface Rewritten {
  readonly hello: ClientHello;
  readonly what: string;
}

/**
 * Carries TLS connections across and puts another ClientHello in the place of the client's. All else
 * goes on as it came: she has no keys. That is enough where nobody holds the two ends' views of the
 * handshake against each other.
 */
export function rewriteHello(rewrite: (hello: ClientHello) => Rewritten): Rewriter {
  const connections: RecordedConnection[] = [];
  return {
    recording: { connections },
    attack(mallory) {
      mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
      mallory.intercept({ name: "rewrite the hello", onSegment: () => "take" });
      mallory.listenForeign((client, destination) => {
        const kept = keep(client, destination);
        connections.push(kept);
        mallory.connect(destination, {
          onOpen(server) {
            pump(client, server, kept.toServer, new HelloFilter(rewrite, mallory));
            pump(server, client, kept.toClient);
          },
          onReset: () => void client.abort(),
        });
      });
    },
  };
}

function keep(client: Line, server: Endpoint) {
  const toServer: RecordedChunk[] = [];
  const toClient: RecordedChunk[] = [];
  return { client: client.remote, server, toServer, toClient };
}

function pump(
  from: Line,
  into: Line,
  kept: RecordedChunk[],
  filter?: HelloFilter,
): void {
  from.listen({
    onData(bytes, event) {
      kept.push({ bytes, event });
      const onward = filter === undefined ? bytes : filter.pass(bytes, event);
      if (onward.length > 0 && into.state === "open") into.write(onward, event);
    },
    onEnd: (packet) => void (into.state === "open" && into.end(packet)),
    onReset: (_reason, packet) => void (into.state === "open" && into.abort(packet)),
  });
}

/** Holds the beginning of a stream until the hello is whole, and lets the rest through. */
class HelloFilter {
  readonly #rewrite: (hello: ClientHello) => Rewritten;
  readonly #mallory: Position;
  #held: Bytes = EMPTY;
  #done = false;

  constructor(rewrite: (hello: ClientHello) => Rewritten, mallory: Position) {
    this.#rewrite = rewrite;
    this.#mallory = mallory;
  }

  pass(bytes: Bytes, event: number): Bytes {
    if (this.#done) return bytes;
    this.#held = concat(this.#held, bytes);
    const found = firstHello(this.#held);
    if (found === "incomplete") return EMPTY;
    this.#done = true;
    if (found === undefined) return this.#held;
    const { hello, what } = this.#rewrite(found.hello);
    this.#mallory.note(`${this.#mallory.name} ${what}`, event);
    return concat(recordWith(hello), this.#held.subarray(found.length));
  }
}

/** The ClientHello that a stream begins with, and how many bytes of the stream it takes. */
function firstHello(
  bytes: Bytes,
): { readonly hello: ClientHello; readonly length: number } | "incomplete" | undefined {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  framer.push(bytes);
  let length = 0;
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault || record.type !== ContentType.handshake) return undefined;
    length += record.bytes.length;
    joiner.push(record.fragment);
    const raw = joiner.next();
    if (raw === undefined) continue;
    if (raw instanceof Fault || joiner.busy) return undefined;
    const message = decode(Handshake, raw);
    if (!message.ok || message.value.msgType !== HandshakeType.client_hello) return undefined;
    const hello = decode(ClientHello, message.value.body);
    return hello.ok ? { hello: hello.value, length } : undefined;
  }
  return "incomplete";
}

function recordWith(hello: ClientHello): Bytes {
  const body = encode(ClientHello, hello);
  return encode(Record, {
    type: ContentType.handshake,
    legacyRecordVersion: ProtocolVersion["TLS 1.0"],
    fragment: encode(Handshake, { msgType: HandshakeType.client_hello, body }),
  });
}
