import { type Bytes, decode } from "../bytes/mod.ts";
import type { EventId, NodeId } from "../trace/mod.ts";
import {
  ClientHello,
  ContentType,
  earlyData,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  preSharedKey,
  readExtension,
  sessionTicket,
} from "../wire/mod.ts";
import { packetsOf, type Recorded } from "./reading.ts";

/** A ticket that a client showed in a hello, in the clear. */
export interface ShownTicket {
  readonly event: EventId;
  readonly ticket: Bytes;
  /** The random of that hello. */
  readonly random: Bytes;
  /** Whether data went with it before anything was answered. */
  readonly early: boolean;
}

/**
 * The tickets that a party shows, in order: of TLS 1.3 as an identity of a pre-shared key (RFC 9846
 * §4.3.11 [8446 §4.2.11]), of TLS 1.2 in an extension of their own (RFC 5077 §3.2).
 */
export function shownTicketsOf(run: Recorded, from: NodeId): readonly ShownTicket[] {
  return packetsOf(run, { from }).flatMap(({ event, records }) =>
    records.flatMap(({ type, fragment }) => {
      if (type !== ContentType.handshake || fragment[0] !== HandshakeType.client_hello) return [];
      const hello = decode(ClientHello, fragment.subarray(HANDSHAKE_HEADER_LENGTH));
      if (!hello.ok) return [];
      const { random, extensions = [] } = hello.value;
      const psk = readExtension(extensions, preSharedKey, "client_hello");
      const older = readExtension(extensions, sessionTicket, "client_hello");
      const ticket = psk?.ok
        ? psk.value.identities[0]?.identity
        : older?.ok
        ? older.value
        : undefined;
      if (ticket === undefined || ticket.length === 0) return [];
      const early = readExtension(extensions, earlyData, "client_hello") !== undefined;
      return [{ event, ticket, random, early }];
    })
  );
}
