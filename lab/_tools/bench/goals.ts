import type { CommandRow } from "./commands.ts";
import { USUAL } from "./connection.ts";
import type { LaneRow } from "./lanes.ts";
import type { PeerRow } from "./peers.ts";

/** A goal with what was measured of it. */
export interface Goal {
  readonly goal: string;
  /** What it came to, with its unit. */
  readonly figure: string;
  readonly met: boolean;
}

/** Everything that was measured. */
export interface Results {
  readonly handshakes: readonly LaneRow[];
  readonly records: readonly LaneRow[];
  /** Chains judged, and leaves issued. */
  readonly chains: readonly LaneRow[];
  readonly commands: readonly CommandRow[];
  readonly peers: readonly PeerRow[];
}

/** Holds the goals against the results; a goal of which nothing was measured is left out. */
export function goals({ handshakes, records, chains, commands, peers }: Results): readonly Goal[] {
  const usual = handshakes.filter(({ role: { kind } }) =>
    kind.version === USUAL.version && kind.suite === USUAL.suite && kind.group === USUAL.group &&
    kind.resumed !== true
  );
  const found: Goal[] = [];
  const atMost = (limit: number, value: number, goal: string, unit: string) =>
    found.push({ goal, figure: `${figure(value)} ${unit}`, met: value <= limit });
  const atLeast = (limit: number, value: number, goal: string, unit: string) =>
    found.push({ goal, figure: `${figure(value)} ${unit}`, met: value >= limit });

  for (const { role, ratio } of usual) {
    atMost(1.25, ratio, `full handshake, ${called(role)}: at most 1.25 of its floor`, "of it");
  }
  for (const { role, gain } of usual) {
    if (role.provider !== "native") continue;
    atLeast(2, gain, `full handshake, ${called(role)}: at least twice as fast as noble`, "times");
  }
  for (const { role, time } of records) {
    if (role.provider !== "native" || role.record !== 64 || role.kind.suite !== USUAL.suite) {
      continue;
    }
    atMost(5, time, "a record of 64 bytes sealed and opened, native: at most 5 µs", "µs");
  }
  for (const { role, ratio } of chains) {
    if (role.chain !== "judge" || role.memoised) continue;
    const goal = `a chain of three judged, ${called(role)}: at most 1.3 of its signatures`;
    atMost(1.3, ratio, goal, "of them");
  }
  for (const { name, ratio } of peers) {
    const limit = name.startsWith("lemon") ? 1.6 : name.startsWith("tlslite") ? 3 : undefined;
    if (limit === undefined) continue;
    atLeast(limit, ratio.noble, `noble at least ${limit} times as fast as ${name}`, "times");
  }
  for (const { command, median } of commands) {
    if (command.startsWith("deno task")) atMost(200, median, `${command}: at most 200 ms`, "ms");
  }
  return found;
}

/** `native, memoised`. */
export function called({ provider, memoised }: LaneRow["role"]): string {
  return memoised ? `${provider}, memoised` : provider;
}

/** Three digits that mean something. */
export function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
