/** Two certificates with one hash, side by side. */
import type { Collision } from "../../lab/attacks/mod.ts";
import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import type { Table } from "../../lab/scenario/mod.ts";

/** What each ends with, as far as it is text: where it was changed. */
const LAST_LETTERS = /[a-z0-9.]{1,24}$/;

export function collisionTable({ first, second, hash }: Collision, bits: number): Table {
  const row = (what: string, text: Uint8Array, says: string) => [
    what,
    `${text.length}`,
    LAST_LETTERS.exec(fromUtf8(text.subarray(-24)))?.[0] ?? "",
    hex(hash),
    says,
  ];
  return {
    title: `What is signed of the two certificates, and the first ${bits} bits of their SHA-1`,
    columns: ["which", "bytes", "the last letters", "hash", "it is for"],
    rows: [
      row("ordered", first, "a site"),
      row("forged", second, "an authority"),
    ],
  };
}
