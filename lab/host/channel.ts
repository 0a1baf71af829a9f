import type { Bytes } from "../bytes/mod.ts";
import type { EventId } from "../trace/mod.ts";

/** What the owner of a channel wants to be told. Every call names the packet that caused it. */
export interface ChannelHandlers {
  /** Data may be exchanged now. */
  onOpen?(cause: EventId | undefined): void;
  onData?(data: Bytes, cause: EventId | undefined): void;
  /** To a client: whether the server took the early data; if not, nobody has read them. */
  onEarlyData?(accepted: boolean, data: Bytes, cause: EventId | undefined): void;
  /**
   * The peer has said goodbye; what is sent now, in this very call, still goes out before our own
   * goodbye. Only TLS knows of goodbyes.
   */
  onPeerDone?(cause: EventId | undefined): void;
  /** Data that was to be sent once the channel is open never was: it ended before. */
  onUnsent?(data: Bytes, cause: EventId | undefined): void;
  /** A heartbeat came, as a question or an answer (RFC 6520 §4). */
  onHeartbeat?(content: Bytes, cause: EventId | undefined): void;
  /** Nothing more will come. */
  onClose?(cause: EventId | undefined): void;
}

/** A conversation with one peer, protected or in the clear. */
export interface Channel {
  handlers: ChannelHandlers;
  /** What the trace calls it: `alice → bank`. */
  readonly name: string;
  /** Whether data can still be sent. */
  readonly alive: boolean;
  /**
   * Sends data, or keeps it until the channel is open.
   *
   * @throws {TypeError} if the channel has ended
   */
  send(data: Bytes, cause?: EventId): void;
  close(cause?: EventId): void;
}

/** How a channel enters the trace. */
export interface ChannelIdentity {
  /** Whose end it is. */
  readonly node: string;
  readonly name: string;
}
