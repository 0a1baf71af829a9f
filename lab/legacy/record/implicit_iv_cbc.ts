import { type Bytes, concat } from "../../bytes/mod.ts";
import { constantTimeEqual } from "../../crypto/mod.ts";
import {
  badRecordMac,
  type CbcCipher,
  openMacInside,
  padToBlocks,
  type ProtectionContext,
  recordMac,
  recordOf,
  type RecordProtection12,
  type Refuse,
  unpaddedLength,
} from "../../tls/mod.ts";
import { ChainedCbc } from "./chained_cbc.ts";

/**
 * A block cipher in TLS 1.0: all records of a direction are one long chain of blocks, and no IV
 * travels (RFC 2246 §6.2.3.2). So everybody who listens knows the IV of the next record before it
 * is written, which is what BEAST (2011) makes use of.
 *
 * @param refuse what to say to a record that is refused; honest stacks say bad_record_mac to all
 */
export function implicitIvCbc(
  context: ProtectionContext,
  cipher: CbcCipher,
  refuse?: Refuse,
): RecordProtection12 {
  const { blockLength, macHash, macLength } = cipher;
  const chain = new ChainedCbc(context, cipher);
  const mac = (sequence: number, type: number, content: Bytes) =>
    recordMac(context, macHash, sequence, type, content);
  return {
    seal(sequence, type, content) {
      const text = concat(content, mac(sequence, type, content));
      return recordOf(type, context.version, chain.encrypt(padToBlocks(text, blockLength)));
    },
    open(sequence, { type, fragment }) {
      if (fragment.length < macLength + 1 || fragment.length % blockLength !== 0) {
        return refuse?.({ sequence, wrong: "length" }) ?? badRecordMac(sequence);
      }
      const padded = chain.decrypt(fragment);
      const macOf = (content: Bytes) => mac(sequence, type, content);
      return openMacInside(sequence, padded, unpaddedLength(padded), macLength, macOf, refuse);
    },
  };
}

/** The same with the MAC outside, over what travels (RFC 7366 §3), which here has no IV. */
export function implicitIvCbcEncryptThenMac(
  context: ProtectionContext,
  cipher: CbcCipher,
): RecordProtection12 {
  const { blockLength, macHash, macLength } = cipher;
  const chain = new ChainedCbc(context, cipher);
  return {
    seal(sequence, type, content) {
      const sealed = chain.encrypt(padToBlocks(content, blockLength));
      const mac = recordMac(context, macHash, sequence, type, sealed);
      return recordOf(type, context.version, concat(sealed, mac));
    },
    open(sequence, { type, fragment }) {
      const end = fragment.length - macLength;
      if (end < blockLength || end % blockLength !== 0) return badRecordMac(sequence);
      const sealed = fragment.subarray(0, end);
      const expected = recordMac(context, macHash, sequence, type, sealed);
      if (!constantTimeEqual(expected, fragment.subarray(end))) return badRecordMac(sequence);
      const padded = chain.decrypt(sealed);
      const length = unpaddedLength(padded);
      return length === undefined ? badRecordMac(sequence) : padded.subarray(0, length);
    },
  };
}
