import { type Bytes, concat, equalBytes, indexOfBytes } from "../bytes/mod.ts";
import type { EventId, EventOf, Micros, NodeId, TraceEvent } from "./event.ts";
import type { How, Ledger } from "./ledger.ts";

/** What a hostile party says of the bytes it lays on the table. */
export interface Claim {
  readonly node: NodeId;
  readonly bytes: Bytes;
  readonly how: How;
  /** Virtual time at which it says so. */
  readonly now: Micros;
  /** How many guesses it has made so far, this one included. */
  readonly guesses: number;
}

/** What a claim is held against. */
export interface Evidence {
  readonly events: readonly TraceEvent[];
  readonly ledger: Ledger;
}

/**
 * Why a hostile party cannot have come to these bytes as it says; `undefined` if it can. Judged by
 * the record alone: what was on a wire she saw, and what came out of engines of her own.
 */
export function objection(evidence: Evidence, claim: Claim): string | undefined {
  const { how } = claim;
  switch (how.by) {
    case "read":
      return objectionToReading(evidence, claim, how.event);
    case "opened":
      return objectionToOpening(evidence, claim, how);
    case "received":
      return came(evidence, claim, how.event)
        ? undefined
        : `no engine of ${claim.node} gave these bytes for #${how.event}`;
    case "guessed":
      return objectionToGuessing(evidence, claim, how.asks);
    case "derived":
    case "generated":
      return holds(evidence, claim)
        ? undefined
        : `they are no key that ${claim.node} or an engine of hers made`;
    case "typed":
    case "configured":
    case "granted":
      return `that is for the stage to say`;
  }
}

function objectionToReading(evidence: Evidence, claim: Claim, id: EventId): string | undefined {
  const { node, bytes } = claim;
  const cited = evidence.events[id];
  if (cited?.kind !== "wire.sent") return `#${id} is no packet`;
  if (!sawPacket(evidence.events, claim, cited)) return `#${id} did not come past ${node}`;
  if (isHerOwn(evidence.events, node, cited)) return `#${id} is what ${node} wrote herself`;
  if (indexOfBytes(cited.segment.payload, bytes) >= 0) return undefined;
  if (cited.segment.protocol === "tcp") {
    // As a listener hears them; first only as far back as the bytes can reach.
    const enough = cited.segment.payload.length + bytes.length;
    for (const limit of [enough, Infinity]) {
      const heard = heardUntil(evidence.events, claim, cited, limit);
      const payloads = heard.map(({ segment }) => segment.payload);
      if (indexOfBytes(concat(...payloads), bytes) >= 0) return undefined;
      if (limit === Infinity && inSequence(heard).some((run) => indexOfBytes(run, bytes) >= 0)) {
        return undefined;
      }
    }
  }
  return `they do not stand in #${id}, nor in its stream up to there`;
}

type Packet = EventOf<"wire.sent">;

function arrivedAt(node: NodeId, now: Micros, packet: Packet): boolean {
  return packet.to === node && packet.arrives !== undefined && packet.arrives <= now;
}

function sawPacket(events: readonly TraceEvent[], { node, now }: Claim, packet: Packet): boolean {
  if (arrivedAt(node, now, packet)) return true;
  if (packet.node === node) { // what she passed on, she saw
    const before = packet.forwards === undefined ? undefined : events[packet.forwards];
    return before?.kind === "wire.sent" && arrivedAt(node, now, before);
  }
  for (let i = events.length - 1; i > packet.id; i--) {
    const event = events[i]!;
    if (event.kind === "wire.tapped" && event.node === node && event.packet === packet.id) {
      return true;
    }
  }
  return false;
}

/** Whether the payload was written by that party, here or on an earlier hop: no news for it. */
function isHerOwn(events: readonly TraceEvent[], node: NodeId, packet: Packet): boolean {
  for (let hop = packet;;) {
    const before = hop.forwards === undefined ? undefined : events[hop.forwards];
    const passedOn = before?.kind === "wire.sent" &&
      equalBytes(before.segment.payload, hop.segment.payload);
    if (hop.node === node && !passedOn) return true;
    if (before?.kind !== "wire.sent") return false;
    hop = before;
  }
}

/** Packets of the same direction that came past her, in that order, `last` being the last. */
function heardUntil(
  events: readonly TraceEvent[],
  claim: Claim,
  last: Packet,
  limit: number,
): Packet[] {
  const heard = new Map<EventId, Packet>();
  let length = 0;
  for (let i = events.length - 1; i >= 0 && length < limit; i--) {
    const event = events[i]!;
    const packet = event.kind === "wire.tapped" && event.node === claim.node
      ? events[event.packet]
      : event.kind === "wire.sent" && arrivedAt(claim.node, claim.now, event)
      ? event
      : undefined;
    if (packet?.kind !== "wire.sent" || packet.id > last.id || heard.has(packet.id)) continue;
    if (!sameDirection(packet, last) || isHerOwn(events, claim.node, packet)) continue;
    heard.set(packet.id, packet);
    length += packet.segment.payload.length;
  }
  return [...heard.values()].reverse();
}

function sameDirection({ segment: a }: Packet, { segment: b }: Packet): boolean {
  return a.protocol === b.protocol && a.from.address === b.from.address &&
    a.from.port === b.from.port && a.to.address === b.to.address && a.to.port === b.to.port;
}

/** The stream as its numbers order it; a new run begins where something is missing. */
function inSequence(packets: readonly Packet[]): Bytes[] {
  const runs: Bytes[][] = [];
  let next = -1;
  for (const { segment } of packets.toSorted((a, b) => a.segment.sequence - b.segment.sequence)) {
    const { sequence, payload } = segment;
    if (sequence > next) runs.push([]);
    const fresh = sequence > next ? payload : payload.subarray(next - sequence);
    runs.at(-1)!.push(fresh);
    next = Math.max(next, sequence + payload.length);
  }
  return runs.map((run) => concat(...run));
}

function objectionToOpening(
  evidence: Evidence,
  claim: Claim,
  { event, key }: Extract<How, { by: "opened" }>,
): string | undefined {
  const { node } = claim;
  const known = evidence.ledger.knows(node, key);
  if (known === undefined) return `${node} does not know the secret ${JSON.stringify(key)}`;
  const made = evidence.events[known.event];
  const connection = made?.kind === "tls.secret" && made.node === node
    ? made.connection
    : undefined;
  if (connection === undefined) return `no engine of ${node} made ${JSON.stringify(key)}`;
  return came(evidence, claim, event, connection)
    ? undefined
    : `no engine of ${node} gave these bytes for #${event} with that key`;
}

/** Whether the bytes came out of an engine of that party because of that packet. */
function came({ events }: Evidence, claim: Claim, cause: EventId, connection?: string): boolean {
  const packet = events[cause];
  if (packet?.kind !== "wire.sent" || !arrivedAt(claim.node, claim.now, packet)) return false;
  for (let i = events.length - 1; i > cause; i--) {
    const event = events[i]!;
    if (
      event.kind === "app.data" && event.node === claim.node && event.cause === cause &&
      event.direction === "received" &&
      (connection === undefined || event.connection === connection) &&
      indexOfBytes(event.data, claim.bytes) >= 0
    ) return true;
  }
  return false;
}

/** A guess is one value of the right length, not a list of all there are. */
function objectionToGuessing(
  { ledger }: Evidence,
  { node, bytes, guesses }: Claim,
  asks: number,
): string | undefined {
  if (!Number.isSafeInteger(asks) || asks < 1) return `${asks} is no number of questions`;
  if (guesses > asks) return `it is guess ${guesses}, and only ${asks} are owned up to`;
  const fits = ledger.secrets.some((secret) => secret.bytes.length === bytes.length);
  const whole = ledger.match(node, bytes).every((secret) => secret.bytes.length === bytes.length);
  return fits && whole ? undefined : `a guess is as long as the secret, not ${bytes.length} bytes`;
}

/** Engines and keys of hers enter the ledger by themselves: she can only say it again. */
function holds({ ledger }: Evidence, { node, bytes }: Claim): boolean {
  return ledger.secrets.some((secret) => {
    const by = ledger.knows(node, secret.id)?.how.by;
    return (by === "derived" || by === "generated") && equalBytes(secret.bytes, bytes);
  });
}
