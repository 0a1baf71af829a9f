import type { NodeId, SecretId, Trace } from "../trace/mod.ts";
import type { DissectedRecord } from "./dissect.ts";

/** Who can read what is in a packet, party by party. */
export type Readers = readonly {
  readonly node: NodeId;
  /** `open`: nothing hides it. `key`: the party holds the key. `sealed`: it does not. */
  readonly access: "open" | "key" | "sealed";
}[];

/**
 * Who can read a packet, by what each party is proved to know at the end of the run. Of a packet
 * with records of several kinds, the best protected one counts.
 */
export function readersOf(
  trace: Trace,
  records: readonly DissectedRecord[],
): Readers {
  const sealed = records.filter(({ protection }) => protection !== "none").at(-1);
  return trace.parties.map(({ id }) => ({
    node: id,
    access: sealed === undefined
      ? "open"
      : sealed.secret !== undefined && holds(trace, id, sealed.secret)
      ? "key"
      : "sealed",
  }));
}

function holds(trace: Trace, node: NodeId, secret: SecretId): boolean {
  return trace.knowledge.some((known) => known.node === node && known.secret === secret);
}
