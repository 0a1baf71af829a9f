import { type Bytes, concat, xor } from "../bytes/mod.ts";
import type { CryptoProvider } from "./provider.ts";

const BLOCK = 16;
/** What a subkey is reduced by, where a bit falls out in front (RFC 4493 §2.3). */
const REDUCTION = 0x87;

/**
 * AES-CMAC (RFC 4493): a tag over a message of any length, under a key that two have.
 *
 * @param key 16 bytes
 * @returns 16 bytes
 */
export function aesCmac(provider: CryptoProvider, key: Bytes, message: Bytes): Bytes {
  const cipher = provider.cbc("AES-128-CBC", key);
  const zero = new Uint8Array(BLOCK);
  const first = doubled(cipher.encrypt(zero, zero));
  const whole = message.length > 0 && message.length % BLOCK === 0;
  const start = whole ? message.length - BLOCK : message.length - message.length % BLOCK;
  const last = zero.slice();
  last.set(message.subarray(start));
  if (!whole) last[message.length - start] = 0x80;
  const masked = xor(last, whole ? first : doubled(first));
  return cipher.encrypt(zero, concat(message.subarray(0, start), masked)).slice(-BLOCK);
}

/** Twice a block, in the field that the subkeys are made in. */
function doubled(block: Bytes): Bytes {
  const result = block.map((octet, i) => (octet << 1) | ((block[i + 1] ?? 0) >> 7));
  if (block[0]! & 0x80) result[BLOCK - 1]! ^= REDUCTION;
  return result;
}
