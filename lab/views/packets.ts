import { equalBytes } from "../bytes/mod.ts";
import type { EventId, EventOf, NodeId, Trace } from "../trace/mod.ts";

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
  /** Written by somebody other than the party it claims to come from, or changed on the way. */
  readonly forged: boolean;
  /** The last packet never arrived. */
  readonly lost: boolean;
  /** Sent again by the transport. */
  readonly repeated: boolean;
  readonly first: Sent;
  /** The events of all its packets, hop after hop. */
  readonly packets: readonly EventId[];
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
  for (const event of sent) {
    const before = passedOn(trace, event, hostile);
    if (before === undefined || onward.has(before.id)) continue;
    onward.set(before.id, event);
    continuations.add(event.id);
  }
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
    return {
      event: first.id,
      at: first.at,
      from: first.node,
      to: last.to,
      past,
      tappedBy,
      forged: hostile.has(first.node),
      lost: last.arrives === undefined,
      repeated: first.retransmits !== undefined,
      first,
      packets,
    };
  });
}

/** The packet whose bytes this one carries on unchanged, if there is one. */
function passedOn(trace: Trace, event: Sent, hostile: ReadonlySet<NodeId>): Sent | undefined {
  const before = event.forwards ?? (hostile.has(event.node) ? event.cause : undefined);
  const packet = before === undefined ? undefined : trace.events[before];
  return packet?.kind === "wire.sent" && equalBytes(packet.segment.payload, event.segment.payload)
    ? packet
    : undefined;
}
