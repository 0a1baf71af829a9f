import { type Bytes, concat } from "../../bytes/mod.ts";
import {
  badRecordMac,
  type CbcCipher,
  openMacInside,
  type ProtectionContext,
  recordOf,
  type RecordProtection12,
} from "../../tls/mod.ts";
import { ChainedCbc } from "./chained_cbc.ts";
import { legacyMac } from "./mac.ts";

/**
 * A block cipher in SSL 3.0 (RFC 6101 §5.2.3.2). Of the padding only the last byte means anything,
 * its length, and the MAC covers none of it: where a whole block is padding, any block will do whose
 * last byte decrypts to the right number. That is what POODLE (2014) asks about, and no receiver
 * can help it.
 */
export function ssl3Cbc(context: ProtectionContext, cipher: CbcCipher): RecordProtection12 {
  const { blockLength, macLength } = cipher;
  const chain = new ChainedCbc(context, cipher);
  const mac = (sequence: number, type: number, content: Bytes) =>
    legacyMac(context, "SHA-1", sequence, type, content);
  return {
    seal(sequence, type, content) {
      const text = concat(content, mac(sequence, type, content));
      return recordOf(type, context.version, chain.encrypt(padded(text, blockLength)));
    },
    open(sequence, { type, fragment }) {
      if (fragment.length < macLength + 1 || fragment.length % blockLength !== 0) {
        return badRecordMac(sequence);
      }
      const opened = chain.decrypt(fragment);
      const macOf = (content: Bytes) => mac(sequence, type, content);
      return openMacInside(sequence, opened, unpadded(opened, blockLength), macLength, macOf);
    },
  };
}

/** The bytes of the padding may have any values; here they are zeros, and the last is their number. */
function padded(text: Bytes, blockLength: number): Bytes {
  const count = blockLength - text.length % blockLength;
  const blocks = new Uint8Array(text.length + count);
  blocks.set(text);
  blocks[blocks.length - 1] = count - 1;
  return blocks;
}

/** The padding fills up one block and no more; nothing else can be wrong with it. */
function unpadded(blocks: Bytes, blockLength: number): number | undefined {
  const count = blocks[blocks.length - 1]! + 1;
  return count <= blockLength ? blocks.length - count : undefined;
}
