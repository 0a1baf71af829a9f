import type { EventId, Segment } from "../trace/mod.ts";

/** A segment about to travel one hop, with what the record should say of it. */
export interface Packet {
  readonly segment: Segment;
  /** The event that made this node send it. */
  readonly cause?: EventId | undefined;
  /** The hop by which it came here, when it is passed on. */
  readonly forwards?: EventId | undefined;
  /** The first sending of the same segment. */
  readonly retransmits?: EventId | undefined;
  /** Not what the sender of `segment.from` wrote. */
  readonly forged?: boolean | undefined;
}

/** A segment that has travelled one hop. */
export interface Arrival {
  readonly segment: Segment;
  /** The event of that hop; bare acknowledgements have none. */
  readonly event: EventId | undefined;
  readonly forged: boolean;
}

const IPV4_HEADER = 20;
const TCP_HEADER = 20;
const UDP_HEADER = 8;

/** Length of the headers, in bytes: IPv4 (RFC 791) and TCP or UDP, without options. */
export function headerLength(protocol: Segment["protocol"]): number {
  return IPV4_HEADER + (protocol === "tcp" ? TCP_HEADER : UDP_HEADER);
}

/** Length of the whole packet on a link, in bytes. */
export function packetLength({ protocol, payload }: Segment): number {
  return headerLength(protocol) + payload.length;
}

/**
 * Whether this is a TCP acknowledgement and nothing else. It travels, can be lost and can be
 * intercepted like any packet, but it carries no byte of the story and is not recorded.
 */
export function isBareAcknowledgment({ protocol, flags, payload }: Segment): boolean {
  return protocol === "tcp" && payload.length === 0 && flags.length === 1 && flags[0] === "ACK";
}
