import type { Bytes } from "../../bytes/mod.ts";
import type { RsaPrivateKey } from "../keys.ts";
import type { RandomSource } from "../random.ts";
import { modulusLength, privateOperation } from "./operations.ts";

/** Length of the premaster secret of RSA key exchange, in bytes (RFC 5246 §7.4.7.1). */
export const PREMASTER_LENGTH = 48;

/**
 * The premaster secret of a ClientKeyExchange, or a secret nobody knows in its place: the answer to
 * Bleichenbacher (1998) that RFC 5246 §7.4.7.1 asks for. The substitute is drawn before anything is
 * known of the ciphertext, and which of the two is given is decided by masks, not by branches, so
 * neither the result's form nor the way to it tells a peer whether the padding was right. The
 * handshake then fails at Finished, as with any wrong key.
 *
 * As the RFC recommends, the version in the result is always that of the ClientHello.
 *
 * @param clientVersion the version the ClientHello offered, such as 0x0303
 * @param random gives the substitute, 46 bytes of `"premaster substitute"`, and the blinding
 * @returns 48 bytes in every case
 */
export function decryptPremaster(
  key: RsaPrivateKey,
  ciphertext: Bytes,
  clientVersion: number,
  random: RandomSource,
): Bytes {
  const substitute = random.bytes("premaster substitute", PREMASTER_LENGTH - 2);
  const length = modulusLength(key.publicKey);
  // Lengths are on the wire for all to see. A number above the modulus can be no encryption either.
  const block = ciphertext.length === length
    ? privateOperation(key, ciphertext, random) ?? new Uint8Array(length)
    : new Uint8Array(length);
  const start = length - PREMASTER_LENGTH;
  // 00 02, at least eight bytes that are not zero, 00, then the 48 bytes
  let wrong = block[0]! | (block[1]! ^ 0x02) | block[start - 1]!;
  for (let i = 2; i < start - 1; i++) wrong |= isZero(block[i]!);
  if (start < 11) wrong = 1; // a toy modulus without room for the padding
  const keep = -isZero(wrong) & 0xff; // all ones where nothing was wrong
  const premaster = new Uint8Array(PREMASTER_LENGTH);
  premaster[0] = clientVersion >>> 8;
  premaster[1] = clientVersion;
  for (let i = 2; i < PREMASTER_LENGTH; i++) {
    premaster[i] = (block[start + i]! & keep) | (substitute[i - 2]! & ~keep);
  }
  return premaster;
}

/** 1 for 0 and 0 for 1 to 255, without a branch. */
function isZero(octet: number): number {
  return ((octet - 1) >>> 31) & 1;
}
