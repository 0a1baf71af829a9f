/** Finds scenarios by words, as people write them. */
import type { Scenario } from "../../lab/scenario/mod.ts";
import { GLOSSARY, termOf } from "../../scenarios/mod.ts";

/** So short a word may begin half of all others: `CA` is looked for as a whole. */
const SHORT = 3;

/** Whether every word of a query stands in what a scenario says of itself and is about. */
export function matches(scenario: Scenario, query: string): boolean {
  const words = wordsOf(scenario);
  return wordsIn(query).every((asked) =>
    asked.length <= SHORT
      ? words.has(asked) || words.has(`${asked}s`)
      : [...words].some((word) => word.startsWith(asked))
  );
}

const known = new WeakMap<Scenario, ReadonlySet<string>>();

/** Its own words, and the terms of the glossary that lead to it or that it asks for. */
function wordsOf(scenario: Scenario): ReadonlySet<string> {
  let words = known.get(scenario);
  if (words !== undefined) return words;
  const { id, title, summary, about, moral, defences, sources, lesson } = scenario;
  const needed = (lesson?.needToKnow ?? []).flatMap((name) => termOf(name) ?? []);
  const leading = GLOSSARY.filter(({ scenarios }) => scenarios?.includes(id));
  const terms = [...needed, ...leading].flatMap(({ term, also }) => [term, ...also]);
  const texts = [id, title, summary, about, moral, ...sources, ...Object.entries(defences).flat()];
  words = new Set(wordsIn([...texts, ...terms].join(" ")));
  known.set(scenario, words);
  return words;
}

/** Lower case; `X.509` and `x509` are one word, `null-prefix` is itself and its two parts. */
function wordsIn(text: string): string[] {
  return text.toLowerCase().normalize("NFKC").split(/[^\p{L}\p{N}.'-]+/u)
    .flatMap((word) => [word, ...word.split("-")])
    .map((word) => word.replace(/[.'-]/g, "")).filter((word) => word !== "");
}

/** What several scenarios are about: topics to choose from, the commonest first. */
export function topicsOf(scenarios: readonly Scenario[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { about } of scenarios) counts.set(about, (counts.get(about) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).toSorted(([, a], [, b]) => b - a)
    .map(([about]) => about);
}
