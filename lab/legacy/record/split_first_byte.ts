import { concat } from "../../bytes/mod.ts";
import type { RecordProtection12 } from "../../tls/mod.ts";
import { ContentType } from "../../wire/mod.ts";

/**
 * The answer of browsers to BEAST: each piece of application data goes out as one byte and the rest,
 * in two records. The MAC of the first makes its last block, the IV of the second, unpredictable to
 * whoever chose the data.
 *
 * @param protection seals one record; the numbers are counted here, since there are more of them
 * than the writer knows
 */
export function splitFirstByte(protection: RecordProtection12): RecordProtection12 {
  let number = 0;
  return {
    seal(_sequence, type, content) {
      if (type !== ContentType.application_data || content.length < 2) {
        return protection.seal(number++, type, content);
      }
      const first = protection.seal(number++, type, content.subarray(0, 1));
      return concat(first, protection.seal(number++, type, content.subarray(1)));
    },
    open: (sequence, record) => protection.open(sequence, record),
  };
}
