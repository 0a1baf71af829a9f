import { type Bytes, concat } from "../../bytes/mod.ts";
import { badRecordMac } from "./bad_record_mac.ts";
import type { AeadCipher } from "../tls12/suite.ts";
import {
  type ProtectionContext,
  pseudoHeader,
  recordOf,
  type RecordProtection12,
} from "./protection12.ts";

/**
 * AES-GCM in TLS 1.2 (RFC 5288 §3): four bytes of the nonce are a secret of the connection, eight
 * travel with the record. The standard leaves open how the eight are chosen, as long as no value
 * comes twice; the record number is the choice that cannot go wrong.
 *
 * @param explicitNonce chooses the eight bytes; the record number unless said
 */
export function gcmWithExplicitNonce(
  { crypto, keys, version }: ProtectionContext,
  { aead, tagLength }: AeadCipher,
  explicitNonce: (sequence: number) => Bytes = counter,
): RecordProtection12 {
  const key = crypto.aead(aead, keys.key);
  return {
    seal(sequence, type, content) {
      const explicit = explicitNonce(sequence);
      const header = pseudoHeader(sequence, type, version, content.length);
      const sealed = key.seal(concat(keys.iv, explicit), header, content);
      return recordOf(type, version, concat(explicit, sealed));
    },
    open(sequence, { type, fragment }) {
      const length = fragment.length - EXPLICIT_LENGTH - tagLength;
      if (length < 0) return badRecordMac(sequence);
      const nonce = concat(keys.iv, fragment.subarray(0, EXPLICIT_LENGTH));
      const header = pseudoHeader(sequence, type, version, length);
      return key.open(nonce, header, fragment.subarray(EXPLICIT_LENGTH)) ?? badRecordMac(sequence);
    },
  };
}

/** Length of the part of the nonce that travels, in bytes. */
export const EXPLICIT_LENGTH = 8;

function counter(sequence: number): Bytes {
  const bytes = new Uint8Array(EXPLICIT_LENGTH);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(sequence));
  return bytes;
}
