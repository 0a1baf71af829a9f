import { type Bytes, concat } from "../../bytes/mod.ts";
import { constantTimeEqual } from "../../crypto/mod.ts";
import {
  badRecordMac,
  type ProtectionContext,
  recordOf,
  type RecordProtection12,
} from "../../tls/mod.ts";
import { Rc4 } from "../ciphers/rc4.ts";
import { legacyMac, MAC_LENGTH, type MacName } from "./mac.ts";

/** Adds a key stream, or takes it away again; goes on where it was left. */
type Crypt = (data: Bytes) => Bytes;

/**
 * A stream cipher over content and MAC (RFC 2246 §6.2.3.1). Nothing is padded and nothing is added,
 * so lengths are in plain sight. A flipped bit of the ciphertext is the same bit of the plaintext,
 * and only the MAC notices.
 */
function streamProtection(
  context: ProtectionContext,
  name: MacName,
  crypt: Crypt,
): RecordProtection12 {
  const macLength = MAC_LENGTH[name];
  return {
    seal(sequence, type, content) {
      const mac = legacyMac(context, name, sequence, type, content);
      return recordOf(type, context.version, crypt(concat(content, mac)));
    },
    open(sequence, { type, fragment }) {
      const end = fragment.length - macLength;
      if (end < 0) return badRecordMac(sequence);
      const opened = crypt(fragment);
      const content = opened.subarray(0, end);
      const expected = legacyMac(context, name, sequence, type, content);
      return constantTimeEqual(expected, opened.subarray(end)) ? content : badRecordMac(sequence);
    },
  };
}

/** RC4, whose key stream runs on through all records of a direction (RFC 2246 §6.2.3.1). */
export function rc4Protection(context: ProtectionContext, name: MacName): RecordProtection12 {
  const cipher = new Rc4(context.keys.key);
  return streamProtection(context, name, (data) => cipher.crypt(data));
}

/** No cipher at all: content in the clear with a MAC behind it (RFC 2246 §6.2.3.1). */
export function nullProtection(context: ProtectionContext, name: MacName): RecordProtection12 {
  return streamProtection(context, name, (data) => data);
}
