import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { concat, fromUtf8, utf8 } from "../../bytes/mod.ts";
import { pattern } from "../testing.ts";
import { Reassembly } from "./reassembly.ts";

const CASES: readonly {
  readonly promise: string;
  /** Sequence number and text of each packet; a full stop stands for FIN. */
  readonly packets: readonly (readonly [sequence: number, text: string])[];
  /** What is handed out: the text, and the packet that brought it. */
  readonly parts: readonly string[];
}[] = [
  {
    promise: "in order, each stretch is handed out as it comes",
    packets: [[1, "ab"], [3, "cd"]],
    parts: ["ab #0", "cd #1"],
  },
  {
    promise: "an early stretch waits for the one before it, and keeps its own packet",
    packets: [[5, "ef"], [3, "cd"], [1, "ab"]],
    parts: ["ab #2", "cd #1", "ef #0"],
  },
  {
    promise: "a repetition is handed out once",
    packets: [[1, "ab"], [1, "ab"], [5, "ef"], [5, "ef"], [3, "cd"]],
    parts: ["ab #0", "cd #4", "ef #2"],
  },
  {
    promise: "of an overlap, only the unknown bytes are handed out",
    packets: [[1, "abc"], [2, "XXd"], [1, "ab"]],
    parts: ["abc #0", "d #1"],
  },
  {
    promise: "the end waits for everything before it, and comes once",
    packets: [[3, "."], [1, "ab"], [3, "."]],
    parts: ["ab #1", ". #0"],
  },
];

for (const { promise, packets, parts } of CASES) {
  Deno.test(`Reassembly: ${promise}`, () => {
    const inbox = new Reassembly(1);
    const handed = packets.flatMap(([sequence, text], packet) => {
      const fin = text.endsWith(".");
      const payload = utf8(fin ? text.slice(0, -1) : text);
      return inbox.add({ sequence, payload, fin, packet });
    });
    assertEquals(
      handed.map(({ payload, fin, packet }) => `${fromUtf8(payload)}${fin ? "." : ""} #${packet}`),
      parts,
    );
  });
}

Deno.test("Reassembly: any pieces in any order give the stream back", () => {
  const whole = pattern(60);
  const piece = fc.tuple(fc.nat(59), fc.nat(20));
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const inbox = new Reassembly(0);
    const handed = [...pieces, [0, 60] as const].flatMap(([start, length], packet) => {
      const payload = whole.subarray(start, start + length);
      return inbox.add({ sequence: start, payload, fin: false, packet });
    });
    assertEquals(concat(...handed.map(({ payload }) => payload)), whole);
  }));
});
