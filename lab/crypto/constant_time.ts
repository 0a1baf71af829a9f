import type { Bytes } from "../bytes/mod.ts";

/**
 * Whether two arrays hold the same octets, looking at all of them whatever the first ones say. For
 * authentication tags, Finished values and binders, where an early answer would tell a forger how
 * far his guess was right. Lengths are public and may end it at once.
 */
export function constantTimeEqual(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}
