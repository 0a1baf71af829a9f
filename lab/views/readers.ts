import type { NodeId, SecretId, Trace } from "../trace/mod.ts";
import type { DissectedRecord } from "./dissect.ts";
import type { Journey } from "./packets.ts";

/** Who can read what is in a packet, party by party. */
export type Readers = readonly {
  readonly node: NodeId;
  /**
   * `open`: nothing hides it. `key`: the party holds the key. `sealed`: it does not. `away`: the
   * packet does not come past it.
   */
  readonly access: "open" | "key" | "sealed" | "away";
  readonly hostile: boolean;
}[];

/**
 * Who can read a packet of those that it reaches, by what each is proved to know at the end of the
 * run: of its protected records, the last that any key of the run opens; if none does, nobody reads
 * it.
 *
 * @param reaches everybody whom its bytes come past
 */
export function readersOf(
  trace: Trace,
  records: readonly DissectedRecord[],
  reaches: Journey["reaches"],
): Readers {
  const shut = records.filter(({ protection }) => protection !== "none");
  const sealed = shut.findLast(({ secret }) => secret !== undefined) ?? shut.at(-1);
  return trace.parties.map(({ id, hostile }) => ({
    node: id,
    hostile,
    access: !reaches.has(id)
      ? "away"
      : sealed === undefined
      ? "open"
      : sealed.secret !== undefined && holds(trace, id, sealed.secret)
      ? "key"
      : "sealed",
  }));
}

const holders = new WeakMap<Trace, ReadonlyMap<SecretId, ReadonlySet<NodeId>>>();

/** A trace never changes, so who holds what is looked up once: diagrams ask for every packet. */
function holds(trace: Trace, node: NodeId, secret: SecretId): boolean {
  let known = holders.get(trace);
  if (known === undefined) {
    const sets = new Map<SecretId, Set<NodeId>>();
    for (const one of trace.knowledge) {
      const nodes = sets.get(one.secret) ?? new Set();
      sets.set(one.secret, nodes.add(one.node));
    }
    holders.set(trace, known = sets);
  }
  return known.get(secret)?.has(node) === true;
}
