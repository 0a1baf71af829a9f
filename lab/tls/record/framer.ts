import { type Bytes, concat, EMPTY } from "../../bytes/mod.ts";
import {
  ContentType,
  MAX_CIPHERTEXT,
  MAX_PLAINTEXT,
  RECORD_HEADER_LENGTH,
  Ssl2MessageType,
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
  /** Whether heartbeats are agreed on, whose records have a type of their own (RFC 6520 §3). */
  heartbeats = false;
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
    const wrong = headerFault(bytes, this.widths, this.heartbeats);
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
function headerFault(
  header: Bytes,
  { clear, sealed }: Widths,
  heartbeats: boolean,
): Fault | undefined {
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
      if (heartbeats && type === ContentType.heartbeat) {
        return length > clear
          ? fault("recordTooLong", `A heartbeat of ${length} bytes, above ${clear}`)
          : undefined;
      }
      return strangerFault(header);
  }
}

/** What somebody says who does not speak TLS: named where it is known, for it happens every day. */
function strangerFault(header: Bytes): Fault {
  const type = header[0]!;
  // A length of two bytes with the highest bit set, and then the hello (RFC 5246 §E.2).
  if ((type & 0x80) !== 0 && header[2] === Ssl2MessageType.CLIENT_HELLO) {
    const text = "This is an SSL 2.0 hello, which nobody may answer any more (RFC 6176 §3)";
    return fault("badRecordType", text, "protocol_version");
  }
  const word = String.fromCharCode(...header.subarray(0, 5));
  return HTTP.some((start) => word.startsWith(start))
    ? fault("badRecordType", "This looks like HTTP: somebody speaks without TLS")
    : fault("badRecordType", `A record of type ${type}, which may not come here`);
}

/** How requests and answers of HTTP/1.1 begin (RFC 9110 §9.3, RFC 9112 §4). */
const HTTP = [
  "GET ",
  "HEAD ",
  "POST ",
  "PUT ",
  "DELET",
  "CONNE",
  "OPTIO",
  "TRACE",
  "PATCH",
  "HTTP/",
];
