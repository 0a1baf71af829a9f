/**
 * The address of a run: `/run/mitm?seed=7&with=validation,pinning`. A page is a function of its
 * address, so every run has exactly one; other spellings lead there.
 */
import { hint, nearest } from "../../lab/cli/mod.ts";
import { type Scenario, usualSize } from "../../lab/scenario/mod.ts";
import { named } from "./names.ts";
import { strangerAmong } from "./options.ts";

/** Longest address, in characters after the host: what survives chats, mails and printouts. */
export const LONGEST_ADDRESS = 2_000;

/** What pages and their views are called; nothing else of an address finds its way into another. */
const WORD = /^[a-z][a-z-]*$/;

/** What decides a run, in canonical form. */
export interface RunKey {
  readonly scenario: Scenario;
  /** 0 to 2^53-1. */
  readonly seed: number;
  /** Names of the defences that are on, each once, in the scenario's own order. */
  readonly with: readonly string[];
  /** How large the attack is; the scenario's usual size unless said. */
  readonly size?: string;
}

/** An address that was understood. */
export interface RunQuery extends RunKey {
  readonly kind: "query";
  /** Values of the further options that the page knows, by name. */
  readonly extra: ReadonlyMap<string, string>;
  /** The one address of this; a page under another one redirects here. */
  readonly path: string;
}

/** An address that was not. */
export interface QueryFault {
  readonly kind: "fault";
  /** 404 for a scenario that does not exist, 400 for everything else. */
  readonly status: 400 | 404;
  /** One sentence for a person, already harmless to show as text. */
  readonly message: string;
  /** An address that was probably meant. */
  readonly suggestion?: string;
}

/**
 * Reads the address of a page about one run: `/<page>/<scenario>`, perhaps with a `/<view>` behind
 * it, and the options `seed` (1 if missing) and `with` (no defence if missing). Names of defences
 * may be separated by commas or come one by one, as from check boxes.
 *
 * @param also names of further options that the page reads itself, in their canonical order
 */
export function readRunQuery(
  url: URL,
  scenarios: readonly Scenario[],
  also: readonly string[] = [],
): RunQuery | QueryFault {
  if (url.pathname.length + url.search.length > LONGEST_ADDRESS) {
    return fault(`An address has at most ${LONGEST_ADDRESS} characters behind the host`);
  }
  const [, page = "", word = "", view = ""] = url.pathname.split("/");
  const id = decoded(word);
  if (id === undefined) return fault(`"${shown(word)}" is not a name: a percent sign stands alone`);
  const make = (scenario: Scenario, options: Options) =>
    addressOf(
      `/${WORD.test(page) ? page : "run"}/${scenario.id}${WORD.test(view) ? `/${view}` : ""}`,
      options,
    );
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) return noScenario(id, scenarios, make);
  const options = readOptions(url.searchParams, scenario, also);
  if ("message" in options) {
    const { message, instead } = options;
    return { ...fault(message), ...(instead && { suggestion: make(scenario, instead) }) };
  }
  const path = make(scenario, options);
  // One character may take three in an address, so the canonical one can be longer than what came.
  if (path.length > LONGEST_ADDRESS) return fault("These options are too long for an address");
  return { kind: "query", scenario, ...options, path };
}

/**
 * The canonical address of a run: `/run/mitm?seed=7&with=validation,pinning`. Options of the page on
 * which it is named are no part of it.
 */
export function runPath({ scenario, seed, with: on, size }: RunKey): string {
  const options = { ...NOTHING_SAID, seed, with: on, ...(size !== undefined && { size }) };
  return addressOf(`/run/${scenario.id}`, options);
}

interface Options {
  readonly seed: number;
  readonly with: readonly string[];
  /** Absent for the usual one. */
  readonly size?: string;
  readonly extra: ReadonlyMap<string, string>;
}

/** What is wrong with the options, and options that are probably meant. */
interface OptionFault {
  readonly message: string;
  readonly instead?: Options;
}

function addressOf(path: string, { seed, with: on, size, extra }: Options): string {
  const options = [`seed=${seed}`];
  if (on.length > 0) options.push(`with=${on.map(encodeURIComponent).join(",")}`);
  if (size !== undefined) options.push(`size=${encodeURIComponent(size)}`);
  for (const [name, value] of extra) options.push(`${name}=${encodeURIComponent(value)}`);
  return `${path}?${options.join("&")}`;
}

function readOptions(
  given: URLSearchParams,
  scenario: Scenario,
  also: readonly string[],
): Options | OptionFault {
  const known = ["seed", "with", ...(scenario.sizes === undefined ? [] : ["size"]), ...also];
  const stranger = strangerAmong(given, known);
  const rest = (): Options => {
    const seed = readSeed(given.getAll("seed"));
    return { ...NOTHING_SAID, seed: typeof seed === "number" ? seed : NOTHING_SAID.seed };
  };
  if (stranger !== undefined) return { message: stranger, instead: rest() };
  const seed = readSeed(given.getAll("seed"));
  if (typeof seed === "string") return { message: seed, instead: NOTHING_SAID };
  const on = readDefences(given.getAll("with"), scenario);
  if ("message" in on) {
    const instead = on.near === undefined ? [] : [on.near];
    return { message: on.message, instead: { ...rest(), with: instead } };
  }
  const size = readSize(given.getAll("size"), scenario);
  if ("message" in size) return { message: size.message, instead: { ...rest(), with: on.names } };
  const extra = new Map(
    also.flatMap((name) => given.getAll(name).slice(-1).map((value) => [name, value] as const)),
  );
  return { seed, with: on.names, ...size, extra };
}

const NOTHING_SAID: Options = { seed: 1, with: [], extra: new Map() };

/** The seed that one or more fields agree on, or what is wrong with them. */
function readSeed(texts: readonly string[]): number | string {
  const seeds = texts.map((text) => text.trim()).filter((text) => text !== "").map((text) => {
    const value = /^\d{1,32}$/.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(value)
      ? value
      : `seed wants a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not "${shown(text)}"`;
  });
  const [first = NOTHING_SAID.seed, ...others] = seeds;
  const odd = seeds.find((seed) => typeof seed === "string") ??
    others.find((seed) => seed !== first);
  return typeof odd === "number" ? `seed is given twice, as ${first} and as ${odd}` : odd ?? first;
}

/** The size asked for, left out where it is the usual one; or what is wrong with it. */
function readSize(
  texts: readonly string[],
  scenario: Scenario,
): { readonly size?: string } | { readonly message: string } {
  const text = texts.map((one) => one.trim()).findLast((one) => one !== "");
  if (text === undefined || text === usualSize(scenario)) return {};
  const known = Object.keys(scenario.sizes ?? {});
  if (known.includes(text)) return { size: text };
  const near = hint(nearest(text, known)) || `: it has ${known.join(", ")}`;
  return { message: `"${scenario.id}" has no size "${shown(text)}"${near}` };
}

/** The defences that are on, or what is wrong with a name and which one was probably meant. */
function readDefences(
  texts: readonly string[],
  { id, defences }: Scenario,
): { readonly names: readonly string[] } | { readonly message: string; readonly near?: string } {
  const known = Object.keys(defences);
  const on = new Set<string>();
  for (const text of texts.join(",").split(",").map((part) => part.trim())) {
    if (text === "") continue;
    const name = known.find((one) => one === text) ??
      known.find((one) => plain(one) === plain(text));
    if (name !== undefined) on.add(name);
    else if (text !== "none") {
      const near = nearest(text, known);
      const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
      return {
        message: `"${id}" has no defence "${shown(text)}"${hint(near) || `: ${list}`}`,
        ...(near !== undefined && { near }),
      };
    }
  }
  return { names: known.filter((name) => on.has(name)) };
}

/** A name as it is compared: `Plain_Text`, `plain-text` and `plain text` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, "");
}

function noScenario(
  id: string,
  scenarios: readonly Scenario[],
  make: (scenario: Scenario, options: Options) => string,
): QueryFault {
  const near = nearest(id, scenarios.map((one) => one.id));
  const meant = scenarios.find((one) => one.id === near);
  return {
    kind: "fault",
    status: 404,
    message: `There is no scenario "${shown(id)}"${hint(near)}`,
    ...(meant !== undefined && { suggestion: make(meant, NOTHING_SAID) }),
  };
}

function fault(message: string): QueryFault {
  return { kind: "fault", status: 400, message };
}

/** Somebody's words, short and harmless. */
function shown(text: string): string {
  return named(text);
}

/** Undoes percent encoding; `undefined` where that makes no sense. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
