import type { Run } from "../../lab/scenario/mod.ts";
import {
  parsePlayground,
  playground,
  playgroundChoices,
  type PlaygroundOptions,
  playgroundParams,
} from "../../scenarios/mod.ts";
import { service } from "./lab.ts";
import type { Trouble } from "./load.ts";
import { visible } from "./names.ts";
import { httpOf } from "./run_outcome.ts";
import { readSeed } from "./seed.ts";

/** An experiment, carried out. */
export interface Played {
  readonly kind: "played";
  readonly options: PlaygroundOptions;
  readonly seed: number;
  readonly run: Run;
  /** The options and the seed as the shortest address has them: `?loss=20&seed=7`. */
  readonly search: string;
}

/** An experiment that cannot be carried out, with what was chosen, so that nobody chooses twice. */
export interface Unplayed extends Trouble {
  readonly options: PlaygroundOptions;
  readonly seed: number;
}

/** Options of an address that belong to the page, not to the experiment. */
const OF_THE_PAGE = ["seed", "at"];

/** Reads an experiment from an address and has it carried out in its turn. */
export async function play(url: URL, session: string): Promise<Played | Unplayed> {
  const seed = readSeed(url);
  const read = parsePlayground(joined(url.searchParams), OF_THE_PAGE);
  const { options } = read;
  const messages = read.ok
    ? []
    : read.errors.map(({ message, suggestion }) =>
      visible(message) + (suggestion === undefined ? "" : `; did you mean "${suggestion}"?`)
    );
  if (seed === undefined) messages.unshift("The seed is a whole number, 0 or more");
  if (seed === undefined || messages.length > 0) {
    return {
      kind: "trouble",
      status: 400,
      headers: {},
      message: messages.join(". "),
      options,
      seed: seed ?? 1,
    };
  }
  const params = playgroundParams(options);
  const name = params.toString();
  // The queue remembers runs by their scenario's name, so each experiment needs one of its own.
  const scenario = { ...playground(options), id: `playground?${name}` };
  const outcome = await service.request(session, { scenario, seed, with: [] });
  if (outcome.kind !== "done") {
    return { kind: "trouble", ...httpOf(outcome), message: outcome.message, options, seed };
  }
  params.set("seed", String(seed));
  return { kind: "played", options, seed, run: outcome.run, search: `?${params}` };
}

/** Check boxes of one name come one by one; in an address they are one list. */
function joined(params: URLSearchParams): URLSearchParams {
  const lists = new Set(
    playgroundChoices().filter(({ kind }) => kind === "order" || kind === "set")
      .map(({ param }) => param),
  );
  const joined = new URLSearchParams();
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    if (lists.has(name)) joined.set(name, values.filter((value) => value !== "").join(","));
    else for (const value of values) joined.append(name, value);
  }
  return joined;
}
