import type { Bytes } from "../bytes/mod.ts";
import type { Endpoint, EventId, Segment } from "../trace/mod.ts";
import type { Attack } from "./position.ts";

/** What one packet brought of a stream, with the event that proves where it came from. */
export interface RecordedChunk {
  readonly bytes: Bytes;
  readonly event: EventId;
}

/** One TCP connection as it went past, both directions in order and without repetitions. */
export interface RecordedConnection {
  /** The end that opened it. */
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly toServer: readonly RecordedChunk[];
  readonly toClient: readonly RecordedChunk[];
}

/** Everything a recorder has kept, in the order in which the connections began. */
export interface Recording {
  readonly connections: readonly RecordedConnection[];
}

/** A listener who keeps everything, for a day on which it can be read. */
export interface TapeRecorder {
  /** Begins to keep every packet on the link. */
  readonly listen: Attack;
  /** What has been kept so far; it grows as the story goes on. */
  readonly recording: Recording;
}

/** Passive recording (RFC 3552 §3.2): every TCP stream that passes the tap, byte for byte. */
export function recorder(): TapeRecorder {
  const connections: Connection[] = [];
  const byEnds = new Map<string, Connection>();
  return {
    recording: { connections },
    listen(eve) {
      eve.note(`${eve.name} records all that passes "${eve.link}"`);
      eve.tap((segment, event) => {
        if (segment.protocol !== "tcp") return;
        const key = [name(segment.from), name(segment.to)].sort().join(" ");
        const opens = segment.flags.includes("SYN") && !segment.flags.includes("ACK");
        let connection = byEnds.get(key);
        if (connection === undefined) {
          // A connection that was open before she came: servers have the well-known ports.
          const toServer = opens || segment.to.port < segment.from.port;
          const [client, server] = toServer
            ? [segment.from, segment.to]
            : [segment.to, segment.from];
          connection = new Connection(client, server, opens);
          connections.push(connection);
          byEnds.set(key, connection);
        }
        if (event !== undefined && segment.payload.length > 0) connection.keep(segment, event);
      });
    },
  };
}

class Connection implements RecordedConnection {
  readonly toServer: RecordedChunk[] = [];
  readonly toClient: RecordedChunk[] = [];
  readonly #tracks: Readonly<Record<"toServer" | "toClient", Track>>;

  /** @param whole whether she was there when it began */
  constructor(readonly client: Endpoint, readonly server: Endpoint, whole: boolean) {
    this.#tracks = {
      toServer: new Track(this.toServer, whole),
      toClient: new Track(this.toClient, whole),
    };
  }

  keep(segment: Segment, event: EventId): void {
    const way = name(segment.from) === name(this.client) ? "toServer" : "toClient";
    this.#tracks[way].keep(segment, event);
  }
}

/** One direction: puts in order what came out of order. */
class Track {
  readonly #chunks: RecordedChunk[];
  #next: number | undefined;
  #early: { readonly segment: Segment; readonly event: EventId }[] = [];

  constructor(chunks: RecordedChunk[], whole: boolean) {
    this.#chunks = chunks;
    if (whole) this.#next = 1; // the SYN was number 0 (RFC 9293 §3.4)
  }

  keep(segment: Segment, event: EventId): void {
    this.#early.push({ segment, event });
    this.#early.sort((a, b) => a.segment.sequence - b.segment.sequence);
    this.#next ??= segment.sequence; // of a stream in its middle, what comes first
    while (this.#early.length > 0 && this.#early[0]!.segment.sequence <= this.#next) {
      const { segment: { sequence, payload }, event: packet } = this.#early.shift()!;
      const fresh = payload.subarray(Math.min(payload.length, this.#next - sequence));
      if (fresh.length === 0) continue;
      this.#chunks.push({ bytes: fresh.slice(), event: packet });
      this.#next += fresh.length;
    }
  }
}

function name({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
