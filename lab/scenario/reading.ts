import { type Bytes, decode, EMPTY, fromUtf8, indexOfBytes } from "../bytes/mod.ts";
import { Fault, type FramedRecord, HandshakeJoiner, RecordFramer } from "../tls/mod.ts";
import type { EventId, EventKind, EventOf, NodeId } from "../trace/mod.ts";
import {
  ClientHello,
  ContentType,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
  keyShare,
  readExtension,
  ServerHello,
} from "../wire/mod.ts";
import type { Run } from "./run.ts";

/** A run, as far as reading it goes: its record. */
export type Recorded = Pick<Run, "trace">;

/** Which packets are meant. */
export interface Way {
  readonly from?: NodeId;
  /** The next neighbour on the way, which may be an attacker. */
  readonly to?: NodeId;
  readonly act?: number;
}

/** A packet with something in it, and the records that lie in it as a whole. */
export interface Packet {
  readonly event: EventId;
  readonly payload: Bytes;
  readonly records: readonly FramedRecord[];
}

/** Makes sure that a lesson finds what it speaks about. @throws {Error} if it does not */
export function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`Cannot find ${what} in this run`);
  return thing;
}

/** Events of one kind, of one party or of all. */
export function eventsOf<K extends EventKind>(
  { trace }: Recorded,
  kind: K,
  node?: NodeId,
): readonly EventOf<K>[] {
  return trace.events.filter((event): event is EventOf<K> =>
    event.kind === kind && (node === undefined || event.node === node)
  );
}

/** Packets that carry something, in the order in which they left. */
export function packetsOf(run: Recorded, { from, to, act }: Way = {}): readonly Packet[] {
  return eventsOf(run, "wire.sent", from)
    .filter((sent) => sent.segment.payload.length > 0)
    .filter((sent) => (to ?? sent.to) === sent.to && (act ?? sent.act) === sent.act)
    .map(({ id, segment: { payload } }) => ({ event: id, payload, records: recordsIn(payload) }));
}

function recordsIn(payload: Bytes): readonly FramedRecord[] {
  const framer = new RecordFramer();
  framer.push(payload);
  const records: FramedRecord[] = [];
  for (let record = framer.next(); record !== undefined; record = framer.next()) {
    if (record instanceof Fault) break;
    records.push(record);
  }
  return records;
}

/** Packets with protected records in them; `record` is the first of those. */
export function sealedPacketsOf(
  run: Recorded,
  way: Way = {},
): readonly (Packet & { readonly record: FramedRecord })[] {
  return packetsOf(run, way).flatMap((packet) => {
    const record = packet.records.find(({ type }) => type === ContentType.application_data);
    return record === undefined ? [] : [{ ...packet, record }];
  });
}

/** A hello as it travelled. */
export interface Hello {
  readonly event: EventId;
  /** The record it is in, header included. */
  readonly record: Bytes;
  readonly random: Bytes;
  /** The public value of the first key share; empty where there is none, as before TLS 1.3. */
  readonly share: Bytes;
  readonly cipherSuites: readonly number[];
}

/** The first ClientHello a party sends, in the whole run or in one act. */
export function clientHelloOf(run: Recorded, from: NodeId, act?: number): Hello {
  return helloOf(
    run,
    { from, ...(act !== undefined && { act }) },
    HandshakeType.client_hello,
    (body) => {
      const hello = decode(ClientHello, body);
      if (!hello.ok) return undefined;
      const shares = readExtension(hello.value.extensions ?? [], keyShare, "client_hello");
      const share = shares?.ok ? shares.value[0]?.keyExchange : undefined;
      const { random, cipherSuites } = hello.value;
      return { random, share: share ?? EMPTY, cipherSuites };
    },
  );
}

/** The first ServerHello a party sends, in the whole run or in one act. */
export function serverHelloOf(run: Recorded, from: NodeId, act?: number): Hello {
  return helloOf(
    run,
    { from, ...(act !== undefined && { act }) },
    HandshakeType.server_hello,
    (body) => {
      const hello = decode(ServerHello, body);
      if (!hello.ok) return undefined;
      const share = readExtension(hello.value.extensions ?? [], keyShare, "server_hello");
      const { random, cipherSuite } = hello.value;
      return {
        random,
        share: share?.ok ? share.value.keyExchange : EMPTY,
        cipherSuites: [cipherSuite],
      };
    },
  );
}

function helloOf(
  run: Recorded,
  way: Way,
  type: number,
  read: (body: Bytes) => Omit<Hello, "event" | "record"> | undefined,
): Hello {
  for (const { event, records } of packetsOf(run, way)) {
    for (const { type: outside, fragment, bytes } of records) {
      if (outside !== ContentType.handshake || fragment[0] !== type) continue;
      // Before TLS 1.3, more messages may follow in the same record.
      const length = (fragment[1]! << 16) | (fragment[2]! << 8) | fragment[3]!;
      const end = HANDSHAKE_HEADER_LENGTH + length;
      const parts = read(fragment.subarray(HANDSHAKE_HEADER_LENGTH, end));
      if (parts !== undefined) return { event, record: bytes, ...parts };
    }
  }
  throw new Error(`Cannot find a hello of ${way.from} in this run`);
}

/** A handshake message as it travelled in the clear. */
export interface ClearMessage {
  readonly event: EventId;
  /** Without its header. */
  readonly body: Bytes;
}

/** The first handshake message of a type that a party sends in the clear. @throws {Error} if none */
export function clearMessageOf(run: Recorded, from: NodeId, type: number): ClearMessage {
  for (const { event, records } of packetsOf(run, { from })) {
    const joiner = new HandshakeJoiner();
    for (const { type: outside, fragment } of records) {
      if (outside === ContentType.change_cipher_spec) break; // what follows is sealed
      if (outside === ContentType.handshake) joiner.push(fragment);
    }
    for (let raw = joiner.next(); raw !== undefined; raw = joiner.next()) {
      if (raw instanceof Fault) break;
      if (raw[0] === type) return { event, body: raw.subarray(HANDSHAKE_HEADER_LENGTH) };
    }
  }
  throw new Error(`Cannot find message ${type} of ${from} in the clear`);
}

/** How a party judged the certificates it was shown. */
export function chainCheckOf(run: Recorded, node: NodeId): EventOf<"tls.check"> | undefined {
  return eventsOf(run, "tls.check", node).find(({ subject }) => subject === "certificate chain");
}

/** The check at which a party refused its peer, or would have, had a flaw not answered for it. */
export function refusalOf(run: Recorded, node: NodeId): EventOf<"tls.check"> | undefined {
  const judged = eventsOf(run, "tls.check", node);
  return judged.find(({ ok }) => !ok) ?? judged.find(({ flaw }) => flaw !== undefined);
}

/** The alert with which a party ended its connection because of a fault. */
export function complaintOf(run: Recorded, node: NodeId): EventOf<"tls.alert"> | undefined {
  return eventsOf(run, "tls.alert", node).find(({ reason }) => reason !== undefined);
}

/** The event at which a party came to know a text; `title` is what the story calls it. */
export function learningOf(run: Recorded, node: NodeId, title: string): EventId | undefined {
  const secret = run.trace.secrets.find((secret) => secret.title === title);
  return run.trace.knowledge.find((known) => known.node === node && known.secret === secret?.id)
    ?.event;
}

/** A remark of a party that begins a certain way. */
export function remarkOf(run: Recorded, node: NodeId, words: string): EventId | undefined {
  return eventsOf(run, "note", node).find(({ text }) => text.startsWith(words))?.id;
}

/** Content octets of a certificate's serial number (RFC 5280 §4.1.2.2), without a zero in front. */
export function serialOf(certificate: Bytes): Bytes {
  let at = insideOf(certificate, insideOf(certificate, 0)); // Certificate, TBSCertificate
  if (certificate[at] === 0xa0) at = endOf(certificate, at); // [0] version
  const serial = certificate.subarray(insideOf(certificate, at), endOf(certificate, at));
  return serial[0] === 0 ? serial.subarray(1) : serial;
}

/** The certificate that is sent along in an OCSP answer, the responder's own (RFC 6960 §4.2.1). */
export function certificateInAnswer(answer: Bytes): Bytes {
  let at = insideOf(answer, 0); // OCSPResponse: status, and behind it the bytes
  at = insideOf(answer, insideOf(answer, endOf(answer, at))); // [0], ResponseBytes: its type
  at = insideOf(answer, insideOf(answer, endOf(answer, at))); // OCTET STRING, BasicOCSPResponse
  for (let i = 0; i < 3; i++) at = endOf(answer, at); // what is signed, how, and the signature
  at = insideOf(answer, insideOf(answer, at)); // [0], SEQUENCE OF
  return answer.subarray(at, endOf(answer, at));
}

/** The common name inside a DER name, or inside anything that holds one. */
export function commonNameIn(der: Bytes): string {
  const at = indexOfBytes(der, COMMON_NAME);
  if (at < 0) throw new Error("Cannot find a common name in this certificate");
  const value = at + COMMON_NAME.length;
  return fromUtf8(der.subarray(insideOf(der, value), endOf(der, value)));
}

/** The object identifier 2.5.4.3 as it stands in DER. */
const COMMON_NAME: Bytes = Uint8Array.of(0x06, 0x03, 0x55, 0x04, 0x03);

/** Where the content of the DER element at an offset begins. */
function insideOf(der: Bytes, at: number): number {
  const length = der[at + 1]!;
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

/** Where the DER element at an offset ends. */
function endOf(der: Bytes, at: number): number {
  const inside = insideOf(der, at);
  if (der[at + 1]! < 0x80) return inside + der[at + 1]!;
  return inside + der.subarray(at + 2, inside).reduce((length, octet) => length * 256 + octet, 0);
}
