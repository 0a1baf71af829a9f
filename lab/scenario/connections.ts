import { type Bytes, concat } from "../bytes/mod.ts";
import { Fault, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import type { EventId, EventOf, Micros, NodeId } from "../trace/mod.ts";
import { ContentType, HandshakeType } from "../wire/mod.ts";
import { eventsOf, found, type Recorded } from "./reading.ts";

/** What one direction of a connection was made of. */
export interface Direction {
  /** Names of the handshake messages that everybody can read, in order: `certificate`. */
  readonly clear: readonly string[];
  /** The first message that is sealed; `undefined` where everything was in the clear. */
  readonly firstSealed?: string;
  /** Bytes of payload before the first application data. */
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
    // What is said sooner waits for the end of the handshake.
    const spoke = early ? hello.id : Math.max(connected.id, first("sent")?.id ?? Infinity);
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
      out: directionOf(out, said("sent"), spoke),
      in: directionOf(back, said("received"), heard?.id ?? Infinity),
    };
  });
}

function same(a: Sent["segment"]["from"], b: Sent["segment"]["from"]): boolean {
  return a.address === b.address && a.port === b.port;
}

/** @param until the event from which on application data is exchanged */
function directionOf(
  packets: readonly Sent[],
  messages: readonly string[],
  until: EventId,
): Direction {
  const clear = clearMessages(concat(...packets.map(({ segment }) => segment.payload)));
  const firstSealed = messages[clear.length];
  return {
    clear,
    ...(firstSealed !== undefined && { firstSealed }),
    bytes: packets.filter(({ id }) => id < until)
      .reduce((sum, { segment }) => sum + segment.payload.length, 0),
  };
}

/** The handshake messages at the beginning of a stream, as far as they are in the clear. */
function clearMessages(stream: Bytes): string[] {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  const names: string[] = [];
  framer.push(stream);
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault) break;
    // In TLS 1.2 what follows is sealed; in TLS 1.3 it means nothing, and nothing clear follows.
    if (record.type === ContentType.change_cipher_spec && names.length > 0) break;
    if (record.type !== ContentType.handshake) break;
    joiner.push(record.fragment);
    for (let raw = joiner.next(); raw !== undefined; raw = joiner.next()) {
      if (raw instanceof Fault) return names;
      names.push(HandshakeType.label(raw[0]!));
    }
  }
  return names;
}
