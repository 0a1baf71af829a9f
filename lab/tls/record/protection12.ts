import { type Bytes, concat } from "../../bytes/mod.ts";
import type { CryptoProvider, RandomSource } from "../../crypto/mod.ts";
import { RECORD_HEADER_LENGTH } from "../../wire/mod.ts";
import type { Fault } from "../fault.ts";
import type { Suite12 } from "../tls12/suite.ts";
import type { FramedRecord } from "./framer.ts";

/** The keys of one direction, cut from the key block (RFC 5246 §6.3). */
export interface DirectionKeys {
  /** Empty for an AEAD. */
  readonly macKey: Bytes;
  readonly key: Bytes;
  /** The fixed part of nonces, or the first IV of TLS 1.0; empty where there is none. */
  readonly iv: Bytes;
}

/** What records of one direction are protected with. */
export interface ProtectionContext {
  readonly crypto: CryptoProvider;
  readonly suite: Suite12;
  /** `ProtocolVersion` value, as it stands in every header. */
  readonly version: number;
  readonly keys: DirectionKeys;
  /** RFC 7366 was agreed on. */
  readonly encryptThenMac: boolean;
  /** For explicit IVs. */
  readonly random: RandomSource;
}

/** Seals or opens the records of one direction of TLS 1.2 or older. Replaceable: see `Seams`. */
export interface RecordProtection12 {
  /** @returns the whole record, header included */
  seal(sequence: number, type: number, content: Bytes): Bytes;
  /** @returns the content, or why it is refused */
  open(sequence: number, record: FramedRecord): Bytes | Fault;
}

export type ProtectionFactory12 = (context: ProtectionContext) => RecordProtection12;

/** A record from its parts. */
export function recordOf(type: number, version: number, fragment: Bytes): Bytes {
  const record = new Uint8Array(RECORD_HEADER_LENGTH + fragment.length);
  record.set([type, version >> 8, version & 0xff, fragment.length >> 8, fragment.length & 0xff]);
  record.set(fragment, RECORD_HEADER_LENGTH);
  return record;
}

/** `seq_num || type || version || length`: what a MAC covers besides the content (RFC 5246 §6.2.3.1). */
export function pseudoHeader(
  sequence: number,
  type: number,
  version: number,
  length: number,
): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setBigUint64(0, BigInt(sequence));
  view.setUint8(8, type);
  view.setUint16(9, version);
  view.setUint16(11, length);
  return header;
}

/** The MAC of a record: HMAC over pseudo-header and what follows it (RFC 5246 §6.2.3.1). */
export function recordMac(
  { crypto, keys: { macKey }, version }: ProtectionContext,
  hash: Parameters<CryptoProvider["hmac"]>[0],
  sequence: number,
  type: number,
  covered: Bytes,
): Bytes {
  const header = pseudoHeader(sequence, type, version, covered.length);
  return crypto.hmac(hash, macKey, concat(header, covered));
}
