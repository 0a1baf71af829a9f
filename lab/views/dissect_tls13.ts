import type { Bytes } from "../bytes/mod.ts";
import { ContentType, decodeInner, HandshakeType } from "../wire/mod.ts";
import type { DissectedRecord, Protection } from "./dissect.ts";
import type { KeyRing, Opener } from "./keys.ts";
import { FORM_13, MessageFinder } from "./messages.ts";
import type { LocatedRecord } from "./streams.ts";

type Side = "CLIENT" | "SERVER";

/** Keys follow each other: for early data, for the handshake, then those for application data. */
const EARLY = -2;
const HANDSHAKE = -1;

/** The records of one direction of TLS 1.3; of what the other says nothing need be known. */
export function* dissectStream(
  records: readonly LocatedRecord[],
  keys: KeyRing,
  random: Bytes,
  side: Side,
): Generator<DissectedRecord> {
  const finder = new MessageFinder();
  const early = side === "CLIENT" ? keys.opener(random, labelOf(side, EARLY)) : undefined;
  let generation = early === undefined ? HANDSHAKE : EARLY;
  let sequence = 0;
  let opener: Opener | undefined = early;
  for (const { event, offset, record } of records) {
    const { type, bytes, fragment } = record;
    const base = { event, offset, bytes, type, version: FORM_13.version };
    if (type !== ContentType.application_data) {
      const content = { type, bytes: fragment, padding: 0 };
      const messages = type === ContentType.handshake ? finder.next(fragment) : [];
      yield { ...base, protection: "none", content, messages };
      continue;
    }
    opener ??= keys.opener(random, labelOf(side, generation));
    let found = opener?.open(sequence, record);
    if (found === undefined && generation === EARLY) {
      // A server that takes no early data is told so by nothing but the next keys.
      const next = keys.opener(random, labelOf(side, HANDSHAKE));
      found = next?.open(0, record);
      if (found !== undefined) [generation, sequence, opener] = [HANDSHAKE, 0, next];
    }
    const protection = protectionOf(generation);
    const opened = found && decodeInner(found.inner);
    if (found === undefined || opened === undefined) {
      yield { ...base, protection, sequence, messages: [] };
      continue;
    }
    const padding = found.inner.length - opened.content.length - 1;
    const content = { type: opened.type, bytes: opened.content, padding };
    const handshake = opened.type === ContentType.handshake;
    const messages = handshake ? finder.next(opened.content) : [];
    yield { ...base, protection, sequence, secret: found.secret, content, messages };
    sequence++;
    for (const { raw } of messages) {
      if (!changesKeys(raw[0]!, generation)) continue;
      generation++;
      sequence = 0;
      opener = undefined;
    }
  }
}

function changesKeys(message: number, generation: number): boolean {
  switch (message) {
    case HandshakeType.end_of_early_data:
      return generation === EARLY;
    case HandshakeType.finished: // later ones, after the handshake, change nothing
      return generation === HANDSHAKE;
    default:
      return message === HandshakeType.key_update;
  }
}

function protectionOf(generation: number): Protection {
  if (generation === EARLY) return "early";
  return generation === HANDSHAKE ? "handshake" : "application";
}

function labelOf(side: Side, generation: number): string {
  if (generation === EARLY) return "CLIENT_EARLY_TRAFFIC_SECRET";
  return generation === HANDSHAKE
    ? `${side}_HANDSHAKE_TRAFFIC_SECRET`
    : `${side}_TRAFFIC_SECRET_${generation}`;
}
