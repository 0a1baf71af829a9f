import type { Stage } from "../cast/mod.ts";
import type { AlertName } from "../wire/mod.ts";
import type { Trace } from "../trace/mod.ts";
import type { Lesson } from "./lesson.ts";
import type { Table } from "./table.ts";

/** How much a listener should know already. */
export type Level = "first-hour" | "first-day" | "deeper";

/** Tells an act: what happens in it, under a title. Gives back what the act gave. */
export type Act = <T>(title: string, happens: () => T) => T;

/** What is expected of one combination of defences. */
export interface Prediction<D extends string> {
  readonly with: readonly D[];
  readonly attack: "succeeds" | "fails";
  /** The reason in a few words; needed at least where it succeeds. */
  readonly because?: string;
  /** The alert that ends it, when one does. */
  readonly alert?: AlertName;
  /** Something goes wrong although nobody attacks; see `trouble` of the scenario. */
  readonly trouble?: true;
}

/** What else was chosen for a run besides its defences. */
export interface Choice {
  /** One of the scenario's `sizes`; empty where it has none. */
  readonly size: string;
}

/** A story with an attack in it, and the defences that decide how it ends. */
export interface ScenarioDefinition<D extends string, C> {
  /** As in the file's name and on the command line. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** What kind of defence it is about: `certificate validation`, `AEAD`. */
  readonly about: string;
  /** One or two sentences before the curtain rises. */
  readonly summary: string;
  /** The one sentence to take home. */
  readonly moral: string;
  /** Where all this is written. */
  readonly sources: readonly string[];
  /** Every defence by name, with what it does. */
  readonly defences: Readonly<Record<D, string>>;
  /** How large the attack can be made, by name, the usual size first; left out, there is one. */
  readonly sizes?: Readonly<Record<string, string>>;
  /** What is smaller here than in the real world; the label TOY goes with it wherever it is shown. */
  readonly toy?: string | ((size: string) => string | undefined);
  /** True where a run takes more than about half a second. */
  readonly long?: boolean;
  /** True where somebody agrees by X25519MLKEM768, which a provider only has `withHybrid`. */
  readonly hybrid?: boolean;
  /** Builds the world, with some of the defences on. */
  stage(world: Stage, on: Readonly<Record<D, boolean>>, choice: Choice): C;
  /** The same story, whatever is on. */
  story(cast: C, act: Act): void;
  /** What `wins` asks for, in words, where it is not the only thing that she may get. */
  readonly wanted?: string;
  /** What the attacker wanted; the same question after every row. */
  wins(cast: C): unknown;
  /**
   * Where nobody attacks: what goes wrong all the same, as in `the till stays outside`; `undefined`
   * if all is well. Left out where a story has no such question.
   */
  trouble?(cast: C): string | undefined;
  /** Why it ended so, where nothing was predicted; left out, the reason of the alert says it. */
  because?(cast: C, won: boolean): string | undefined;
  /** One prediction for every combination of defences; none at all for an `experiment`. */
  readonly matrix: readonly Prediction<NoInfer<D>>[];
  /** What the same would cost with real parameters, from what this run has counted. */
  extrapolate?(cast: C, won: boolean): string | undefined;
  /** What the run adds up to, where a diagram does not say it by itself. */
  tables?(cast: C, trace: Trace): readonly Table[];
  /** What makes a lesson of it: every scenario in the list has one, those made up for tests not. */
  readonly lesson?: Lesson;
}

/** A scenario as everything outside its file sees it. */
export type Scenario = ScenarioDefinition<string, unknown>;

/**
 * Declares a scenario. The names of defences and the cast are inferred, so a misspelt one does not
 * compile.
 *
 * @throws {TypeError} if the matrix leaves out a combination of defences or has one twice
 */
export function scenario<const D extends string, C>(
  definition: ScenarioDefinition<D, C>,
): Scenario {
  const all = combinations(Object.keys(definition.defences));
  const keys = new Set(definition.matrix.map((row) => rowKey(definition, row.with)));
  if (keys.size !== definition.matrix.length || keys.size !== all.length) {
    throw new TypeError(
      `Cannot take scenario "${definition.id}": ${definition.matrix.length} predictions for ` +
        `${all.length} combinations of defences`,
    );
  }
  return definition as unknown as Scenario;
}

/**
 * Declares a story of which nobody says beforehand how it ends: its verdict is computed as ever,
 * and held against nothing.
 */
export function experiment<const D extends string, C>(
  definition: Omit<ScenarioDefinition<D, C>, "matrix">,
): Scenario {
  return { ...definition, matrix: [] } as unknown as Scenario;
}

/** The size a scenario has unless another is asked for; empty where there is only one. */
export function usualSize({ sizes = {} }: Pick<Scenario, "sizes">): string {
  return Object.keys(sizes)[0] ?? "";
}

/** What is smaller than in the real world, if anything is. */
export function toyOf({ toy }: Pick<Scenario, "toy">, size: string): string | undefined {
  return typeof toy === "function" ? toy(size) : toy;
}

/** Every combination, the empty one first, then by size, in the order declared. */
export function combinations<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all = Array.from(
    { length: 2 ** items.length },
    (_, mask) => items.filter((_, i) => (mask >> i) & 1),
  );
  return all.toSorted((a, b) => a.length - b.length);
}

function rowKey(
  { defences }: { readonly defences: object },
  on: readonly string[],
): string {
  return Object.keys(defences).filter((name) => on.includes(name)).join(",");
}

/**
 * The prediction for a combination of defences, in whatever order they are named; `undefined` for
 * an experiment.
 */
export function predictionOf(
  scenario: Scenario,
  on: readonly string[],
): Prediction<string> | undefined {
  const key = rowKey(scenario, on);
  return scenario.matrix.find((row) => rowKey(scenario, row.with) === key);
}
