import type { LoadOptions } from "./arguments.ts";
import { packedLength, scriptsOf } from "./bundle.ts";
import { type Ask, burst, openBrowsers, repeated, type Round, type Timing } from "./burst.ts";
import { type Figure, percentile } from "./figures.ts";

/** The first seed of all; every browser in every round has one of its own. */
const FIRST_SEED = 1_000;
/** How often the same run is asked for again. */
const REPETITIONS = 40;

/** Puts a server under load and gives the figures, goals beside them. */
export async function measure(
  ask: Ask,
  timing: Timing,
  { sessions, rounds, within, scenario }: LoadOptions,
): Promise<Figure[]> {
  const shared = `/run/${scenario}?seed=1`;
  const browsers = await openBrowsers(ask, sessions, shared);
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const pathOf = (browser: number) =>
      `/run/${scenario}?seed=${FIRST_SEED + round * sessions + browser}`;
    done.push(await burst(ask, browsers, pathOf, { within, timing }));
  }
  const again = await repeated(ask, `/run/${scenario}?seed=${FIRST_SEED}`, REPETITIONS, timing);
  const scripts = await scriptsOf(ask, shared);
  const packed = await Promise.all([...scripts.values()].map(packedLength));

  const millis = done.flatMap((round) => round.millis);
  const pages = done.flatMap((round) => round.pages);
  const sum = (of: (round: Round) => number) => done.reduce((sum, round) => sum + of(round), 0);
  return [
    { name: "Run, half of them within", value: percentile(millis, 50), unit: "ms", goal: 800 },
    { name: "Run, 95 % within", value: percentile(millis, 95), unit: "ms", goal: 1_500 },
    { name: "Run, 99 % within", value: percentile(millis, 99), unit: "ms", goal: 3_000 },
    { name: "answers that never came", value: sum(({ lost }) => lost), unit: "", goal: 0 },
    { name: "answers other than 200", value: sum(({ errors }) => errors), unit: "", goal: 0 },
    ...(pages.length === 0 ? [] : [
      {
        name: "other pages meanwhile, 95 % within",
        value: percentile(pages, 95),
        unit: "ms",
        goal: 200,
      } as const,
    ]),
    { name: "the same run again, 95 % within", value: percentile(again, 95), unit: "ms", goal: 20 },
    {
      name: `scripts of a page, packed (${scripts.size})`,
      value: packed.reduce((sum, length) => sum + length, 0) / 1_000,
      unit: "kB",
      // A page without scripts meets no goal: there was nothing to measure.
      ...(scripts.size > 0 && { goal: 150 }),
    },
  ];
}
