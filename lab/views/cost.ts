import { hex } from "../bytes/mod.ts";
import type { EventId, EventOf, Micros, NodeId, Trace, TraceEvent } from "../trace/mod.ts";
import { drawnIn } from "./rounds.ts";
import { endpoint } from "./streams.ts";

/** What one handshake cost its client: time, round trips, bytes. */
export interface HandshakeCost {
  readonly connection: string;
  readonly client: NodeId;
  readonly version: string;
  readonly cipherSuite: string;
  readonly group: string;
  /** Whether it goes on from an earlier session, or from a key both ends had. */
  readonly resumed: boolean;
  /** Whether data left with the ClientHello, so that no round trip was waited for. */
  readonly early: boolean;
  /** The packet in which the ClientHello begins. */
  readonly hello: EventId;
  /** Micros from the first packet to the open transport. */
  readonly transport: Micros;
  /** Micros from the ClientHello to the end of the handshake, as the client sees it. */
  readonly handshake: Micros;
  /** Whole round trips the client waited: for the transport, and for the handshake. */
  readonly roundTrips: { readonly transport: number; readonly handshake: number };
  /** Bytes of payload up to the client's Finished, in whole packets. */
  readonly bytes: { readonly sent: number; readonly received: number };
}

type Sent = EventOf<"wire.sent">;

/** The cost of every handshake that was finished and is drawn, from the record alone. */
export function costs(trace: Trace): readonly HandshakeCost[] {
  const drawn = drawnIn(trace);
  const hellos = new Map<string, TraceEvent>();
  const finished = new Map<string, TraceEvent>();
  const byConnection = new Map<string, Sent[]>();
  const byNode = new Map<NodeId, Sent[]>();
  const early = new Set<string>();
  for (const event of trace.events) {
    if (event.kind === "wire.sent") {
      push(byConnection, endsOf(event), event);
      push(byNode, event.node, event);
    } else if (event.kind === "app.data" && event.early === true) {
      early.add(keyOf(event));
    } else if (event.kind === "tls.message" && event.direction === "sent") {
      if (event.message === "client_hello") setFirst(hellos, keyOf(event), event);
      else if (event.message === "finished") setFirst(finished, keyOf(event), event);
    }
  }
  return trace.events.flatMap((event) => {
    if (event.kind !== "tls.connected" || !drawn(event.id)) return [];
    const key = keyOf(event);
    const hello = hellos.get(key);
    if (hello === undefined) return []; // the server's end of it
    hellos.delete(key); // a renegotiation costs nothing before the first data
    const first = byNode.get(event.node)?.find((packet) => packet.id > hello.id);
    if (first === undefined) return [];
    const packets = byConnection.get(endsOf(first))!;
    const until = (finished.get(key) ?? event).at;
    return [{ ...costOf(event, [hello.at, until], first, packets), early: early.has(key) }];
  });
}

function keyOf({ node, connection }: { readonly node: NodeId; readonly connection: string }) {
  return `${node} ${connection}`;
}

/** The same for both directions of a connection, on whichever link. */
function endsOf({ segment: { from, to } }: Sent): string {
  return [endpoint(from), endpoint(to)].sort().join(" ");
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function setFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

/** @param times of the ClientHello, and of the client's Finished */
function costOf(
  connected: EventOf<"tls.connected">,
  [helloAt, finishedAt]: readonly [Micros, Micros],
  first: Sent,
  sent: readonly Sent[],
): Omit<HandshakeCost, "early"> {
  const client = endpoint(first.segment.from);
  const server = endpoint(first.segment.to);
  const isOut = ({ segment, node }: Sent) =>
    node === connected.node && endpoint(segment.from) === client && endpoint(segment.to) === server;
  const isIn = ({ segment, to }: Sent) =>
    to === connected.node && endpoint(segment.from) === server && endpoint(segment.to) === client;
  const syn = sent.find((packet) => isOut(packet) && packet.segment.flags.includes("SYN"));
  const transport = syn === undefined ? 0 : helloAt - syn.at;
  const handshake = connected.at - helloAt;
  const bytes = (which: (packet: Sent) => boolean) =>
    sent.filter(which).reduce((sum, { segment }) => sum + segment.payload.length, 0);
  const { connection, node, version, cipherSuite, group, resumed = false, psk } = connected;
  return {
    connection,
    client: node,
    version,
    cipherSuite,
    group,
    resumed: resumed || psk !== undefined,
    hello: first.id,
    transport,
    handshake,
    // One round trip is what the transport took: a question and an answer without any work.
    roundTrips: {
      transport: transport > 0 ? 1 : 0,
      handshake: transport > 0 ? Math.round(handshake / transport) : 0,
    },
    bytes: {
      sent: bytes((packet) => isOut(packet) && packet.at <= finishedAt),
      received: bytes((packet) => isIn(packet) && packet.id < connected.id),
    },
  };
}

/** Names a connection in addresses and links: the first bytes of its ClientHello random. */
export function connectionId(clientRandom: Uint8Array): string {
  return hex(clientRandom.subarray(0, 4));
}
