import type { Bytes } from "../../bytes/mod.ts";
import { checkCbcKey } from "../cbc.ts";
import { AesCbc } from "../plain/aes_cbc.ts";
import type { CbcKey, CbcName } from "../provider.ts";

/**
 * A CBC key in pure TypeScript, the lab's own: noble would expand the key for every record.
 *
 * @throws {RangeError} if the key has the wrong length
 */
export function pureCbc(name: CbcName, key: Bytes): CbcKey {
  checkCbcKey(name, key);
  return new AesCbc(key);
}
