import { NotHappening, Stage } from "../cast/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import { World, type WorldOptions } from "../net/mod.ts";
import type { EventOf, Trace } from "../trace/mod.ts";
import { type Reason, REASONS } from "../tls/mod.ts";
import type { AlertName } from "../wire/mod.ts";
import { type Act, predictionOf, type Scenario, usualSize } from "./scenario.ts";
import { checkedTable, type Table } from "./table.ts";

/** How a row ended, held against what was predicted. */
export interface Verdict {
  readonly attack: "succeeds" | "fails";
  /** `null` where nothing was predicted. */
  readonly predicted: "succeeds" | "fails" | null;
  /**
   * Attack and alert are as expected, also that there is no alert. True also where nothing was
   * predicted: then nothing was contradicted.
   */
  readonly asPredicted: boolean;
  /** False where nobody with bad intentions took part, not even as a listener. */
  readonly attacked: boolean;
  /**
   * The alert an honest party ended the attack with, its first complaint. `null` where nobody
   * complained, and where the attack succeeds: then no complaint has ended it.
   */
  readonly endedBy: AlertName | null;
  /** Events that prove it: what the attacker learnt, or the check that failed and its alert. */
  readonly evidence: readonly number[];
  /** When it was decided, in virtual microseconds. */
  readonly at: number;
  readonly because: string;
  /** What goes wrong although nobody attacks, in words; `null` where all is well. */
  readonly trouble?: string | null;
  /** What it would cost with real parameters, where the scenario can say. */
  readonly extrapolation?: string;
}

/** One row of a scenario's matrix, carried out. */
export interface Run {
  readonly scenario: Scenario;
  /** One of the scenario's sizes; empty where it has none. */
  readonly size: string;
  readonly trace: Trace;
  readonly verdict: Verdict;
  /** What it adds up to, where the scenario says that in tables. */
  readonly tables: readonly Table[];
}

/** What to run, and optionally when to give up: `budget` and `stop` are those of the world. */
export interface RunOptions extends Pick<WorldOptions, "budget" | "stop"> {
  readonly seed: number;
  /** Names of the defences that are on. */
  readonly with: readonly string[];
  readonly crypto: CryptoProvider;
  /** One of the scenario's sizes; the usual one unless said. */
  readonly size?: string;
  /** Puts other words in the place of what people keep to themselves: a text of the same length. */
  readonly reword?: (title: string, text: string) => string;
}

/**
 * Carries out one row: builds the world, plays the story, asks whether the attacker got what she
 * wanted. The same scenario, seed and defences give the same trace, byte for byte.
 *
 * @throws {RangeError} if a defence or the size is not one of the scenario's
 * @throws {BudgetExceeded} @throws {RunStopped} if it does not end within what it was given
 */
export function run(scenario: Scenario, options: RunOptions): Run {
  const names = Object.keys(scenario.defences);
  const unknown = options.with.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`Cannot run "${scenario.id}": it has no defence "${unknown}"`);
  }
  const size = options.size ?? usualSize(scenario);
  if (size !== "" && !Object.hasOwn(scenario.sizes ?? {}, size)) {
    throw new RangeError(`Cannot run "${scenario.id}": it has no size "${size}"`);
  }
  const on = names.filter((name) => options.with.includes(name));
  const world = new World({ ...options, random: seededRandom });
  const stage = new Stage(world, options.crypto, options.reword);
  const cast = scenario.stage(
    stage,
    Object.fromEntries(names.map((name) => [name, on.includes(name)])),
    { size },
  );
  scenario.story(cast, actsOn(stage));
  stage.settle();
  const won = Boolean(scenario.wins(cast));
  const { events, ledger } = world.trace;
  const trace: Trace = {
    format: "tls-lab-trace",
    version: 1,
    scenario: scenario.id,
    seed: options.seed,
    with: on,
    flaws: stage.flaws,
    parties: stage.parties,
    secrets: ledger.secrets,
    knowledge: ledger.knowledge,
    events,
  };
  const found = {
    won,
    evidence: [...stage.evidence],
    reason: scenario.because?.(cast, won),
    trouble: scenario.trouble?.(cast),
  };
  const verdict = judge(scenario, trace, found);
  const extrapolation = scenario.extrapolate?.(cast, won);
  return {
    scenario,
    size,
    trace,
    verdict: extrapolation === undefined ? verdict : { ...verdict, extrapolation },
    tables: (scenario.tables?.(cast, trace) ?? []).map(checkedTable),
  };
}

/** Acts of a session that is over are announced as not taking place. */
function actsOn(stage: Stage): Act {
  return <T>(title: string, happens: () => T): T => {
    const recorder = stage.world.trace;
    const id = recorder.record("", { kind: "act", title, happens: true });
    try {
      const result = happens();
      stage.settle();
      return result;
    } catch (error) {
      if (!(error instanceof NotHappening)) throw error;
      recorder.cancelAct(id);
      return undefined as T;
    }
  };
}

/** What the story's own questions were answered with. */
interface Found {
  readonly won: boolean;
  /** Events that show it. */
  readonly evidence: readonly number[];
  readonly reason: string | undefined;
  readonly trouble: string | undefined;
}

function judge(scenario: Scenario, trace: Trace, found: Found): Verdict {
  const { won, reason, trouble } = found;
  const prediction = predictionOf(scenario, trace.with);
  const attack = won ? "succeeds" : "fails";
  const alert = won ? undefined : firstAlert(trace);
  const endedBy = (alert?.alert ?? null) as AlertName | null;
  const evidence = won ? found.evidence : alert === undefined ? [] : evidenceOf(trace, alert);
  const last = evidence.at(-1);
  // An attack may also fail because something broke that has nothing to do with it: where no alert
  // was predicted, none may have come.
  const asPredicted = prediction === undefined ||
    attack === prediction.attack && (prediction.alert ?? null) === endedBy &&
      (prediction.trouble ?? false) === (trouble !== undefined);
  return {
    attack,
    predicted: prediction?.attack ?? null,
    asPredicted,
    attacked: trace.parties.some(({ hostile }) => hostile),
    endedBy,
    evidence,
    at: (last === undefined ? trace.events.at(-1) : trace.events[last])?.at ?? 0,
    // The reason of a prediction is the reason of what happened only if it came true.
    because: (asPredicted ? prediction?.because : undefined) ?? reason ?? lessonOf(alert) ?? "",
    ...(scenario.trouble !== undefined && { trouble: trouble ?? null }),
  };
}

/** The first complaint of an honest party that was not merely passed on. */
function firstAlert(trace: Trace): EventOf<"tls.alert"> | undefined {
  const hostile = new Set(trace.parties.filter((party) => party.hostile).map(({ id }) => id));
  return trace.events.find((event): event is EventOf<"tls.alert"> =>
    event.kind === "tls.alert" && event.direction === "sent" && event.reason !== undefined &&
    !hostile.has(event.node)
  );
}

/** What the reason of an alert teaches. */
function lessonOf(alert: EventOf<"tls.alert"> | undefined): string | undefined {
  return alert?.reason === undefined ? undefined : REASONS[alert.reason as Reason]?.lesson;
}

/** The check that failed just before the alert, and the alert. */
function evidenceOf(trace: Trace, alert: EventOf<"tls.alert">): number[] {
  const check = trace.events.findLast((event) =>
    event.kind === "tls.check" && event.id < alert.id && event.node === alert.node &&
    event.connection === alert.connection && !event.ok
  );
  return check === undefined ? [alert.id] : [check.id, alert.id];
}
