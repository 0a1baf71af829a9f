import {
  type Bytes,
  type Codec,
  type Infer,
  prefixed,
  registry,
  rest,
  struct,
} from "../bytes/mod.ts";
import { AlertDescription, AlertLevel, ContentType, ProtocolVersion } from "./registry/protocol.ts";
import { HeartbeatMessageType } from "./registry/tls12.ts";

/** Most content one record may carry: 2^14 bytes (RFC 9846 §5.1). */
export const MAX_PLAINTEXT = 2 ** 14;
/** Most a protected record's fragment may be long: content, type, padding, tag (RFC 9846 §5.2). */
export const MAX_CIPHERTEXT = MAX_PLAINTEXT + 256;
/** Length of the header of every record. */
export const RECORD_HEADER_LENGTH = 5;

/**
 * A record as it travels. `TLSPlaintext` and `TLSCiphertext` have the same shape (RFC 9846 §5.1,
 * §5.2); a protected one always claims to be `application_data`.
 */
export const Record = struct("TLSRecord", {
  type: ContentType,
  legacyRecordVersion: ProtocolVersion,
  fragment: prefixed(2, rest),
});
export type Record = Infer<typeof Record>;

/** `Alert` (RFC 9846 §6). */
export const Alert = struct("Alert", { level: AlertLevel, description: AlertDescription });
export type Alert = Infer<typeof Alert>;

/** The one thing a change_cipher_spec can say. */
export const ChangeCipherSpecType = registry("ChangeCipherSpecType", 1, { change_cipher_spec: 1 });

/** `ChangeCipherSpec` (RFC 5246 §7.1); TLS 1.3 sends it for old middleboxes alone. */
export const ChangeCipherSpec = struct("ChangeCipherSpec", { type: ChangeCipherSpecType });
export type ChangeCipherSpec = Infer<typeof ChangeCipherSpec>;

/**
 * `HeartbeatMessage` (RFC 6520 §4). A length of payload that goes beyond the record does not
 * decode; a sound receiver drops such a message without a word.
 */
export const HeartbeatMessage = struct("HeartbeatMessage", {
  type: HeartbeatMessageType,
  payload: prefixed(2, rest),
  padding: rest,
});
export type HeartbeatMessage = Infer<typeof HeartbeatMessage>;

/** Least padding of a HeartbeatMessage, in bytes (RFC 6520 §4). */
export const HEARTBEAT_PADDING = 16;

/** What a protected record holds once opened (RFC 9846 §5.2). */
export interface InnerPlaintext {
  readonly content: Bytes;
  readonly type: number;
  /** How many zero bytes of padding follow the type. */
  readonly padding: number;
}

/** `TLSInnerPlaintext`: content, its true type, then zeros up to a length of the sender's choice. */
export const InnerPlaintext: Codec<InnerPlaintext> = {
  name: "TLSInnerPlaintext",
  read(reader) {
    const { bytes, position, end } = reader;
    let last = end - 1;
    while (last >= position && bytes[last] === 0) last--;
    if (last < position) reader.fail("only zeros: no content type");
    const content = reader.field("content", {
      name: "opaque",
      read: (inner) => inner.take(last - position),
      write: () => {},
    });
    const type = reader.field("type", ContentType);
    const padding = reader.field("zeros", rest).length;
    return { content, type, padding };
  },
  write(writer, { content, type, padding }) {
    writer.bytes(content).u8(type).bytes(new Uint8Array(padding));
  },
};

/** Takes an opened record apart without copying; `undefined` when no content type is there. */
export function decodeInner(inner: Bytes): { type: number; content: Bytes } | undefined {
  let last = inner.length - 1;
  while (last >= 0 && inner[last] === 0) last--;
  return last < 0 ? undefined : { type: inner[last]!, content: inner.subarray(0, last) };
}
