/** What lessons about logs look up: in what logs answer, which goes in the clear. */
import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import { eventsOf, found, packetsOf, type Run } from "../../lab/scenario/mod.ts";

/** A tree head as it travelled. */
export interface ShownHead {
  readonly event: number;
  readonly entries: number;
  /** Hexadecimal digits. */
  readonly root: string;
}

/** The tree heads that somebody sends to somebody, in order. */
export function headsShown(run: Run, from: string, to: string): readonly ShownHead[] {
  return packetsOf(run, { from, to }).flatMap(({ event, payload }) => {
    const json = /\{"tree_size":.*\}/.exec(fromUtf8(payload))?.[0];
    if (json === undefined) return [];
    const { tree_size, sha256_root_hash } = JSON.parse(json);
    const root = Uint8Array.from(atob(sha256_root_hash), (one) => one.charCodeAt(0));
    return [{ event, entries: tree_size, root: hex(root) }];
  });
}

/** The last tree head that a log showed somebody. */
export function lastHead(run: Run, log: string, to: string): ShownHead {
  return found(headsShown(run, log, to).at(-1), `a tree head for ${to}`);
}

/** What somebody found wrong with a log, or in it. */
export function objectionTo(run: Run, node: string) {
  return eventsOf(run, "tls.check", node)
    .find(({ subject, ok }) => subject === "certificate log" && !ok);
}

/** The rule by which somebody found it. */
export function ruleOfObjection(run: Run, node: string): string {
  const objection = found(objectionTo(run, node), `an objection of ${node}`);
  return found(objection.checks.find(({ ok }) => !ok), "a failed check").rule;
}
