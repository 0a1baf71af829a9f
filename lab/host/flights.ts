import type { Bytes } from "../bytes/mod.ts";
import { ContentType, RECORD_HEADER_LENGTH } from "../wire/mod.ts";

/**
 * Cuts an engine's output where its meaning changes: records in the clear one by one, protected
 * records together, a change_cipher_spec with what follows it. Each part is written to the stream
 * by itself, so that every packet of a story carries one thing.
 */
export function flights(output: Bytes): Bytes[] {
  const parts: Bytes[] = [];
  let start = 0;
  let at = 0;
  let open: number | undefined;
  while (at + RECORD_HEADER_LENGTH <= output.length) {
    const type = output[at]!;
    const end = at + RECORD_HEADER_LENGTH + ((output[at + 3]! << 8) | output[at + 4]!);
    const continues = open === undefined || open === ContentType.change_cipher_spec ||
      (open === ContentType.application_data && type === ContentType.application_data);
    if (!continues) {
      parts.push(output.subarray(start, at));
      start = at;
    }
    open = type;
    at = end;
  }
  if (start < output.length) parts.push(output.subarray(start));
  return parts;
}
