import type { Scenario, Verdict as VerdictValue } from "../../lab/scenario/mod.ts";
import { told } from "../(_server)/names.ts";

interface Props {
  readonly verdict: VerdictValue;
  readonly scenario: Scenario;
  readonly href?: string;
}

/** The class of a verdict: where nobody attacks, a refusal is neither good nor bad by itself. */
export function lookOf({ attack, attacked, asPredicted, trouble }: VerdictValue): string {
  if (attacked || !asPredicted) return attack;
  return trouble === undefined ? "calm" : trouble === null ? "well" : "trouble";
}

/** How it ends where nobody attacks. */
function calmText({ trouble, endedBy }: VerdictValue): string {
  if (trouble === null) return "nobody attacks, and all is well";
  if (trouble !== undefined) return `nobody attacks, but ${told(trouble)}`;
  return endedBy === null ? "nobody attacks" : "nobody attacks, and a connection fails";
}

/** How a row ended, as a word with a shape; a link where there is something to open. */
export function Verdict({ verdict, scenario, href }: Props) {
  const { attack, endedBy, asPredicted, attacked } = verdict;
  const alert = endedBy === null ? "" : ` · ${endedBy}`;
  // Nobody attacks a walk-through; somebody listens.
  const who = scenario.about === "walk-through" ? "listener" : "attack";
  const words = attacked ? `${who} ${attack}${alert}` : `${calmText(verdict)}${alert}`;
  const look = lookOf(verdict);
  const surprise = asPredicted ? "" : " surprise";
  const text = asPredicted ? words : `${words}, not as predicted`;
  return href === undefined
    ? <span class={`verdict ${look}${surprise}`}>{text}</span>
    : <a class={`verdict ${look}${surprise}`} href={href}>{text}</a>;
}
