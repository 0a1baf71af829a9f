/**
 * Every octet of every whole handshake with each of its bits wrong, in both directions and under the
 * encryption too. It takes minutes, so it has a task to itself: `deno task mutate`.
 */
import { assert } from "@std/assert";
import { type End, endOf, endOfSealed, sealedIn } from "./mutants.ts";
import { flightsOf, WHOLE_HANDSHAKES } from "./whole_handshakes.ts";

const BITS = [0, 1, 2, 3, 4, 5, 6, 7];

for (const [name, options] of Object.entries(WHOLE_HANDSHAKES)) {
  Deno.test(`${name}, with every bit wrong once, never tells two stories`, () => {
    const ends: Record<End, number> = { "both connected": 0, refused: 0, "one still waits": 0 };
    for (const [turn, { bytes }] of flightsOf(options).entries()) {
      for (let at = 0; at < bytes.length; at++) {
        for (const bit of BITS) {
          ends[endOf(options, turn, bytes.with(at, bytes[at]! ^ (1 << bit)))]++;
        }
      }
    }
    for (const record of sealedIn(options)) {
      const { content } = record;
      for (let at = 0; at < content.length; at++) {
        for (const bit of BITS) {
          const wrong = content.with(at, content[at]! ^ (1 << bit));
          ends[endOfSealed(options, record, wrong)]++;
        }
      }
    }
    assert(ends.refused > 0, JSON.stringify(ends));
  });
}
