import { type Bytes, concat, decode } from "../bytes/mod.ts";
import { Fault, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import {
  ClientHello,
  ContentType,
  earlyData,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  readExtension,
} from "../wire/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack } from "./position.ts";
import type { RecordedConnection } from "./record.ts";

/** What a client said before the server had said anything: its hello, and data behind it. */
export interface EarlyFlight {
  readonly bytes: Bytes;
  /** The packet with the hello. */
  readonly event: EventId;
  /** Where it was meant to go. */
  readonly to: Endpoint;
}

/**
 * The first flight of a recorded connection, if there are early data in it (RFC 9846 §2.3): all that
 * went past before the server's first answer did. Nothing in it depends on the server, which is why
 * it can be said again.
 */
export function earlyFlightOf(connection: RecordedConnection): EarlyFlight | undefined {
  const answered = connection.toClient[0]?.event ?? Infinity;
  const chunks = connection.toServer.filter(({ event }) => event < answered);
  const bytes = concat(...chunks.map((chunk) => chunk.bytes));
  if (chunks[0] === undefined || !announcesEarlyData(bytes)) return undefined;
  return { bytes, event: chunks[0].event, to: connection.server };
}

/**
 * Sends a copy of somebody's first flight to a server (RFC 9846 §8). She has no key, and cannot go
 * on once the server answers; that is not needed either.
 *
 * @param to any server that might take it, the one it was meant for or another
 */
export function replayEarlyData(flight: EarlyFlight, to: Endpoint = flight.to): Attack {
  return (mallory) => {
    mallory.note(
      `${mallory.name} sends a copy of #${flight.event} to ${mallory.nameOf(to.address)}`,
      flight.event,
    );
    mallory.connect(to, {
      onOpen(line, opened) {
        line.listen({
          onData: (_answer, packet) => void (line.state === "open" && line.end(packet)),
        });
        line.write(flight.bytes, opened);
      },
    });
  };
}

/** Whether a stream begins with a ClientHello that says that early data follow. */
function announcesEarlyData(bytes: Bytes): boolean {
  const framer = new RecordFramer();
  const joiner = new HandshakeJoiner();
  framer.push(bytes);
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault || record.type !== ContentType.handshake) return false;
    joiner.push(record.fragment);
    const raw = joiner.next();
    if (raw === undefined) continue;
    if (raw instanceof Fault || raw[0] !== HandshakeType.client_hello) return false;
    const hello = decode(ClientHello, raw.subarray(HANDSHAKE_HEADER_LENGTH));
    const extensions = hello.ok ? hello.value.extensions ?? [] : [];
    return readExtension(extensions, earlyData, "client_hello") !== undefined;
  }
  return false;
}
