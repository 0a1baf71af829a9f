import { type Bytes, concat, equalBytes, indexOfBytes } from "../bytes/mod.ts";
import type { EventId, EventOf, Micros, NodeId, TraceEvent } from "./event.ts";
import type { How, Ledger } from "./ledger.ts";
import { arrivedAt, Sightings } from "./sightings.ts";

/** What a hostile party says of the bytes it lays on the table. */
export interface Claim {
  readonly node: NodeId;
  readonly bytes: Bytes;
  readonly how: How;
  /** Virtual time at which it says so. */
  readonly now: Micros;
  /** How many guesses it has made so far, this one included. */
  readonly guesses: number;
  /** How many of the results she said she computed were no secret, this one included. */
  readonly misses: number;
}

/** How many computed results may be no secret at all, in a whole run. */
export const MOST_MISSES = 4;
/** A text that was computed is at least this part of what is laid on the table: one sixteenth. */
const LEAST_SHARE = 16;

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
    case "decrypted":
      return objectionToDecrypting(evidence, claim, how);
    case "computed":
      return objectionToComputing(evidence, claim, how.from);
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
  const unseen = objectionToCiting(evidence, claim, id);
  if (unseen !== undefined || cited?.kind !== "wire.sent") return unseen;
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

/** Why she cannot name that event as a packet she saw. */
function objectionToCiting(
  { events }: Evidence,
  { node, now }: Claim,
  id: EventId,
): string | undefined {
  const cited = events[id];
  if (cited?.kind !== "wire.sent") return `#${id} is no packet`;
  return Sightings.of(events).saw(node, now, cited)
    ? undefined
    : `#${id} did not come past ${node}`;
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
  const all = Sightings.of(events).alike(claim.node, last);
  const heard = new Map<EventId, Packet>();
  let length = 0;
  for (let i = all.length - 1; i >= 0 && length < limit; i--) {
    const packet = all[i]!;
    if (packet.id > last.id || heard.has(packet.id)) continue;
    if (packet.to === claim.node && !arrivedAt(claim.node, claim.now, packet)) continue;
    if (isHerOwn(events, claim.node, packet)) continue;
    heard.set(packet.id, packet);
    length += packet.segment.payload.length;
  }
  return [...heard.values()].reverse();
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
  return Sightings.of(events).heard(claim.node, cause).some((event) =>
    (connection === undefined || event.connection === connection) &&
    indexOfBytes(event.data, claim.bytes) >= 0
  );
}

/** She needs the ciphertext, a secret to open it with, and no more room than it has. */
function objectionToDecrypting(
  evidence: Evidence,
  claim: Claim,
  { event, key }: Extract<How, { by: "decrypted" }>,
): string | undefined {
  const { node, bytes } = claim;
  if (evidence.ledger.knows(node, key) === undefined) {
    return `${node} does not know the secret ${JSON.stringify(key)}`;
  }
  const cited = evidence.events[event];
  const unseen = objectionToCiting(evidence, claim, event);
  if (unseen !== undefined || cited?.kind !== "wire.sent") return unseen;
  if (isHerOwn(evidence.events, node, cited)) return `#${event} is what ${node} wrote herself`;
  const room = heardUntil(evidence.events, claim, cited, bytes.length)
    .reduce((sum, { segment }) => sum + segment.payload.length, 0);
  return bytes.length <= room ? undefined : `#${event} and its stream have only ${room} bytes`;
}

/** Nobody can check a computation by its result; so it has to hit, and not by listing values. */
function objectionToComputing(
  evidence: Evidence,
  claim: Claim,
  from: readonly EventId[],
): string | undefined {
  if (from.length === 0) return "they are computed from no packet at all";
  for (const id of from) {
    const unseen = objectionToCiting(evidence, claim, id);
    if (unseen !== undefined) return unseen;
  }
  if (claim.misses > MOST_MISSES) {
    return `${claim.misses} results were no secret, and only ${MOST_MISSES} may be`;
  }
  const { bytes } = claim;
  const lost = evidence.ledger.among(bytes).find((secret) =>
    secret.bytes.length * LEAST_SHARE < bytes.length
  );
  return lost && `a secret of ${lost.bytes.length} bytes stands among ${bytes.length}`;
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
