/** A list of names; a single one may stand alone. */
type List = string | readonly string[];

/** What {@linkcode parseArgs} is told about the options of a command. */
export interface ParseOptions {
  /** Options whose value stays a text, even if it looks like a number. */
  string?: List | undefined;
  /** Options without a value; `true` makes every `--option` without `=` one of them. */
  boolean?: boolean | List | undefined;
  /** Values of options that are not given. */
  default?: Record<string, unknown> | undefined;
  /** Other names: `{ help: "h" }`. */
  alias?: Record<string, List> | undefined;
  /** Options that may be given several times; their values form an array. */
  collect?: List | undefined;
  /** Options that `--no-option` sets to false. */
  negatable?: List | undefined;
  /** Puts all after the first argument that is no option into `_`, as it stands. */
  stopEarly?: boolean | undefined;
  /** Puts all after `--` into `--` instead of `_`. */
  "--"?: boolean | undefined;
  /** Is told of what nobody declared; what it answers with `false` is left out. */
  unknown?: ((arg: string, key?: string, value?: unknown) => unknown) | undefined;
}

/** Names written down as literals; of a mere `string` nothing can be said. */
type Names<T> = T extends readonly (infer N)[] ? Literal<N> : Literal<T>;
type Literal<N> = N extends string ? (string extends N ? never : N) : never;

type Strings<O> = O extends { readonly string: infer T } ? Exclude<Names<T>, "_"> : never;
type Booleans<O> = O extends { readonly boolean: infer T } ? Names<T> : never;
type Collected<O> = O extends { readonly collect: infer T } ? Names<T> : never;
type Negatable<O> = O extends { readonly negatable: infer T } ? Names<T> : never;
type Defaults<O> = O extends { readonly default: infer D extends object } ? D : unknown;
type Declared<O> = Strings<O> | Booleans<O> | Collected<O>;

/** Each name in `alias` with all names that mean the same. */
type Groups<O> = O extends { readonly alias: infer A }
  ? { readonly [K in keyof A & string]: K | Names<A[K]> }
  : { readonly [K in never]: never };
type InGroups<O> = Groups<O>[keyof Groups<O>];
type Same<O, K> = {
  [G in keyof Groups<O>]: K extends Groups<O>[G] ? Groups<O>[G] : never;
}[keyof Groups<O>];

/** What one occurrence of an option gives. */
type Single<O, K> = K extends Booleans<O> ? boolean : K extends Strings<O> ? string : unknown;
/** What all occurrences give. */
type Given<O, K> =
  | (K extends Collected<O> ? Single<O, K>[] : Single<O, K>)
  | (K extends Negatable<O> ? false : never);
/** Widens `"1"` to `string`: the option may well be given with another value. */
type Widen<T> = T extends string ? string
  : T extends number ? number
  : T extends boolean ? boolean
  : T extends readonly (infer I)[] ? Widen<I>[]
  : T;
type DefaultOf<O, K> = K extends keyof Defaults<O> ? Widen<Defaults<O>[K]> : never;

type IsSure<O, K> = K extends Booleans<O> | Collected<O> | keyof Defaults<O> ? true : false;
type Sure<O> = {
  [K in Declared<O> as IsSure<O, K> extends true ? K : never]: Given<O, K> | DefaultOf<O, K>;
};
type Maybe<O> = {
  [K in Declared<O> as IsSure<O, K> extends true ? never : K]?: Given<O, K> | undefined;
};
type Flags<O> = Sure<O> & Maybe<O>;
type Aliased<O> = {
  [K in Extract<Exclude<InGroups<O>, Declared<O>>, string>]: Same<O, K> & Declared<O> extends
    infer D extends keyof Flags<O> ? Flags<O>[D] : unknown;
};
type Rest<O> = O extends { readonly "--": true } ? { "--": string[] } : unknown;
/** Nothing declared: then anything goes, without a word about its type. */
// deno-lint-ignore no-explicit-any
type Open<O> = [Declared<O>] extends [never] ? any : unknown;
type Flat<T> = { [K in keyof T]: T[K] };

/** What {@linkcode parseArgs} gives. Names with dots hold objects, which the type leaves open. */
export type Args<O = ParseOptions> =
  & { [name: string]: Open<O> }
  & Flat<Flags<O> & Aliased<O> & Rest<O>>
  & { _: (string | number)[] };
