import { type Bytes, concat } from "../../bytes/mod.ts";
import type { HashName } from "../../crypto/mod.ts";
import { type ProtectionContext, pseudoHeader } from "../../tls/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { hmacMd5, MD5_LENGTH } from "../ciphers/md5.ts";
import { ssl3Mac } from "../keys/ssl3.ts";

/** The hash in the MAC of a suite. */
export type MacName = "MD5" | Extract<HashName, "SHA-1" | "SHA-256" | "SHA-384">;

/** Length of each MAC, and of its key, in bytes. */
export const MAC_LENGTH: Readonly<Record<MacName, number>> = {
  "MD5": MD5_LENGTH,
  "SHA-1": 20,
  "SHA-256": 32,
  "SHA-384": 48,
};

/**
 * The MAC of a record: HMAC over pseudo-header and content (RFC 2246 §6.2.3.1), and in SSL 3.0 what
 * was there before it (RFC 6101 §5.2.3.1).
 *
 * @throws {RangeError} for hashes that SSL 3.0 does not know
 */
export function legacyMac(
  { crypto, version, keys: { macKey } }: Pick<ProtectionContext, "crypto" | "version" | "keys">,
  name: MacName,
  sequence: number,
  type: number,
  content: Bytes,
): Bytes {
  if (version === ProtocolVersion["SSL 3.0"]) {
    if (name !== "MD5" && name !== "SHA-1") {
      throw new RangeError(`Cannot make a MAC of SSL 3.0 with ${name}`);
    }
    const record = { sequenceNumber: BigInt(sequence), type, fragment: content };
    return ssl3Mac(crypto, name, macKey, record);
  }
  const covered = concat(pseudoHeader(sequence, type, version, content.length), content);
  return name === "MD5" ? hmacMd5(macKey, covered) : crypto.hmac(name, macKey, covered);
}
