/** Handshakes with one thing wrong in them, and what must hold of every one. */
import { assert, assertEquals } from "@std/assert";
import { type Bytes, equalBytes, type Field, hex, inspect } from "../../bytes/mod.ts";
import {
  ContentType,
  handshakeCodec,
  type HandshakeForm,
  HandshakeType,
  ProtocolVersion,
  RECORD_HEADER_LENGTH,
} from "../../wire/mod.ts";
import type { Dice } from "../../wire/testing/mutate.ts";
import type { TlsEvent } from "../event.ts";
import { RecordFramer } from "../record/framer.ts";
import { HONEST_SEAMS, type Seams } from "../seams.ts";
import { TLS12 } from "../tls12/dialect.ts";
import type { Pair, PairOptions } from "../testing.ts";
import { type Flight, meet } from "./whole_handshakes.ts";

/** Some octets of one flight. */
export interface Span {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** The fields of a flight that stand in the clear, and its records where they do not. */
export function spansOf({ bytes }: Flight, turn: number, form: HandshakeForm): readonly Span[] {
  const framer = new RecordFramer();
  framer.push(bytes);
  const spans: Span[] = [];
  let at = 0;
  let sealed = false;
  for (let record = framer.next(); record && "bytes" in record; record = framer.next()) {
    const start = at + RECORD_HEADER_LENGTH;
    at += record.bytes.length;
    if (record.type === ContentType.handshake && !sealed) {
      spans.push(...fieldsOf(record.fragment, start, turn, form));
    } else spans.push({ turn, start, end: at });
    sealed ||= record.type === ContentType.change_cipher_spec;
  }
  return spans;
}

function fieldsOf(fragment: Bytes, start: number, turn: number, form: HandshakeForm): Span[] {
  const codec = handshakeCodec(form);
  const spans: Span[] = [];
  const walk = (field: Field, base: number) => {
    for (const child of field.children) walk(child, base);
    if (field.end > field.start) {
      spans.push({ turn, start: base + field.start, end: base + field.end });
    }
  };
  for (let at = 0; at + 4 <= fragment.length;) {
    const length = (fragment[at + 1]! << 16) | (fragment[at + 2]! << 8) | fragment[at + 3]!;
    walk(inspect(codec, fragment.subarray(at, at + 4 + length)).field, start + at);
    at += 4 + length;
  }
  return spans;
}

/** Ways to get one octet wrong. */
const OCTET: readonly ((bytes: Bytes, at: number, roll: Dice) => Bytes)[] = [
  (bytes, at, roll) => bytes.with(at, bytes[at]! ^ (1 << roll(8))),
  (bytes, at, roll) => bytes.with(at, roll(256)),
  (bytes, at) => Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1)),
  (bytes, at, roll) => Uint8Array.of(...bytes.subarray(0, at), roll(256), ...bytes.subarray(at)),
];

/** Ways to get one field wrong, its length aside. */
const FIELD: readonly ((octet: number, place: number, roll: Dice) => number)[] = [
  () => 0,
  () => 0xff,
  (_octet, _place, roll) => roll(256),
  (octet, place) => place === 0 ? octet + 1 : octet,
];

/** One octet or one field of a handshake, wrong. */
export function mutant(
  flights: readonly Flight[],
  spans: readonly Span[],
  roll: Dice,
): { readonly turn: number; readonly bytes: Bytes } {
  if (roll(2) === 0) {
    const { turn, start, end } = spans[roll(spans.length)]!;
    const change = FIELD[roll(FIELD.length)]!;
    const { bytes } = flights[turn]!;
    return {
      turn,
      bytes: bytes.map((octet, i) =>
        i < start || i >= end ? octet : change(octet, end - 1 - i, roll)
      ),
    };
  }
  const turn = roll(flights.length);
  return { turn, bytes: wrongOctet(flights[turn]!.bytes, roll) };
}

export type End = "both connected" | "refused" | "one still waits";

/**
 * Plays a handshake in which one flight arrives changed, and checks what must hold.
 *
 * @throws {AssertionError} if both ends are connected and have seen different handshakes, or if one
 *   that failed has not said so
 */
export function endOf(options: PairOptions, turn: number, bytes: Bytes): End {
  return judge(meet(options, (flight, now) => now === turn ? bytes : flight.bytes));
}

function judge(pair: Pair): End {
  const { client, server, clientEvents, serverEvents } = pair;
  checkEnd(client.state, clientEvents);
  checkEnd(server.state, serverEvents);
  if (client.connected && server.connected) {
    checkStory(pair);
    return "both connected";
  }
  return client.state === "FAILED" || server.state === "FAILED" || client.state === "CLOSED"
    ? "refused"
    : "one still waits";
}

/** What stands in the protected records of a handshake, and who wrote it. */
export interface Sealed {
  readonly by: Flight["from"];
  /** Which of that end's protected records. */
  readonly nth: number;
  /** The content; in TLS 1.3 with its type behind it. */
  readonly content: Bytes;
}

/** The protected records of a handshake that nobody disturbs. */
export function sealedIn(options: PairOptions): readonly Sealed[] {
  const all: Sealed[] = [];
  let altered = options;
  for (const by of ["client", "server"] as const) {
    altered = sealing(altered, by, (nth, content) => {
      all.push({ by, nth, content: content.slice() });
      return content;
    });
  }
  meet(altered, ({ bytes }) => bytes);
  // Tickets of TLS 1.3 come behind the handshake, and no Finished covers them.
  return all.filter(({ content }) => content[0] !== HandshakeType.new_session_ticket);
}

/** Plays a handshake in which an end seals something else than it believes to have said. */
export function endOfSealed(options: PairOptions, { by, nth }: Sealed, content: Bytes): End {
  const altered = sealing(options, by, (now, honest) => now === nth ? content : honest);
  return judge(meet(altered, ({ bytes }) => bytes));
}

function sealing(
  options: PairOptions,
  by: Sealed["by"],
  change: (nth: number, content: Bytes) => Bytes,
): PairOptions {
  let nth = 0;
  const { seams = HONEST_SEAMS } = options[by] ?? {};
  const protectRecords: Seams["protectRecords"] = (...context) => {
    const honest = seams.protectRecords(...context);
    return {
      overhead: honest.overhead,
      open: (sequence, record) => honest.open(sequence, record),
      seal: (sequence, inner) => honest.seal(sequence, change(nth++, inner)),
    };
  };
  const protectOlderRecords: Seams["protectOlderRecords"] = (context) => {
    const honest = TLS12.protectRecords(context);
    return {
      open: (sequence, record) => honest.open(sequence, record),
      seal: (sequence, type, content) => honest.seal(sequence, type, change(nth++, content)),
    };
  };
  const changed = { ...seams, protectRecords, protectOlderRecords };
  return { ...options, [by]: { ...options[by], seams: changed } };
}

/** One octet wrong. */
export function wrongOctet(bytes: Bytes, roll: Dice): Bytes {
  return OCTET[roll(OCTET.length)]!(bytes, roll(bytes.length), roll);
}

function checkEnd(state: string, events: readonly TlsEvent[]): void {
  if (state !== "FAILED") return;
  assertEquals(events.at(-1)?.kind, "closed");
  assert(events.some(({ kind }) => kind === "alert"));
}

/** Two ends that are connected have heard the same words, have the same secrets and agree. */
function checkStory({ clientEvents, serverEvents }: Pair): void {
  const [client, server] = [clientEvents, serverEvents].map(story);
  assertEquals(client, server);
}

function story(events: readonly TlsEvent[]) {
  const end = events.findIndex(({ kind }) => kind === "connected");
  const agreement = events[end];
  const until = events.slice(0, end);
  return {
    words: until.flatMap((event) => event.kind === "message" ? [hex(event.raw)] : []),
    secrets: events.flatMap((event) =>
      event.kind === "secret" ? [`${event.label} ${hex(event.secret)}`] : []
    ).sort(),
    agreement: agreement?.kind === "connected" && agreement.agreement,
  };
}

/** Whether a mutant is one at all. */
export function differs(flights: readonly Flight[], turn: number, bytes: Bytes): boolean {
  return !equalBytes(flights[turn]!.bytes, bytes);
}

/** The form of a handshake's messages, by its name. */
export const formIn = (name: string): HandshakeForm => ({
  version: ProtocolVersion[name.startsWith("TLS 1.2") ? "TLS 1.2" : "TLS 1.3"],
  keyExchange: name.includes("RSA") ? "RSA" : "ECDHE_ECDSA",
});
