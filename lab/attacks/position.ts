import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import type { TlsChannel } from "../host/mod.ts";
import type { ConnectOptions, Fate, Guard, Listener, ResetReason, Stream } from "../net/mod.ts";
import type { Ambient, ClientConnection, ServerConnection } from "../tls/mod.ts";
import type { Endpoint, EventId, How, Micros, NodeId, SecretId, Segment } from "../trace/mod.ts";

/**
 * All that an attack may touch: a machine of her own at a place in the network, chance of her own,
 * and a notebook. What she knows is what she can lay on the table as bytes, and prove. Neither the
 * record nor anybody else's machine can be reached from here.
 */
export interface Position {
  readonly name: NodeId;
  /** The name of the link she sits on, or listens to. */
  readonly link: string;
  readonly crypto: CryptoProvider;
  readonly ambient: Ambient;
  /** Virtual time. */
  readonly now: Micros;
  /** Has the packets that pass through her machine judged; see `Interceptor` in `lab/net`. */
  intercept(interception: Interception): Guard;
  /** Ends connections here that were meant for others and that an interception takes. */
  listenForeign(accept: (line: Line, destination: Endpoint, packet: EventId) => void): Guard;
  /** Answers at a port of her own machine, in her own name. */
  listen(port: number, accept: (line: Line, packet: EventId) => void): Guard;
  /** Opens a connection in her own name. */
  connect(to: Endpoint, handlers: ConnectHandlers, options?: ConnectOptions): void;
  /** Does something later, in micros. */
  after(delay: Micros, action: () => void): void;
  /** Copies every packet on her link. */
  tap(listener: Listener): Guard;
  /** Puts an engine of her own at the end of a line; it hears what the line has held, in order. */
  channel(
    engine: ClientConnection | ServerConnection,
    line: Line,
    from: string,
    to: string,
    options?: ChannelOptions,
  ): TlsChannel;
  /** The name of whoever has an address: for the record only. */
  nameOf(address: string): string;
  /**
   * Writes bytes into her notebook; the ledger compares them with the secrets of others.
   *
   * @throws {Error} if the record does not bear out how she says she came to them
   */
  learn(bytes: Bytes, how: How, cause?: EventId): readonly SecretId[];
  /** A remark for the audience. */
  note(text: string, cause?: EventId): EventId;
  /**
   * Begins one of many tries that are alike: of a long series, only the first two and the last two
   * are drawn.
   *
   * @param series what they are, in the plural: `connections`
   */
  round(series: string): void;
  /** Says that the last try of the series is over, so that what comes now is drawn again. */
  endRounds(series: string): void;
  /**
   * Notes what the attack has cost so far: what she counted herself, by its name in the plural, and
   * from the record the connections she opened, the bytes she sent, and the time since her first
   * try, or since she began where she counts no tries.
   */
  tally(counted?: Readonly<Record<string, number>>): EventId;
}

/** What an attacker does from her position: she sets it going, and the network does the rest. */
export type Attack = (position: Position) => void;

/** A stream in her hands. What comes while nobody listens is held, in order. */
export interface Line extends Pick<Stream, "local" | "remote" | "state" | "write"> {
  end(cause?: EventId): void;
  abort(cause?: EventId): void;
  /** Has a look at all that is held so far, now and whenever more comes; it stays held. */
  peek(look: (held: Bytes, over: boolean, cause: EventId | undefined) => void): void;
  /** Says who hears what comes from now on; what is held is told first. */
  listen(handlers: LineHandlers): void;
}

/** What a line tells; as `StreamHandlers`, once it is open. */
export interface LineHandlers {
  onData?(bytes: Bytes, packet: EventId): void;
  onEnd?(packet: EventId): void;
  onReset?(reason: ResetReason, packet?: EventId): void;
}

export interface ConnectHandlers {
  onOpen(line: Line, packet: EventId): void;
  /** It never opened. */
  onReset?(reason: ResetReason, packet?: EventId): void;
}

export interface ChannelOptions {
  /** Called before the channel hears anything: the time to give it its handlers. */
  prepare?(channel: TlsChannel): void;
  /** The event that makes the engine hear now what the line has held; the packets unless said. */
  readonly because?: EventId | undefined;
}

/** Decides about packets that pass; as `Interceptor`, without the link. */
export interface Interception {
  readonly name: string;
  onSegment(segment: Segment, wire: Passing): Fate;
}

/** What an interception may know and do besides deciding. */
export interface Passing {
  readonly packet: EventId | undefined;
  readonly now: Micros;
  /** Sends a segment of her own, in whoever's name. */
  inject(segment: Segment): EventId | undefined;
}
