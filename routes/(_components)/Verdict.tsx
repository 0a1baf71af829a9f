import type { Scenario, Verdict as VerdictValue } from "../../lab/scenario/mod.ts";

interface Props {
  readonly verdict: VerdictValue;
  readonly scenario: Scenario;
  readonly href?: string;
}

/** The class of a verdict: where nobody attacks, an end is neither good nor bad by itself. */
export function lookOf({ attack, attacked, asPredicted }: VerdictValue): string {
  return attacked || !asPredicted ? attack : "calm";
}

/** How a row ended, as a word with a shape; a link where there is something to open. */
export function Verdict({ verdict, scenario, href }: Props) {
  const { attack, endedBy, asPredicted, attacked } = verdict;
  const alert = endedBy === null ? "" : ` · ${endedBy}`;
  // Nobody attacks a walk-through; somebody listens.
  const who = scenario.about === "walk-through" ? "listener" : "attack";
  const calm = endedBy === null ? "nobody attacks" : "nobody attacks, and a connection fails";
  const words = attacked ? `${who} ${attack}${alert}` : `${calm}${alert}`;
  const look = lookOf(verdict);
  const surprise = asPredicted ? "" : " surprise";
  const text = asPredicted ? words : `${words}, not as predicted`;
  return href === undefined
    ? <span class={`verdict ${look}${surprise}`}>{text}</span>
    : <a class={`verdict ${look}${surprise}`} href={href}>{text}</a>;
}
