import type { AeadCipher } from "../tls12/suite.ts";
import { badRecordMac } from "./bad_record_mac.ts";
import { recordNonce } from "./protection.ts";
import {
  type ProtectionContext,
  pseudoHeader,
  recordOf,
  type RecordProtection12,
} from "./protection12.ts";

/**
 * ChaCha20-Poly1305 in TLS 1.2 (RFC 7905 §2): nothing of the nonce travels, it is the record number
 * XORed with a secret IV. TLS 1.3 took this over for all its suites.
 */
export function chacha20Poly1305(
  { crypto, keys, version }: ProtectionContext,
  { aead, tagLength }: AeadCipher,
): RecordProtection12 {
  const key = crypto.aead(aead, keys.key);
  return {
    seal(sequence, type, content) {
      const header = pseudoHeader(sequence, type, version, content.length);
      return recordOf(type, version, key.seal(recordNonce(keys.iv, sequence), header, content));
    },
    open(sequence, { type, fragment }) {
      const length = fragment.length - tagLength;
      if (length < 0) return badRecordMac(sequence);
      const header = pseudoHeader(sequence, type, version, length);
      return key.open(recordNonce(keys.iv, sequence), header, fragment) ?? badRecordMac(sequence);
    },
  };
}
