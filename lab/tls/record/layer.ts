import { type Bytes, concat, encode } from "../../bytes/mod.ts";
import {
  ContentType,
  decodeInner,
  MAX_PLAINTEXT,
  ProtocolVersion,
  Record,
} from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";
import type { FramedRecord } from "./framer.ts";
import { innerPlaintext, type RecordProtection } from "./protection.ts";

/** What a record brought. */
export interface OpenedRecord {
  readonly type: number;
  readonly content: Bytes;
  readonly protected: boolean;
}

/** How many zero bytes to hide the length of a content behind (RFC 9846 §5.4). */
export type PaddingPolicy = (contentLength: number, room: number) => number;

/** The reading half: opens records under the key of the moment. */
export class RecordReader {
  #protection: RecordProtection | undefined;
  #sequence = 0;
  /** Longest inner plaintext taken, as announced in record_size_limit (RFC 8449). */
  limit = MAX_PLAINTEXT + 1;

  get keyed(): boolean {
    return this.#protection !== undefined;
  }

  /** The number the next record must have. */
  get sequence(): number {
    return this.#sequence;
  }

  install(protection: RecordProtection): void {
    this.#protection = protection;
    this.#sequence = 0;
  }

  /** Opens a record. In the clear before there are keys, protected after. */
  open(record: FramedRecord): OpenedRecord | Fault {
    if (this.#protection === undefined) {
      if (record.type === ContentType.application_data) {
        return fault("badRecordType", "Application data before there are keys");
      }
      return { type: record.type, content: record.fragment, protected: false };
    }
    const inner = this.#protection.open(this.#sequence, record.bytes);
    if (inner === undefined) {
      return fault(
        "badRecordMac",
        `Cannot open record ${this.#sequence}: the authentication tag does not match`,
      );
    }
    this.#sequence++;
    if (inner.length > this.limit) {
      return fault("recordTooLong", `${inner.length} bytes of content, above ${this.limit}`);
    }
    const opened = decodeInner(inner);
    return opened === undefined
      ? fault("badInnerPlaintext", "A protected record that holds only zeros")
      : { type: opened.type, content: opened.content, protected: true };
  }
}

/** The writing half: cuts content into records and seals them. */
export class RecordWriter {
  #protection: RecordProtection | undefined;
  #sequence = 0;
  #out: Bytes[] = [];
  /** Longest inner plaintext the peer takes (RFC 8449). */
  limit = MAX_PLAINTEXT + 1;
  padding: PaddingPolicy = () => 0;
  /** The first record in the clear may say TLS 1.0, for middleboxes of that age (§5.1). */
  legacyVersion: number = ProtocolVersion["TLS 1.2"];

  get keyed(): boolean {
    return this.#protection !== undefined;
  }

  get sequence(): number {
    return this.#sequence;
  }

  install(protection: RecordProtection): void {
    this.#protection = protection;
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
    if (this.#protection === undefined) return this.#writeClear(type, content);
    const spare = room - content.length;
    const padding = Math.max(0, Math.min(spare, this.padding(content.length, spare)));
    if (this.#sequence >= Number.MAX_SAFE_INTEGER) {
      throw new Error("Cannot seal another record: the record numbers are used up");
    }
    this.#out.push(this.#protection.seal(this.#sequence++, innerPlaintext(type, content, padding)));
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
