import { LIMBO_REASONS } from "./limbo_reasons.ts";

/** One case that was put to the validator. */
export interface LimboAnswer {
  readonly id: string;
  /** Whether the chain is one to accept. */
  readonly expected: boolean;
  /** Why the chain was refused; `undefined` if it was accepted. */
  readonly answer: string | undefined;
  readonly milliseconds: number;
}

/** Cases by how they ended. `total` is the sum of the others. */
export interface LimboCounts {
  readonly total: number;
  readonly agree: number;
  readonly falseAccept: number;
  readonly falseReject: number;
  /** Cases about a feature that the validator does not claim. */
  readonly skipped: number;
  /** Cases whose answer took more than five seconds, whatever it was. */
  readonly hung: number;
}

/** Counts of all, and of every namespace: `rfc5280`, `rfc5280::nc`, `pathlen`, … */
export interface LimboReport extends LimboCounts {
  readonly byNamespace: Readonly<Record<string, LimboCounts>>;
}

/** A case whose answer is not ours. */
export interface LimboDisagreement {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  /** Why we keep to our answer, where that was written down. */
  readonly why?: string;
}

/** What running x509-limbo came to, in the shape of the conformance command and in its own. */
export interface LimboResult extends LimboReport {
  readonly disagree: number;
  /** Disagreements whose reason is written down in `limbo_reasons.ts`. */
  readonly explained: number;
  readonly core: LimboReport;
  readonly bettertls: LimboReport;
  /** The case that took longest. */
  readonly slowest: { readonly id: string; readonly milliseconds: number };
  readonly disagreements: readonly LimboDisagreement[];
  /** Why cases were left out, and how many for each reason. */
  readonly skips: Readonly<Record<string, number>>;
}

type Ending = Exclude<keyof LimboCounts, "total">;

interface Ended {
  readonly id: string;
  readonly ending: Ending;
}

/** Milliseconds after which an answer counts as none. */
const HUNG_AFTER = 5000;

/** Counts cases by how they ended. */
export class LimboTally {
  readonly #ended: Ended[] = [];
  readonly #disagreements: LimboDisagreement[] = [];
  readonly #skips: Record<string, number> = {};
  #slowest = { id: "", milliseconds: 0 };

  skip(id: string, feature: string): void {
    this.#ended.push({ id, ending: "skipped" });
    this.#skips[feature] = (this.#skips[feature] ?? 0) + 1;
  }

  note({ id, expected, answer, milliseconds }: LimboAnswer): void {
    if (milliseconds > this.#slowest.milliseconds) this.#slowest = { id, milliseconds };
    const accepted = answer === undefined;
    const ending = milliseconds > HUNG_AFTER
      ? "hung"
      : accepted === expected
      ? "agree"
      : accepted
      ? "falseAccept"
      : "falseReject";
    this.#ended.push({ id, ending });
    if (ending === "agree") return;
    this.#disagreements.push({
      id,
      expected: expected ? "accepted" : "refused",
      got: ending === "hung" ? `nothing for ${HUNG_AFTER / 1000} s` : answer ?? "accepted",
      ...(LIMBO_REASONS[id] !== undefined && ending !== "hung" && { why: LIMBO_REASONS[id] }),
    });
  }

  result(): LimboResult {
    const ended = this.#ended;
    const isBetter = ({ id }: Ended) => id.startsWith("bettertls::");
    const all = report(ended);
    return {
      ...all,
      disagree: all.falseAccept + all.falseReject + all.hung,
      explained: this.#disagreements.filter(({ why }) => why !== undefined).length,
      core: report(ended.filter((one) => !isBetter(one))),
      bettertls: report(ended.filter(isBetter)),
      slowest: this.#slowest,
      disagreements: this.#disagreements,
      skips: this.#skips,
    };
  }
}

function report(ended: readonly Ended[]): LimboReport {
  const groups: Record<string, Ended[]> = {};
  for (const one of ended) {
    for (const name of namespacesOf(one.id)) (groups[name] ??= []).push(one);
  }
  const byNamespace = Object.fromEntries(
    Object.entries(groups).sort().map(([name, group]) => [name, counts(group)]),
  );
  return { ...counts(ended), byNamespace };
}

/** `rfc5280::nc::permitted` is counted under `rfc5280` and `rfc5280::nc`. */
function namespacesOf(id: string): readonly string[] {
  const parts = id.split("::").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("::"));
}

function counts(ended: readonly Ended[]): LimboCounts {
  const of = (ending: Ending) => ended.filter((one) => one.ending === ending).length;
  return {
    total: ended.length,
    agree: of("agree"),
    falseAccept: of("falseAccept"),
    falseReject: of("falseReject"),
    skipped: of("skipped"),
    hung: of("hung"),
  };
}
