import { type Bytes, concat } from "../bytes/mod.ts";
import { Fault, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import type { EventOf, Micros, NodeId } from "../trace/mod.ts";
import { ContentType, HandshakeType } from "../wire/mod.ts";
import { eventsOf, found, type Recorded } from "./reading.ts";

/** What one direction of a connection was made of. */
export interface Direction {
  /** Names of the handshake messages that everybody can read, in order: `certificate`. */
  readonly clear: readonly string[];
  /** The first message that is sealed; `undefined` where everything was in the clear. */
  readonly firstSealed?: string;
  /** Bytes of payload up to the client's Finished, in whole packets. */
  readonly bytes: number;
}

/** What one connection was like for its client, from the record alone. */
export interface ConnectionFigures {
  readonly connection: string;
  readonly client: NodeId;
  readonly version: string;
  readonly cipherSuite: string;
  readonly group: string;
  readonly resumed: boolean;
  /** When the client asked for a connection, in virtual microseconds. */
  readonly asked: Micros;
  /** When its ClientHello left. */
  readonly hello: Micros;
  /** When its handshake was done. */
  readonly done: Micros;
  /** When the first application data came back, if any did. */
  readonly heard?: Micros;
  /** Whether data of the client's went out before the handshake was done. */
  readonly early: boolean;
  /** Whole round trips from the hello until the handshake was done. */
  readonly roundTrips: number;
  readonly out: Direction;
  readonly in: Direction;
}

type Sent = EventOf<"wire.sent">;

/** The handshakes that a client finished, in order. */
export function connectionsOf(run: Recorded, client: NodeId): readonly ConnectionFigures[] {
  const sent = eventsOf(run, "wire.sent");
  return eventsOf(run, "tls.connected", client).map((connected) => {
    const { connection, version, cipherSuite, group, resumed = false } = connected;
    const messages = run.trace.events.filter((event): event is EventOf<"tls.message"> =>
      event.kind === "tls.message" && event.node === client && event.connection === connection
    );
    const greeting = found(messages[0], "a ClientHello");
    const hello = found(
      sent.find(({ id, node, segment }) =>
        node === client && id > greeting.id && segment.payload.length > 0
      ),
      "the packet with a ClientHello",
    );
    const of = (packet: Sent, from: "from" | "to", to: "from" | "to") =>
      same(packet.segment[from], hello.segment.from) && same(packet.segment[to], hello.segment.to);
    const out = sent.filter((packet) => packet.node === client && of(packet, "from", "to"));
    const back = sent.filter((packet) => packet.to === client && of(packet, "to", "from"));
    const syn = found(out.find(({ segment }) => segment.flags.includes("SYN")), "a first packet");
    const spoken = eventsOf(run, "app.data", client)
      .filter((event) => event.connection === connection);
    const first = (direction: "sent" | "received") =>
      spoken.find((event) => event.direction === direction);
    const early = first("sent")?.early ?? false;
    const heard = first("received");
    const finished = messages.find(({ direction, message }) =>
      direction === "sent" && message === "finished"
    ) ?? connected;
    const said = (direction: "sent" | "received") =>
      messages.filter((event) => event.direction === direction).map(({ message }) => message);
    return {
      connection,
      client,
      version,
      cipherSuite,
      group,
      resumed,
      asked: syn.at,
      hello: hello.at,
      done: connected.at,
      ...(heard !== undefined && { heard: heard.at }),
      early,
      roundTrips: Math.round((connected.at - hello.at) / (hello.at - syn.at)),
      out: directionOf(out.filter(({ at }) => at <= finished.at), said("sent"), version),
      in: directionOf(back.filter(({ id }) => id < connected.id), said("received"), version),
    };
  });
}

function same(a: Sent["segment"]["from"], b: Sent["segment"]["from"]): boolean {
  return a.address === b.address && a.port === b.port;
}

/** @param packets those of the handshake */
function directionOf(
  packets: readonly Sent[],
  messages: readonly string[],
  version: string,
): Direction {
  const stream = concat(...packets.map(({ segment }) => segment.payload));
  const clear = clearMessages(stream, version);
  const firstSealed = messages[clear.length];
  return {
    clear,
    ...(firstSealed !== undefined && { firstSealed }),
    bytes: stream.length,
  };
}

/** The handshake messages at the beginning of a stream, as far as they are in the clear. */
function clearMessages(stream: Bytes, version: string): string[] {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  const names: string[] = [];
  framer.push(stream);
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault) break;
    // Up to TLS 1.2 what follows is sealed. In TLS 1.3 it means nothing, and after a
    // HelloRetryRequest more hellos follow in the clear (RFC 9846 §E.4 [8446 §D.4]).
    if (record.type === ContentType.change_cipher_spec && version === "TLS 1.3") continue;
    if (record.type !== ContentType.handshake) break;
    joiner.push(record.fragment);
    for (let raw = joiner.next(); raw !== undefined; raw = joiner.next()) {
      if (raw instanceof Fault) return names;
      names.push(HandshakeType.label(raw[0]!));
    }
  }
  return names;
}
