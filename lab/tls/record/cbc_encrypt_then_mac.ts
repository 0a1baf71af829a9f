import { concat } from "../../bytes/mod.ts";
import { constantTimeEqual } from "../../crypto/mod.ts";
import type { CbcCipher } from "../tls12/suite.ts";
import { badRecordMac } from "./bad_record_mac.ts";
import { padToBlocks, unpaddedLength } from "./cbc_padding.ts";
import {
  type ProtectionContext,
  recordMac,
  recordOf,
  type RecordProtection12,
} from "./protection12.ts";

/**
 * The same parts in the better order (RFC 7366 §3): the MAC is over what travels, so a forged record
 * is refused before anything is decrypted, and padding tells nothing.
 */
export function cbcEncryptThenMac(
  context: ProtectionContext,
  cipher: CbcCipher,
): RecordProtection12 {
  const { crypto, version, keys, random } = context;
  const { blockLength, macHash, macLength } = cipher;
  const key = cipher.makeKey(crypto, keys.key);
  return {
    seal(sequence, type, content) {
      const iv = random.bytes("record IV", blockLength);
      const sealed = concat(iv, key.encrypt(iv, padToBlocks(content, blockLength)));
      const mac = recordMac(context, macHash, sequence, type, sealed);
      return recordOf(type, version, concat(sealed, mac));
    },
    open(sequence, { type, fragment }) {
      const end = fragment.length - macLength;
      if (end < 2 * blockLength || end % blockLength !== 0) return badRecordMac(sequence);
      const sealed = fragment.subarray(0, end);
      const expected = recordMac(context, macHash, sequence, type, sealed);
      if (!constantTimeEqual(expected, fragment.subarray(end))) return badRecordMac(sequence);
      const padded = key.decrypt(sealed.subarray(0, blockLength), sealed.subarray(blockLength));
      const length = unpaddedLength(padded);
      return length === undefined ? badRecordMac(sequence) : padded.subarray(0, length);
    },
  };
}
