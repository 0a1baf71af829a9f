import { type Bytes, concat, EMPTY, fromUtf8 } from "../bytes/mod.ts";
import type { Segment } from "../trace/mod.ts";
import type { Attack } from "./position.ts";
import { readServerName } from "./read_hello.ts";

/** How much of a stream's past is looked at again, so that nothing hides on a packet's edge. */
const OVERLAP = 512;

/**
 * Passive listening (RFC 3552 §3.2): copies every packet on a link, and searches all that was said
 * in the clear. Ciphertext is searched too; it just says nothing.
 */
export const listen: Attack = (eve) => {
  eve.note(`${eve.name} listens at "${eve.link.name}"`);
  const past = new Map<string, Bytes>();
  const named = new Set<string>();
  eve.node.tap(eve.link, (segment, event) => {
    if (segment.payload.length === 0 || event === undefined) return;
    const direction = key(segment);
    const heard = concat(past.get(direction) ?? EMPTY, segment.payload);
    eve.learn(heard, { by: "read", event }, event);
    const name = named.has(direction) ? undefined : readServerName(heard);
    if (name !== undefined) {
      named.add(direction);
      eve.note(`${eve.name} reads the name ${JSON.stringify(fromUtf8(name))} in the hello`, event);
    }
    past.set(direction, heard.subarray(-Math.max(OVERLAP, named.has(direction) ? 0 : 4096)));
  });
};

function key({ from, to }: Segment): string {
  return `${from.address}:${from.port} ${to.address}:${to.port}`;
}
