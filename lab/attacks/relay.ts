import { type Bytes, concat, equalBytes } from "../bytes/mod.ts";
import { Fault, RecordFramer } from "../tls/mod.ts";
import { ContentType } from "../wire/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";

/** A protected record on its way past an attacker. */
export interface PassingRecord {
  /** Header and ciphertext. */
  readonly bytes: Bytes;
  /** The direction it goes in. */
  readonly towards: "server" | "client";
  /** How many protected records went before it in this direction, handshake included. */
  readonly index: number;
  /** The packet that completed it. */
  readonly packet: EventId;
}

/** What becomes of a record: the records that go on in its place, in order; none drops it. */
export type Move = (record: PassingRecord, mallory: Position) => readonly Bytes[];

/** What else she looks at in one connection that she carries across. */
export interface Watch {
  /** The server has sent a record of that content type. */
  onAnswer?(type: number, packet: EventId): void;
  /** The server has nothing more to say. */
  onServerEnd?(packet: EventId): void;
}

/**
 * Carries the records of a TLS connection across, both ends being none the wiser, and lets a move
 * decide about each protected one. She has no keys: what she has are the records themselves.
 *
 * @param watch is asked for each connection that begins
 */
export function relayRecords(move: Move, watch?: (mallory: Position) => Watch): Attack {
  return (mallory) => {
    mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
    mallory.intercept({ name: "relay", onSegment: () => "take" });
    mallory.listenForeign((client, destination) =>
      relay(mallory, client, destination, move, watch?.(mallory) ?? {})
    );
  };
}

function relay(
  mallory: Position,
  client: Line,
  destination: Endpoint,
  move: Move,
  watch: Watch,
): void {
  // Until there is somebody to carry it to, the line holds what the client says.
  mallory.connect(destination, {
    onOpen: (server) => {
      pump(mallory, client, server, "server", move, {});
      pump(mallory, server, client, "client", move, watch);
    },
    onReset: () => void client.abort(),
  });
}

function pump(
  mallory: Position,
  from: Line,
  into: Line,
  towards: "server" | "client",
  move: Move,
  { onAnswer, onServerEnd }: Watch,
): void {
  const framer = new RecordFramer();
  let index = 0;
  from.listen({
    onData: (bytes, packet) => {
      framer.push(bytes);
      let untouched = true;
      const onward: Bytes[] = [];
      for (let record = framer.next(); record !== undefined; record = framer.next()) {
        if (record instanceof Fault) return void into.abort(packet);
        onAnswer?.(record.type, packet);
        const moved = record.type === ContentType.application_data
          ? move({ bytes: record.bytes, towards, index: index++, packet }, mallory)
          : [record.bytes];
        untouched &&= moved.length === 1 && equalBytes(moved[0]!, record.bytes);
        onward.push(...moved);
      }
      if (onward.length === 0 || into.state !== "open") return;
      // What she leaves alone goes on as it came; what she meddled with, record by record.
      const pieces = untouched ? [concat(...onward)] : onward;
      for (const piece of pieces) into.write(piece, packet);
    },
    onEnd(packet) {
      onServerEnd?.(packet);
      if (into.state === "open") into.end(packet);
    },
    onReset: (_reason, packet) => void (into.state === "open" && into.abort(packet)),
  });
}
