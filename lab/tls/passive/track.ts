import { type Bytes, concat } from "../../bytes/mod.ts";
import { ContentType, MAX_PLAINTEXT, RECORD_HEADER_LENGTH } from "../../wire/mod.ts";
import { Fault } from "../fault.ts";
import type { FramedRecord } from "../record/framer.ts";
import { HandshakeJoiner } from "../record/joiner.ts";
import type { RecordOpener } from "../record/layer.ts";

/** Who speaks. */
export type Side = "client" | "server";

export function otherSide(side: Side): Side {
  return side === "client" ? "server" : "client";
}

/** One record of a recorded stream, and what is in it if it could be opened. */
export interface ReadRecord {
  /** Its number in the stream, from 0. */
  readonly index: number;
  /** Where it begins in the stream, in bytes. */
  readonly at: number;
  /** Header included. */
  readonly length: number;
  /** `ContentType` value: the true one of a record that was opened, else that of the header. */
  readonly type: number;
  readonly sealed: boolean;
  /** Absent where no key that is known opens it. */
  readonly content?: Bytes;
  /** Which key opened it, and its number under that key. */
  readonly under?: { readonly key: string; readonly sequence: number };
}

/** The application data in records, as far as they are open. */
export function applicationData(records: readonly ReadRecord[]): Bytes {
  return concat(
    ...records.flatMap(({ type, content }) =>
      type === ContentType.application_data && content !== undefined ? [content] : []
    ),
  );
}

/** Something in a stream that makes the handshake go on. */
export type Step =
  | { readonly kind: "message"; readonly raw: Bytes }
  | { readonly kind: "change_cipher_spec" };

/** A key that records may be under. */
export interface TrackKey {
  readonly name: string;
  readonly opener: RecordOpener;
}

/** Longest fragment of any version (RFC 5246 §6.2.3); TLS 1.3 allows less. */
const MAX_FRAGMENT = MAX_PLAINTEXT + 2048;

/**
 * One direction of a recorded connection: cuts it into records, opens those it has keys for, and
 * gives the handshake messages in order. Records that do not open are passed over and kept.
 */
export class Track {
  readonly records: ReadRecord[] = [];
  readonly #stream: Bytes;
  readonly #joiner = new HandshakeJoiner();
  #at = 0;
  #keys: readonly TrackKey[] = [];
  #sequence = 0;
  #sealsAll = false;
  /** Why the stream cannot be cut any further, if it was not at its end. */
  trouble: string | undefined;

  constructor(stream: Bytes) {
    this.#stream = stream;
  }

  /** TLS 1.3: from here on sealed records are under one of these, in that order in time. */
  turnTo(keys: readonly TrackKey[]): void {
    this.#keys = keys;
    this.#sequence = 0;
  }

  /** TLS 1.2 and older, after change_cipher_spec: from here on all records are sealed. */
  sealAll(key: TrackKey | undefined): void {
    this.#sealsAll = true;
    this.turnTo(key === undefined ? [] : [key]);
  }

  /** Goes on to the next handshake message or change_cipher_spec; `undefined` at the end. */
  next(): Step | undefined {
    for (;;) {
      const raw = this.#joiner.next();
      if (raw instanceof Fault) {
        this.trouble = raw.detail;
        return undefined;
      }
      if (raw !== undefined) return { kind: "message", raw };
      const framed = this.#cut();
      if (framed === undefined) return undefined;
      const { type, content } = this.#keep(framed);
      if (content === undefined) continue;
      if (type === ContentType.change_cipher_spec) return { kind: "change_cipher_spec" };
      if (type === ContentType.handshake) this.#joiner.push(content);
    }
  }

  #cut(): FramedRecord | undefined {
    const rest = this.#stream.subarray(this.#at);
    if (this.trouble !== undefined || rest.length === 0) return undefined;
    const length = rest.length < RECORD_HEADER_LENGTH ? 0 : (rest[3]! << 8) | rest[4]!;
    const end = RECORD_HEADER_LENGTH + length;
    if (rest.length < end || length > MAX_FRAGMENT) {
      this.trouble = length > MAX_FRAGMENT
        ? `a record of ${length} bytes at byte ${this.#at}`
        : `the stream ends within the record at byte ${this.#at}`;
      return undefined;
    }
    this.#at += end;
    return {
      type: rest[0]!,
      fragment: rest.subarray(RECORD_HEADER_LENGTH, end),
      bytes: rest.subarray(0, end),
    };
  }

  #keep(framed: FramedRecord): ReadRecord {
    const { type, fragment, bytes: { length } } = framed;
    const sealed = this.#sealsAll || type === ContentType.application_data;
    const place = { index: this.records.length, at: this.#at - length, length, sealed };
    const record = sealed
      ? { ...place, type, ...this.#open(framed) }
      : { ...place, type, content: fragment };
    this.records.push(record);
    return record;
  }

  /** Tries the keys in the order in which they are used; one that follows ends those before it. */
  #open(framed: FramedRecord): Pick<ReadRecord, "type" | "content" | "under"> | undefined {
    for (const [index, { name, opener }] of this.#keys.entries()) {
      const sequence = index === 0 ? this.#sequence : 0;
      const opened = opener.open(sequence, framed, MAX_PLAINTEXT + 1);
      if (opened instanceof Fault) continue;
      if (index > 0) this.turnTo(this.#keys.slice(index));
      this.#sequence = sequence + 1;
      return { ...opened, under: { key: name, sequence } };
    }
    return undefined;
  }
}
