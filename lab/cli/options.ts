import { parseArgs } from "@std/cli/parse-args";
import { PROFILE_NAMES, type ProfileName } from "../views/mod.ts";
import { nearest } from "./suggest.ts";

/** A wrong call: one line says what, where and what to do; exit status 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What can be said behind a command. */
export interface Options {
  readonly id: string | undefined;
  /** Names behind `--with`; absent for the default rows. */
  readonly with: readonly string[] | undefined;
  readonly seed: number;
  /** The size behind `--size`; absent for the usual one. */
  readonly size: string | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly help: boolean;
  readonly width: number | undefined;
}

/** Fewer columns than this cannot hold three lanes and what there is to say about them. */
export const LEAST_WIDTH = 72;

const BOOLEANS = ["json", "verbose", "help"] as const;
const STRINGS = ["with", "seed", "size", "width"] as const;
/** Least and largest value of those that are numbers. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  seed: [0, Number.MAX_SAFE_INTEGER],
  width: [LEAST_WIDTH, 1000],
};

/** Reads the words behind a command about scenarios. @throws {UsageError} */
export function readOptions(args: readonly string[]): Options {
  const parsed = parseKnown(args, BOOLEANS, STRINGS);
  if (parsed.json && parsed.verbose) {
    throw new UsageError("--json says the same without --verbose; leave that out");
  }
  const [id, ...rest] = parsed._.map(String);
  if (rest.length > 0) throw new UsageError(`One scenario at a time, not also "${rest[0]}"`);
  return {
    id,
    with: parsed.with === undefined ? undefined : readNames(parsed.with),
    seed: readNumber("seed", parsed.seed, ...NUMBERS["seed"]!) ?? 1,
    size: parsed.size,
    json: parsed.json,
    verbose: parsed.verbose,
    help: parsed.help,
    width: readNumber("width", parsed.width, ...NUMBERS["width"]!),
  };
}

/** What can be said behind `certificate`. */
export interface CertificateOptions {
  readonly file: string | undefined;
  /** A file with the trusted roots. */
  readonly trust: string | undefined;
  readonly name: string | undefined;
  /** As it was typed. */
  readonly at: string | undefined;
  /** By whose rules. */
  readonly profile: ProfileName;
  readonly json: boolean;
  readonly help: boolean;
  readonly width: number | undefined;
}

/** Reads the words behind `certificate`. @throws {UsageError} */
export function readCertificateOptions(args: readonly string[]): CertificateOptions {
  const parsed = parseKnown(args, ["json", "help"], [
    "trust",
    "name",
    "at",
    "profile",
    "width",
  ]);
  const [file, ...rest] = parsed._.map(String);
  if (rest.length > 0) throw new UsageError(`One file at a time, not also "${rest[0]}"`);
  const { trust, name, at, json, help } = parsed;
  for (const [option, value] of Object.entries({ trust, name, at })) {
    if (value === "") throw new UsageError(`--${option} wants something behind it`);
  }
  const width = readNumber("width", parsed.width, ...NUMBERS["width"]!);
  const profile = readProfile(parsed.profile);
  return { file, trust, name, at, profile, json, help, width };
}

function readProfile(text: string | undefined): ProfileName {
  if (text === undefined) return PROFILE_NAMES[0];
  const known = PROFILE_NAMES.find((name) => name === text);
  if (known !== undefined) return known;
  throw new UsageError(
    `--profile wants ${PROFILE_NAMES.join(" or ")}, not "${text}"` +
      hint(nearest(text, PROFILE_NAMES)),
  );
}

/** Sorts words into options and the rest; what nobody knows is refused. */
function parseKnown<const B extends string, const S extends string>(
  args: readonly string[],
  booleans: readonly B[],
  strings: readonly S[],
) {
  refuseMisread(args, strings);
  const extra: string[] = [];
  const parsed = parseArgs([...args], {
    boolean: [...booleans],
    string: [...strings, "_"], // a scenario called 1e3 is not called 1000
    alias: { h: "help" },
    unknown: (name: string, key?: string) => {
      if (key === undefined) return true;
      extra.push(name);
      return false;
    },
  });
  if (extra.length > 0) {
    const word = extra[0]!.split("=", 1)[0]!;
    const known = [...booleans, ...strings].map((name) => `--${name}`);
    throw new UsageError(`Unknown option "${word}"${hint(nearest(word, known))}`);
  }
  return parsed as unknown as
    & { readonly _: readonly (string | number)[] }
    & Readonly<Record<B, boolean>>
    & Readonly<Record<S, string | undefined>>;
}

/** What would be read as something else than was meant: a value with a minus, an option twice. */
function refuseMisread(args: readonly string[], strings: readonly string[]): void {
  const seen = new Set<string>();
  args.forEach((word, i) => {
    const name = strings.find((one) => word === `--${one}` || word.startsWith(`--${one}=`));
    if (name === undefined) return;
    if (seen.has(name)) throw new UsageError(`--${name} is given twice; say it once`);
    seen.add(name);
    const [, next = ""] = args.slice(i);
    const bounds = NUMBERS[name];
    if (bounds !== undefined && word === `--${name}` && /^-[\d.]/.test(next)) {
      readNumber(name, next, ...bounds);
    }
  });
}

/** `; did you mean "x"?`, if there is an x. */
export function hint(word: string | undefined): string {
  return word === undefined ? "" : `; did you mean "${word}"?`;
}

function readNames(text: string): string[] {
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");
  if (names.length === 0) {
    throw new UsageError('--with wants names of defences, or "none": --with validation,pinning');
  }
  return names.length === 1 && names[0] === "none" ? [] : names;
}

function readNumber(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} wants a whole number from ${least} to ${most}, not "${text}"`);
}
