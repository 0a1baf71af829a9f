import { type Bytes, concat, encode } from "../../bytes/mod.ts";
import {
  ContentType,
  decodeInner,
  MAX_PLAINTEXT,
  ProtocolVersion,
  Record,
} from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";
import { badRecordMac } from "./bad_record_mac.ts";
import type { FramedRecord } from "./framer.ts";
import { innerPlaintext, type RecordProtection } from "./protection.ts";

/** What a record brought. */
export interface OpenedRecord {
  /** `ContentType` value. */
  readonly type: number;
  readonly content: Bytes;
}

/** Opens the records of one direction under one key, in the manner of one version. */
export interface RecordOpener {
  /**
   * @param sequence the record's number under this key, from 0
   * @param limit longest content taken, in bytes; for TLS 1.3 it counts the content type too
   */
  open(sequence: number, record: FramedRecord, limit: number): OpenedRecord | Fault;
}

/** Seals the records of one direction under one key, in the manner of one version. */
export interface RecordSealer {
  /** @returns the whole record, header included */
  seal(sequence: number, type: number, content: Bytes, padding: number): Bytes;
}

/** TLS 1.3: the type of a record travels inside it (RFC 9846 §5.2). */
export function innerRecords(protection: RecordProtection): RecordOpener & RecordSealer {
  return {
    open(sequence, record, limit) {
      const inner = protection.open(sequence, record.bytes);
      if (inner === undefined) return badRecordMac(sequence);
      if (inner.length > limit) {
        return fault("recordTooLong", `${inner.length} bytes of content, above ${limit}`);
      }
      return decodeInner(inner) ??
        fault("badInnerPlaintext", "A protected record that holds only zeros");
    },
    seal: (sequence, type, content, padding) =>
      protection.seal(sequence, innerPlaintext(type, content, padding)),
  };
}

/** How many zero bytes to hide the length of a content behind (RFC 9846 §5.4). */
export type PaddingPolicy = (contentLength: number, room: number) => number;

/** The reading half: opens records under the key of the moment. */
export class RecordReader {
  #opener: RecordOpener | undefined;
  #sequence = 0;
  /** Longest inner plaintext taken, as announced in record_size_limit (RFC 8449). */
  limit = MAX_PLAINTEXT + 1;

  get keyed(): boolean {
    return this.#opener !== undefined;
  }

  /** The number the next record must have. */
  get sequence(): number {
    return this.#sequence;
  }

  install(opener: RecordOpener): void {
    this.#opener = opener;
    this.#sequence = 0;
  }

  /** Opens a record. In the clear before there are keys, protected after. */
  open(record: FramedRecord): OpenedRecord | Fault {
    if (this.#opener === undefined) {
      if (record.type === ContentType.application_data) {
        return fault("badRecordType", "Application data before there are keys");
      }
      return { type: record.type, content: record.fragment };
    }
    const opened = this.#opener.open(this.#sequence, record, this.limit);
    // A record that does not open was not the one of this number; any other uses the number up.
    if (!(opened instanceof Fault && opened.reason === "badRecordMac")) this.#sequence++;
    return opened;
  }
}

/** The writing half: cuts content into records and seals them. */
export class RecordWriter {
  #sealer: RecordSealer | undefined;
  #sequence = 0;
  #out: Bytes[] = [];
  /** Longest inner plaintext the peer takes (RFC 8449). */
  limit = MAX_PLAINTEXT + 1;
  padding: PaddingPolicy = () => 0;
  /** The first record in the clear may say TLS 1.0, for middleboxes of that age (§5.1). */
  legacyVersion: number = ProtocolVersion["TLS 1.2"];

  get keyed(): boolean {
    return this.#sealer !== undefined;
  }

  get sequence(): number {
    return this.#sequence;
  }

  install(sealer: RecordSealer): void {
    this.#sealer = sealer;
    this.#sequence = 0;
  }

  /** Back to the clear, as when there never was a key. */
  uninstall(): void {
    this.#sealer = undefined;
    this.#sequence = 0;
  }

  /** Most content one record takes: the limit counts the content type too. */
  get room(): number {
    return Math.min(MAX_PLAINTEXT, this.limit - 1);
  }

  /** Writes content as one record or more. */
  write(type: number, content: Bytes): void {
    const { room } = this;
    if (content.length <= room) return this.#writeOne(type, content, room);
    for (let start = 0; start < content.length; start += room) {
      this.#writeOne(type, content.subarray(start, start + room), room);
    }
  }

  /** The single byte that keeps old middleboxes calm; never protected (§5, §E.4). */
  writeChangeCipherSpec(): void {
    this.#writeClear(ContentType.change_cipher_spec, Uint8Array.of(1));
  }

  /** Takes away what must go on the wire. */
  drain(): Bytes {
    const bytes = this.#out.length === 1 ? this.#out[0]! : concat(...this.#out);
    this.#out = [];
    return bytes;
  }

  #writeOne(type: number, content: Bytes, room: number): void {
    if (this.#sealer === undefined) return this.#writeClear(type, content);
    const spare = room - content.length;
    const padding = Math.max(0, Math.min(spare, this.padding(content.length, spare)));
    if (this.#sequence >= Number.MAX_SAFE_INTEGER) {
      throw new Error("Cannot seal another record: the record numbers are used up");
    }
    this.#out.push(this.#sealer.seal(this.#sequence++, type, content, padding));
  }

  #writeClear(type: number, fragment: Bytes): void {
    this.#out.push(encode(Record, { type, legacyRecordVersion: this.legacyVersion, fragment }));
  }
}

/** A writer's worth of handshake messages that may share a record. */
export class Flight {
  #messages: Bytes[] = [];

  get empty(): boolean {
    return this.#messages.length === 0;
  }

  add(message: Bytes): void {
    this.#messages.push(message);
  }

  take(): Bytes {
    const bytes = concat(...this.#messages);
    this.#messages = [];
    return bytes;
  }
}
