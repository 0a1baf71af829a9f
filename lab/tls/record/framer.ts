import { type Bytes, concat, EMPTY } from "../../bytes/mod.ts";
import {
  ContentType,
  MAX_CIPHERTEXT,
  MAX_PLAINTEXT,
  RECORD_HEADER_LENGTH,
} from "../../wire/mod.ts";
import { Fault, fault } from "../fault.ts";

/** A record cut out of the stream. */
export interface FramedRecord {
  readonly type: number;
  readonly fragment: Bytes;
  /** Header and fragment. */
  readonly bytes: Bytes;
}

/** Longest fragments taken, in bytes. */
export interface Widths {
  /** Of a record of any type but `application_data`. */
  readonly clear: number;
  /** Of `application_data`, which is always sealed. */
  readonly sealed: number;
}

/** Cuts a byte stream into records, whatever pieces it arrives in. */
export class RecordFramer {
  #pending: Bytes = EMPTY;
  widths: Widths = { clear: MAX_PLAINTEXT, sealed: MAX_CIPHERTEXT };

  /** Bytes of a record that is not complete yet. */
  get pending(): number {
    return this.#pending.length;
  }

  push(bytes: Bytes): void {
    this.#pending = this.#pending.length === 0 ? bytes.slice() : concat(this.#pending, bytes);
  }

  /** The next whole record; `undefined` until more bytes come; a fault as soon as one shows. */
  next(): FramedRecord | Fault | undefined {
    const bytes = this.#pending;
    if (bytes.length < RECORD_HEADER_LENGTH) return undefined;
    const type = bytes[0]!;
    const wrong = headerFault(bytes, this.widths);
    if (wrong !== undefined) return wrong;
    const end = RECORD_HEADER_LENGTH + ((bytes[3]! << 8) | bytes[4]!);
    if (bytes.length < end) return undefined;
    this.#pending = bytes.length === end ? EMPTY : bytes.subarray(end);
    return {
      type,
      fragment: bytes.subarray(RECORD_HEADER_LENGTH, end),
      bytes: bytes.subarray(0, end),
    };
  }
}

/** Only what needs no key is judged here; the version field is ignored, as RFC 9846 §5.1 asks. */
function headerFault(header: Bytes, { clear, sealed }: Widths): Fault | undefined {
  const type = header[0]!;
  const length = (header[3]! << 8) | header[4]!;
  switch (type) {
    case ContentType.application_data:
      return length > sealed
        ? fault("recordTooLong", `A protected record of ${length} bytes, above ${sealed}`)
        : undefined;
    case ContentType.handshake:
    case ContentType.alert:
    case ContentType.change_cipher_spec:
      return length > clear
        ? fault("recordTooLong", `A record of ${length} bytes, above ${clear}`)
        : undefined;
    default:
      return fault("badRecordType", `A record of type ${type}, which TLS 1.3 does not have`);
  }
}
