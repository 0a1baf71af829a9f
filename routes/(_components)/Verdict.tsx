import type { Verdict as VerdictValue } from "../../lab/scenario/mod.ts";

/** How a row ended, as a word with a shape; a link where there is something to open. */
export function Verdict(
  { verdict, href }: { readonly verdict: VerdictValue; readonly href?: string },
) {
  const { attack, endedBy, asPredicted } = verdict;
  const alert = endedBy === null ? "" : ` · ${endedBy}`;
  const words = `${attack === "succeeds" ? "attack succeeds" : "attack fails"}${alert}`;
  const surprise = asPredicted ? "" : " surprise";
  const text = asPredicted ? words : `${words}, not as predicted`;
  return href === undefined
    ? <span class={`verdict ${attack}${surprise}`}>{text}</span>
    : <a class={`verdict ${attack}${surprise}`} href={href}>{text}</a>;
}
