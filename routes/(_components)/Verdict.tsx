import type { Scenario, Verdict as VerdictValue } from "../../lab/scenario/mod.ts";

interface Props {
  readonly verdict: VerdictValue;
  readonly scenario: Scenario;
  readonly href?: string;
}

/** How a row ended, as a word with a shape; a link where there is something to open. */
export function Verdict({ verdict, scenario, href }: Props) {
  const { attack, endedBy, asPredicted, attacked } = verdict;
  const alert = endedBy === null ? "" : ` · ${endedBy}`;
  // Nobody attacks a walk-through; somebody listens.
  const who = scenario.about === "walk-through" ? "listener" : "attack";
  const words = attacked ? `${who} ${attack}${alert}` : `nobody attacks${alert}`;
  const surprise = asPredicted ? "" : " surprise";
  const text = asPredicted ? words : `${words}, not as predicted`;
  return href === undefined
    ? <span class={`verdict ${attack}${surprise}`}>{text}</span>
    : <a class={`verdict ${attack}${surprise}`} href={href}>{text}</a>;
}
