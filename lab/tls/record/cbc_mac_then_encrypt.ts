import { type Bytes, concat } from "../../bytes/mod.ts";
import { constantTimeEqual } from "../../crypto/mod.ts";
import type { Fault } from "../fault.ts";
import type { CbcCipher } from "../tls12/suite.ts";
import { badRecordMac } from "./bad_record_mac.ts";
import { padToBlocks, unpaddedLength } from "./cbc_padding.ts";
import type { FramedRecord } from "./framer.ts";
import {
  type ProtectionContext,
  recordMac,
  recordOf,
  type RecordProtection12,
} from "./protection12.ts";

/** Why a record of CBC was refused, as it looks from inside. */
export interface Refusal {
  readonly sequence: number;
  readonly wrong: "length" | "padding" | "mac";
}

/** What to say to a record that is refused. */
export type Refuse = (refusal: Refusal) => Fault;

/**
 * AES-CBC with HMAC in the order of TLS 1.0 to 1.2: first the MAC, then the padding, then the
 * encryption (RFC 5246 §6.2.3.2). Neither padding nor IV is under the MAC, so a receiver has to
 * decrypt before it can tell forged from honest. It must then say one and the same thing whatever
 * was wrong.
 *
 * @param refuse what to say to a record that is refused; honest stacks say bad_record_mac to all
 */
export function cbcMacThenEncrypt(
  context: ProtectionContext,
  cipher: CbcCipher,
  refuse: Refuse = sayOneThing,
): RecordProtection12 {
  const { crypto, version, keys, random } = context;
  const { blockLength, macHash, macLength } = cipher;
  const key = cipher.makeKey(crypto, keys.key);
  const mac = (sequence: number, type: number, content: Bytes) =>
    recordMac(context, macHash, sequence, type, content);
  return {
    seal(sequence, type, content) {
      const iv = random.bytes("record IV", blockLength);
      const text = concat(content, mac(sequence, type, content));
      return recordOf(type, version, concat(iv, key.encrypt(iv, padToBlocks(text, blockLength))));
    },
    open(sequence, { type, fragment }: FramedRecord) {
      const blocks = fragment.length - blockLength;
      if (blocks < macLength + 1 || blocks % blockLength !== 0) {
        return refuse({ sequence, wrong: "length" });
      }
      const padded = key.decrypt(fragment.subarray(0, blockLength), fragment.subarray(blockLength));
      const macOf = (content: Bytes) => mac(sequence, type, content);
      return openMacInside(sequence, padded, unpaddedLength(padded), macLength, macOf, refuse);
    },
  };
}

/** The answer of an honest receiver, whatever was wrong. */
const sayOneThing: Refuse = ({ sequence }) => badRecordMac(sequence);

/**
 * What is left to do with a decrypted record that has its MAC inside.
 *
 * @param padded content, MAC, padding; longer than a MAC
 * @param unpadded how long it is without its padding; `undefined` where that is not right
 */
export function openMacInside(
  sequence: number,
  padded: Bytes,
  unpadded: number | undefined,
  macLength: number,
  mac: (content: Bytes) => Bytes,
  refuse: Refuse = sayOneThing,
): Bytes | Fault {
  // With bad padding the MAC is computed all the same, as if there were none (§6.2.3.2).
  const fits = unpadded !== undefined && unpadded >= macLength;
  const end = (fits ? unpadded : padded.length - 1) - macLength;
  const content = padded.subarray(0, end);
  const authentic = constantTimeEqual(mac(content), padded.subarray(end, end + macLength));
  if (!fits) return refuse({ sequence, wrong: "padding" });
  return authentic ? content : refuse({ sequence, wrong: "mac" });
}
