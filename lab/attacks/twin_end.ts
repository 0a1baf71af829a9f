import { type Bytes, concat, EMPTY, encode } from "../bytes/mod.ts";
import {
  Fault,
  type FramedRecord,
  HandshakeJoiner,
  RecordFramer,
  type RecordProtection12,
} from "../tls/mod.ts";
import { ContentType, ProtocolVersion, Record } from "../wire/mod.ts";
import type { Line } from "./position.ts";

type Side = "client" | "server";

/** What protects both directions of a connection. */
export type Protections = { readonly [S in Side]: RecordProtection12 };

/**
 * One of two connections of TLS 1.2 that a person in the middle leads by hand: what was said on it,
 * and how its records are sealed.
 */
export class TwinEnd {
  /** Every handshake message of this connection, as it was said here. */
  transcript: Bytes = EMPTY;
  /** 48 bytes, once they are known. */
  mainSecret: Bytes | undefined;
  protections: Protections | undefined;
  readonly joiner = new HandshakeJoiner();
  readonly framer = new RecordFramer();
  #reading: { readonly by: RecordProtection12; next: number } | undefined;
  #writing: { readonly by: RecordProtection12; next: number } | undefined;

  /** @param peer who is at the other end of the line; she plays the other part */
  constructor(readonly line: Line, readonly peer: Side) {}

  /** The part she plays here. */
  get part(): Side {
    return this.peer === "client" ? "server" : "client";
  }

  /** The peer has changed to the new keys. */
  startReading(): void {
    this.#reading = { by: this.#ready[this.peer], next: 0 };
  }

  /** From here on what she writes is sealed. */
  startWriting(): void {
    this.#writing = { by: this.#ready[this.part], next: 0 };
  }

  /** The content of the peer's next record; `undefined` if it does not open. */
  open(record: FramedRecord): Bytes | undefined {
    if (this.#reading === undefined) return record.fragment;
    const content = this.#reading.by.open(this.#reading.next++, record);
    return content instanceof Fault ? undefined : content;
  }

  /** A whole record for the peer, sealed if it is time for that. */
  record(type: number, content: Bytes): Bytes {
    if (this.#writing !== undefined) {
      return this.#writing.by.seal(this.#writing.next++, type, content);
    }
    const legacyRecordVersion = ProtocolVersion["TLS 1.2"];
    return encode(Record, { type, legacyRecordVersion, fragment: content });
  }

  /** Takes a handshake message of the peer into the transcript. */
  heard(raw: Bytes): void {
    this.transcript = concat(this.transcript, raw);
  }

  /** Handshake messages for the peer, in one record, taken into the transcript. */
  say(...raws: readonly Bytes[]): Bytes {
    const flight = concat(...raws);
    this.heard(flight);
    return this.record(ContentType.handshake, flight);
  }

  get #ready(): Protections {
    if (this.protections === undefined) throw new Error("Cannot change keys: there are none");
    return this.protections;
  }
}
