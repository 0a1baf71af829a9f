import { type Bytes, equalBytes, hex } from "../bytes/mod.ts";
import type { EventId, EventOf, NodeId, Trace } from "../trace/mod.ts";
import { ContentType, HandshakeType } from "../wire/mod.ts";
import { endpoint } from "./streams.ts";

type Sent = EventOf<"wire.sent">;

/** A payload's journey: the packets that carried the same bytes on, hop after hop. */
export interface Journey {
  /** The first packet; its event names the journey. */
  readonly event: EventId;
  readonly at: number;
  readonly from: NodeId;
  /** Where the last packet was going. */
  readonly to: NodeId;
  /** Nodes in between that let it pass unchanged. */
  readonly past: readonly NodeId[];
  /** Nodes that made a copy. */
  readonly tappedBy: readonly NodeId[];
  /**
   * Sent from an address that is another's, or changed or repeated by an attacker who carries a
   * conversation of others on. What she says in her own name is no forgery.
   */
  readonly forged: boolean;
  /** The last packet never arrived. */
  readonly lost: boolean;
  /** Sent again by the transport. */
  readonly repeated: boolean;
  readonly first: Sent;
  /** The events of all its packets, hop after hop. */
  readonly packets: readonly EventId[];
  /** Everybody whom these bytes come past, those included to whom a proxy carries them on. */
  readonly reaches: ReadonlySet<NodeId>;
}

/**
 * Joins the hops of every payload. An attacker who writes on exactly what she read has passed it
 * on, whether she forwarded the packet or ended the connection and began one of her own.
 */
export function journeysOf(trace: Trace): readonly Journey[] {
  const hostile = new Set(trace.parties.filter((party) => party.hostile).map(({ id }) => id));
  const sent = trace.events.filter((event): event is Sent =>
    event.kind === "wire.sent" && event.segment.payload.length > 0
  );
  const taps = new Map<EventId, NodeId[]>();
  for (const event of trace.events) {
    if (event.kind !== "wire.tapped") continue;
    taps.set(event.packet, [...(taps.get(event.packet) ?? []), event.node]);
  }
  const onward = new Map<EventId, Sent>();
  const continuations = new Set<EventId>();
  const carried = repeatedConnections(sent, hostile);
  for (const event of sent) {
    const before = passedOn(trace, event, hostile);
    if (before === undefined) continue;
    // Of a connection that she carries, the end that is in her own name has her address.
    for (const one of [before, event]) if (hostile.has(event.node)) carried.add(endsOf(one));
    if (onward.has(before.id)) continue;
    onward.set(before.id, event);
    continuations.add(event.id);
  }
  const reached = new Map<EventId, Set<NodeId>>();
  return sent.filter(({ id }) => !continuations.has(id)).map((first) => {
    const past: NodeId[] = [];
    const tappedBy = [...(taps.get(first.id) ?? [])];
    const packets = [first.id];
    let last = first;
    for (let next = onward.get(last.id); next !== undefined; next = onward.get(last.id)) {
      past.push(next.node);
      tappedBy.push(...(taps.get(next.id) ?? []));
      packets.push(next.id);
      last = next;
    }
    const before = sameBytes(trace, first.cause, first);
    const reaches = before && reached.get(before.id) || new Set<NodeId>();
    for (const id of packets) reached.set(id, reaches);
    for (const node of [first.node, ...past, ...tappedBy]) reaches.add(node);
    if (last.arrives !== undefined) reaches.add(last.to);
    return {
      event: first.id,
      at: first.at,
      from: first.node,
      to: last.to,
      past,
      tappedBy,
      forged: first.forged === true ||
        hostile.has(first.node) && carried.has(endsOf(first)),
      lost: last.arrives === undefined,
      repeated: first.retransmits !== undefined,
      first,
      packets,
      reaches,
    };
  });
}

/** Connections in which an attacker begins by repeating a hello of somebody else, byte for byte. */
function repeatedConnections(
  sent: readonly Sent[],
  hostile: ReadonlySet<NodeId>,
): Set<string> {
  const hellos = new Map<string, Bytes>();
  const repeated = new Set<string>();
  for (const event of sent) {
    const { payload } = event.segment;
    const random = clientRandomOf(payload);
    if (random === undefined) continue;
    if (!hostile.has(event.node)) {
      hellos.set(random, payload);
      continue;
    }
    const first = hellos.get(random);
    const same = first !== undefined && equalBytes(first, payload.subarray(0, first.length));
    if (same) repeated.add(endsOf(event));
  }
  return repeated;
}

/** The random of the ClientHello that a payload begins with: behind record, message and version. */
function clientRandomOf(payload: Bytes): string | undefined {
  const hello = payload[0] === ContentType.handshake && payload[5] === HandshakeType.client_hello;
  return hello ? hex(payload.subarray(11, 43)) : undefined;
}

/** Names the connection that a packet belongs to, whichever way the packet goes. */
function endsOf({ segment: { from, to } }: Sent): string {
  return [endpoint(from), endpoint(to)].toSorted().join(" ");
}

/** The packet whose bytes this one carries on unchanged, if there is one. */
function passedOn(trace: Trace, event: Sent, hostile: ReadonlySet<NodeId>): Sent | undefined {
  return sameBytes(
    trace,
    event.forwards ?? (hostile.has(event.node) ? event.cause : undefined),
    event,
  );
}

/** The packet of an event, if it holds the same bytes as another. */
function sameBytes(trace: Trace, id: EventId | undefined, event: Sent): Sent | undefined {
  const packet = id === undefined ? undefined : trace.events[id];
  return packet?.kind === "wire.sent" && equalBytes(packet.segment.payload, event.segment.payload)
    ? packet
    : undefined;
}
