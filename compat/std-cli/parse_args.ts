import type { Args, ParseOptions } from "./_types.ts";
export type { Args, ParseOptions } from "./_types.ts";

type Keyed = Record<string, unknown>;

const NUMBER = /^(0x[0-9a-f]+|[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?)$/i;

/**
 * Sorts the arguments of a command into options and the rest, which goes to `_`.
 *
 * `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value` and groups such as `-xvf` are
 * understood. Values that look like numbers become numbers, unless the option is a `string`. The
 * last occurrence counts, unless `collect` names the option.
 *
 * @param args what the command was given, such as `Deno.args`
 */
export function parseArgs<const O extends ParseOptions = ParseOptions>(
  args: readonly string[],
  options?: O,
): Args<O> {
  const parser = new Parser(options ?? {});
  parser.readAll(args);
  return parser.finish() as Args<O>;
}

class Parser {
  readonly #options: ParseOptions;
  readonly #strings: Set<string>;
  readonly #booleans: Set<string>;
  readonly #collected: Set<string>;
  readonly #negatable: Set<string>;
  readonly #aliases: Map<string, string[]>;
  readonly #rest: (string | number)[] = [];
  readonly #afterDashes: string[] = [];
  readonly #values: Keyed = {};

  constructor(options: ParseOptions) {
    this.#options = options;
    this.#aliases = aliasTable(options.alias ?? {});
    const declared = (names: ParseOptions["boolean"]) =>
      new Set(list(names).flatMap((name) => [name, ...this.#aliasesOf(name)]));
    this.#strings = declared(options.string);
    this.#booleans = declared(options.boolean);
    this.#collected = declared(options.collect);
    this.#negatable = declared(options.negatable);
  }

  readAll(args: readonly string[]): void {
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === "--") {
        for (const left of args.slice(i + 1)) this.#afterDashes.push(left);
        return;
      }
      if (/^--./.test(arg)) {
        if (this.#long(arg, args[i + 1])) i++;
      } else if (/^-[^-]/.test(arg)) {
        if (this.#short(arg, args[i + 1])) i++;
      } else {
        this.#plain(arg);
        if (this.#options.stopEarly) {
          for (const left of args.slice(i + 1)) this.#rest.push(left);
          return;
        }
      }
    }
  }

  /** The values, completed by what was not given. */
  finish(): Keyed {
    const defaults = this.#options.default ?? {};
    for (const [name, value] of Object.entries(defaults)) {
      for (const key of [name, ...this.#aliasesOf(name)]) this.#fill(key, value);
    }
    for (const name of this.#collected) this.#fill(name, []);
    for (const name of this.#booleans) this.#fill(name, false);
    const separate = this.#options["--"] === true;
    if (!separate) this.#rest.push(...this.#afterDashes);
    return {
      ...this.#values,
      _: this.#rest,
      ...(separate && { "--": this.#afterDashes }),
    };
  }

  /** Reads `--name…`; says whether it took the next argument as its value. */
  #long(arg: string, next: string | undefined): boolean {
    const at = arg.indexOf("=");
    if (at >= 0) {
      const key = arg.slice(2, at);
      const value = arg.slice(at + 1);
      this.#set(arg, key, this.#booleans.has(key) ? value !== "false" : value);
      return false;
    }
    const key = arg.slice(2);
    if (key.startsWith("no-") && this.#negatable.has(key.slice(3))) {
      this.#set(arg, key.slice(3), false, true);
      return false;
    }
    return this.#withNext(arg, key, next, this.#options.boolean === true);
  }

  /** Reads `-abc…`; says whether it took the next argument as the value of the last letter. */
  #short(arg: string, next: string | undefined): boolean {
    const letters = arg.slice(1);
    for (let i = 0; i < letters.length - 1; i++) {
      const key = letters[i]!;
      const left = letters.slice(i + 1);
      const isValue = left[0] === "=" || left === "-" || /^\W/.test(left) ||
        /[A-Za-z]/.test(key) && NUMBER.test(left);
      if (isValue) {
        const value = left[0] === "=" ? left.slice(1) : left;
        this.#set(arg, key, this.#booleans.has(key) ? value !== "false" : value);
        return false;
      }
      this.#set(arg, key, this.#strings.has(key) ? "" : true);
    }
    return this.#withNext(arg, letters.at(-1)!, next, false);
  }

  #withNext(arg: string, key: string, next: string | undefined, bare: boolean): boolean {
    if (this.#booleans.has(key) || bare) {
      const spelled = next === "true" || next === "false";
      this.#set(arg, key, spelled ? next === "true" : true);
      return spelled;
    }
    const takes = next !== undefined && (next === "-" || !next.startsWith("-"));
    this.#set(arg, key, takes ? next : this.#strings.has(key) ? "" : true);
    return takes;
  }

  #plain(arg: string): void {
    if (this.#options.unknown?.(arg) === false) return;
    const text = this.#strings.has("_") || !NUMBER.test(arg);
    this.#rest.push(text ? arg : Number(arg));
  }

  #set(arg: string, key: string, given: string | boolean, negated = false): void {
    const known = this.#strings.has(key) || this.#booleans.has(key) || this.#aliases.has(key) ||
      this.#options.boolean === true && /^--[^=]+$/.test(arg);
    if (!known && this.#options.unknown?.(arg, key, given) === false) return;
    const isNumber = typeof given === "string" && !this.#strings.has(key) && NUMBER.test(given);
    const value = isNumber ? Number(given) : given;
    const collects = this.#collected.has(key) && !negated;
    for (const name of [key, ...this.#aliasesOf(key)]) {
      const before = this.#place(name);
      if (before === undefined) continue;
      const [holder, last] = before;
      const earlier = Object.hasOwn(holder, last) ? holder[last] : undefined;
      holder[last] = collects ? [...(Array.isArray(earlier) ? earlier : []), value] : value;
    }
  }

  #fill(name: string, value: unknown): void {
    const place = this.#place(name);
    if (place && !Object.hasOwn(place[0], place[1])) place[0][place[1]] = value;
  }

  /** The object and the key that a name such as `limits.bytes` stands for. */
  #place(name: string): [holder: Keyed, key: string] | undefined {
    const path = name.split(".");
    // A prototype is no place for what a user types.
    if (path.includes("__proto__")) return undefined;
    let holder = this.#values;
    for (const step of path.slice(0, -1)) {
      const inner = Object.hasOwn(holder, step) ? holder[step] : undefined;
      if (typeof inner !== "object" || inner === null) holder[step] = {};
      holder = holder[step] as Keyed;
    }
    return [holder, path.at(-1)!];
  }

  #aliasesOf(name: string): readonly string[] {
    return this.#aliases.get(name) ?? [];
  }
}

function list(names: ParseOptions["boolean"]): readonly string[] {
  return names === undefined || typeof names === "boolean"
    ? []
    : typeof names === "string"
    ? [names]
    : names;
}

/** For every name the others that mean the same. */
function aliasTable(alias: Record<string, string | readonly string[]>): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const [name, others] of Object.entries(alias)) {
    const group = [name, ...list(others)];
    for (const member of group) table.set(member, group.filter((other) => other !== member));
  }
  return table;
}
