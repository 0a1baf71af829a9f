/** What a key agreement sends, and what recordings of it are worth. */
import type { Stage } from "../../lab/cast/mod.ts";
import type { Table } from "../../lab/scenario/mod.ts";

const COMPARED = ["X25519", "X25519MLKEM768"] as const;

/** The bytes of the classical agreement and of the hybrid, as the engine makes them. */
export function agreements({ crypto }: Stage): Table {
  return {
    title: "How many bytes each key agreement sends",
    columns: ["key agreement", "client's half", "server's half", "made of"],
    rows: COMPARED.map((name) => {
      const { clientLength, serverLength } = crypto.agreement(name);
      const made = name === "X25519" ? "one curve" : "ML-KEM-768, and the same curve behind it";
      return [name, String(clientLength), String(serverLength), made];
    }),
  };
}

/** What a look at a recording came to. */
export interface Look {
  readonly when: string;
  readonly sealed: number;
  readonly opened: number;
}

export function looksTable(
  looks: readonly Look[],
  title = "What the recording is worth",
): Table {
  return {
    title,
    columns: ["looked at", "sealed records", "opened"],
    rows: looks.map(({ when, sealed, opened }) => [when, String(sealed), String(opened)]),
  };
}
