/** What lies in an RSA signature once it is raised to the public exponent (RFC 8017 §9.2). */
import type { ForgedBlock } from "../../lab/attacks/mod.ts";
import { hex } from "../../lab/bytes/mod.ts";
import type { Table } from "../../lab/scenario/mod.ts";

/** Bytes of a part that are shown. */
const SHOWN = 10;
/** Length of a SHA-256 hash. */
const HASH = 32;

/** The parts of a forged block. */
export function blockTable({ block, end }: ForgedBlock): Table {
  const padding = block.indexOf(0x00, 1);
  const parts: readonly (readonly [from: number, to: number, what: string])[] = [
    [0, padding + 1, "padding, and a zero"],
    [padding + 1, end - HASH, "the name of the hash"],
    [end - HASH, end, "the certificate's hash"],
    [end, block.length, "whatever they became"],
  ];
  return {
    title: "What Mallory's number is, once it is cubed",
    columns: ["bytes", "they are", "that is"],
    rows: parts.map(([from, to, what], i) => {
      // Of the last part the end: it begins with zeros, since the root is rounded.
      const part = i === parts.length - 1
        ? `…${hex(block.subarray(-SHOWN))}`
        : `${hex(block.subarray(from, Math.min(to, from + SHOWN)))}…`;
      return [`${from} to ${to - 1}`, part, what];
    }),
  };
}
