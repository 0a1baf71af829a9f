import { type Run, type Scenario, type Table, toyOf } from "../scenario/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { type Grant, grantsOf, talliesOf } from "../views/mod.ts";
import { type CertificateJson, type ChainJson, chainsJson } from "./chains_json.ts";
import { type Reason, reasonsOf } from "./evidence.ts";
import { visible } from "./visible.ts";

/** One row of a result, for programs. */
export interface RowJson {
  readonly with: readonly string[];
  /** False where nobody with bad intentions takes part; then `attack` fails for want of one. */
  readonly attacker: boolean;
  readonly attack: "succeeds" | "fails";
  readonly predicted: "succeeds" | "fails" | null;
  readonly asPredicted: boolean;
  readonly endedBy: string | null;
  readonly because: string;
  /** What goes wrong although nobody attacks; `null` where all is well, absent where nobody asks. */
  readonly trouble?: string | null;
  /** What it would cost with real parameters, where the scenario can say. */
  readonly extrapolation?: string;
  /** What the run adds up to, where the scenario says so. */
  readonly tables?: readonly Table[];
  readonly atMicros: number;
  /** Numbers of the events that prove it. */
  readonly evidence: readonly number[];
  /** What they say, those about failed checks with rule and bytes. */
  readonly reasons: readonly Reason[];
  readonly knows: Readonly<Record<string, readonly string[]>>;
  /** What the story put into somebody's hands. */
  readonly granted: readonly Grant[];
  /** What each attacker counted, by what it was; and the virtual time it took. */
  readonly counted: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Mistakes that were built in, and whose they are. */
  readonly mistakes: readonly { readonly node: string; readonly title: string }[];
  readonly acts: readonly { readonly title: string; readonly happens: boolean }[];
  /** The certificates that somebody was shown, each once. */
  readonly certificates: readonly CertificateJson[];
  /** How they were judged, list by list. */
  readonly chains: readonly ChainJson[];
}

/** A scenario's result, for programs. The packets are not in it. */
export interface ScenarioJson {
  readonly scenario: string;
  readonly title: string;
  readonly about: string;
  readonly level: string;
  readonly summary: string;
  readonly moral: string;
  readonly sources: readonly string[];
  /** Every defence by name, with what it does. */
  readonly defences: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The size that was run, where the scenario has several. */
  readonly size?: string;
  /** What is smaller than in the real world. */
  readonly toy?: string;
  /** What the attacker is after, where she may get other things besides. */
  readonly wanted?: string;
  readonly rows: readonly RowJson[];
  readonly asPredicted: boolean;
}

export function scenarioJson(
  scenario: Scenario,
  seed: number,
  runs: readonly Run[],
): ScenarioJson {
  const rows = runs.map(rowJson);
  const size = runs[0]?.size ?? "";
  const toy = toyOf(scenario, size);
  return {
    scenario: scenario.id,
    title: scenario.title,
    about: scenario.about,
    level: scenario.level,
    summary: scenario.summary,
    moral: scenario.moral,
    sources: scenario.sources,
    defences: scenario.defences,
    seed,
    ...(size !== "" && { size }),
    ...(toy !== undefined && { toy }),
    ...(scenario.wanted !== undefined && { wanted: scenario.wanted }),
    rows,
    asPredicted: rows.every(({ asPredicted }) => asPredicted),
  };
}

function rowJson({ trace, verdict, tables }: Run): RowJson {
  const { attack, predicted, asPredicted, endedBy, because, at, evidence, extrapolation, trouble } =
    verdict;
  return {
    with: trace.with,
    attacker: verdict.attacked,
    attack,
    predicted,
    asPredicted,
    endedBy,
    because,
    ...(trouble !== undefined && { trouble }),
    ...(extrapolation !== undefined && { extrapolation }),
    ...(tables.length > 0 && { tables }),
    atMicros: at,
    evidence,
    reasons: reasonsOf(trace, evidence),
    knows: knows(trace),
    granted: grantsOf(trace),
    counted: counted(trace),
    mistakes: trace.flaws.map(({ node, title }) => ({ node, title })),
    acts: trace.events.flatMap((event) =>
      event.kind === "act" ? [{ title: event.title, happens: event.happens }] : []
    ),
    ...chainsJson(trace),
  };
}

/** Secret ids by party, in the order in which each came to know them. */
function knows({ parties, knowledge }: Trace): Record<string, readonly string[]> {
  return Object.fromEntries(
    parties.map(({ id }) => [
      id,
      knowledge.filter(({ node }) => node === id).map(({ secret }) => secret),
    ]),
  );
}

/** `{ "mallory": { "connections": 2113, "micros": 41000000 } }`. */
function counted(trace: Trace): Record<string, Record<string, number>> {
  return Object.fromEntries(
    talliesOf(trace).map(({ node, counts, micros }) => [
      node,
      { ...Object.fromEntries(counts.map(({ what, count }) => [what, count])), micros },
    ]),
  );
}

/** The list of scenarios, for programs. */
export function catalogueJson(scenarios: readonly Scenario[]) {
  return {
    scenarios: scenarios.map((one) => ({
      id: one.id,
      title: one.title,
      about: one.about,
      level: one.level,
      summary: one.summary,
      moral: one.moral,
      ...(one.wanted !== undefined && { wanted: one.wanted }),
      defences: one.defences,
      rows: one.matrix.length,
      ...(one.sizes !== undefined && { sizes: one.sizes }),
      sources: one.sources,
    })),
  };
}

/**
 * A value as JSON that a terminal can be trusted with: what `visible` would escape for people is
 * escaped for programs, who read the true text.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(
    /[^\n -~]/gu,
    (character) =>
      visible(character) === character ? character : Array.from(
        { length: character.length },
        (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
  return `${text}\n`;
}
