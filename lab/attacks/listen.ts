import { type Bytes, concat, EMPTY, fromUtf8 } from "../bytes/mod.ts";
import type { EventId, Segment } from "../trace/mod.ts";
import type { Attack, Position } from "./position.ts";
import { readServerName } from "./read_hello.ts";

/** How much of a stream's past is looked at again, so that nothing hides on a packet's edge. */
const OVERLAP = 4096;

/** A passive listener with a memory. */
export interface Listener {
  /** Begins to copy every packet on the link. */
  readonly listen: Attack;
  /** Says what the packets told that nobody can encrypt: whose, how many, how long, how often. */
  readonly report: (eve: Pick<Position, "name" | "note">) => void;
}

interface Tally {
  readonly from: string;
  readonly to: string;
  packets: number;
  bytes: number;
  readonly sizes: number[];
}

/**
 * Passive listening (RFC 3552 §3.2): copies every packet on a link, and searches all that was said.
 * Ciphertext is searched too; it just says nothing.
 */
export function listener(): Listener {
  const past = new Map<string, Bytes>();
  const tallies = new Map<string, Tally>();
  let first: number | undefined;
  let last = 0;
  return {
    listen(eve) {
      eve.note(`${eve.name} listens at "${eve.link}"`);
      eve.tap((segment, event) => {
        if (segment.payload.length === 0 || event === undefined) return;
        first ??= eve.now;
        last = eve.now;
        tally(tallies, segment);
        hear(eve, past, segment, event);
      });
    },
    report(eve) {
      for (const { from, to, packets, bytes, sizes } of tallies.values()) {
        const each = sizes.length > 8 ? `${sizes.slice(0, 8).join(", ")}, …` : sizes.join(", ");
        eve.note(
          `${eve.name} counts ${packets} ${
            packets === 1 ? "packet" : "packets"
          } from ${from} to ${to}, ${bytes} bytes: ${each}`,
        );
      }
      eve.note(`${eve.name} saw them talk for ${(last - (first ?? 0)) / 1000} ms`);
    },
  };
}

function hear(eve: Position, past: Map<string, Bytes>, segment: Segment, event: EventId): void {
  const direction = key(segment);
  const before = past.get(direction) ?? EMPTY;
  const heard = concat(before, segment.payload);
  const name = readServerName(heard);
  if (name !== undefined && readServerName(before) === undefined) {
    eve.note(`${eve.name} reads the name ${JSON.stringify(fromUtf8(name))} in the hello`, event);
  }
  eve.learn(heard, { by: "read", event }, event);
  past.set(direction, heard.subarray(-OVERLAP));
}

function tally(tallies: Map<string, Tally>, segment: Segment): void {
  const { from, to, payload } = segment;
  const found = tallies.get(key(segment)) ??
    { from: from.address, to: to.address, packets: 0, bytes: 0, sizes: [] };
  tallies.set(key(segment), found);
  found.packets++;
  found.bytes += payload.length;
  found.sizes.push(payload.length);
}

function key({ from, to }: Segment): string {
  return `${from.address}:${from.port} ${to.address}:${to.port}`;
}
