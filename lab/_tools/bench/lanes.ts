import { Contender } from "./protocol.ts";
import type { Role } from "./contender.ts";
import { type Kind, USUAL } from "./connection.ts";
import type { Counts } from "./recording.ts";
import { type Effort, race, type Runner } from "./stopwatch.ts";

/** How quick a contender was. */
export interface LaneRow {
  readonly role: Role;
  /** Processor time of one handshake, or of one record sealed and opened, in µs. */
  readonly time: number;
  /** Processor time of the primitive calls in it alone, in µs. */
  readonly floor: number;
  /** How many times its floor it takes. */
  readonly ratio: number;
  /** How many times as long the noble provider takes; memoised is held against memoised. */
  readonly gain: number;
  /** The primitive calls of one. */
  readonly counts: Counts;
}

/** The folder of the repository: tasks and settings are found from there. */
export const ROOT = new URL("../../../", import.meta.url).pathname;

const PROVIDERS = ["noble", "native"] as const;

/** Everybody who does handshakes of a kind. */
export function handshakeRoles(kind: Kind): readonly Role[] {
  return PROVIDERS.flatMap((provider) => [
    { provider, memoised: false, kind },
    { provider, memoised: true, kind },
  ]);
}

/** Everybody who seals and opens records; verifications play no part in that. */
export function recordRoles(kind: Kind, record: number): readonly Role[] {
  return PROVIDERS.map((provider) => ({ provider, memoised: false, kind, record }));
}

/** Who judges chains, without and with a memory for signatures, and who issues leaves. */
export function chainRoles(): readonly Role[] {
  const kind = USUAL;
  return PROVIDERS.flatMap((provider) => [
    { provider, memoised: false, kind, chain: "judge" },
    { provider, memoised: true, kind, chain: "judge" },
    { provider, memoised: false, kind, chain: "issue" },
  ]);
}

/** A contender of the lab, started. */
export interface Lane {
  readonly role: Role;
  readonly counts: Counts;
  readonly contender: Contender;
  readonly whole: Runner;
  readonly floor: Runner;
}

export async function startLane(role: Role): Promise<Lane> {
  const script = "lab/_tools/bench/contender.ts";
  const args = ["run", "-q", "--no-prompt", script, JSON.stringify(role)];
  const { contender, about } = await Contender.start<{ counts: Counts }>("deno", args, ROOT);
  const runner = (work: string): Runner => ({
    name: `${work} of ${JSON.stringify(role)}`,
    time: (count) => contender.time(work, count),
  });
  return {
    role,
    counts: about.counts,
    contender,
    whole: runner("whole"),
    floor: runner("floor"),
  };
}

/** Races contenders against each other, and each against its floor. */
export async function measure(roles: readonly Role[], effort: Effort): Promise<readonly LaneRow[]> {
  const lanes = await Promise.all(roles.map(startLane));
  try {
    const timings = await race(lanes.flatMap(({ whole, floor }) => [whole, floor]), effort);
    return lanes.map(({ role, counts, whole, floor }) => {
      const base = lanes.find((lane) =>
        lane.role.memoised === role.memoised && lane.role.chain === role.chain
      )!;
      return {
        role,
        time: timings.median(whole),
        floor: timings.median(floor),
        ratio: timings.ratio(whole, floor),
        gain: timings.ratio(base.whole, whole),
        counts,
      };
    });
  } finally {
    for (const { contender } of lanes) await contender.dismiss();
  }
}

/** A short line of a conversation, and as much as one record takes, in bytes. */
export const RECORD_LENGTHS = [64, 16384];
