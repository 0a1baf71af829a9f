import { assertEquals } from "@std/assert";
import { parseArgs, type ParseOptions } from "@std/cli/parse-args";

interface Case {
  readonly name: string;
  readonly args: string;
  readonly options?: ParseOptions;
  readonly expected: Record<string, unknown>;
}

const CASES: readonly Case[] = [
  { name: "takes the word after an option", args: "--seed abc", expected: { seed: "abc", _: [] } },
  { name: "takes what stands behind =", args: "--seed=a=b", expected: { seed: "a=b", _: [] } },
  { name: "reads numbers", args: "-x 5.5 0x10", expected: { x: 5.5, _: [16] } },
  {
    name: "leaves a string as it is",
    args: "--seed 007",
    options: { string: "seed" },
    expected: { seed: "007", _: [] },
  },
  {
    name: "gives a string without a value as an empty text",
    args: "--seed --json",
    options: { string: "seed" },
    expected: { seed: "", json: true, _: [] },
  },
  {
    name: "leaves the rest as it is if _ is a string",
    args: "7 8",
    options: { string: ["_"] },
    expected: { _: ["7", "8"] },
  },
  {
    name: "gives a boolean no value",
    args: "--json mitm",
    options: { boolean: ["json", "quiet"] },
    expected: { json: true, quiet: false, _: ["mitm"] },
  },
  {
    name: "understands a boolean that is spelled out",
    args: "--json false --quiet=false",
    options: { boolean: ["json", "quiet"] },
    expected: { json: false, quiet: false, _: [] },
  },
  {
    name: "makes all options boolean",
    args: "--honk cow -p 55 --tacos=good",
    options: { boolean: true },
    expected: { honk: true, p: 55, tacos: "good", _: ["cow"] },
  },
  {
    name: "splits a group of letters",
    args: "-cats meow",
    expected: { c: true, a: true, t: true, s: "meow", _: [] },
  },
  { name: "finds a number behind a letter", args: "-n123", expected: { n: 123, _: [] } },
  { name: "finds a path behind a letter", args: "-I/usr/lib", expected: { I: "/usr/lib", _: [] } },
  { name: "takes a lone hyphen as a value", args: "-n -", expected: { n: "-", _: [] } },
  {
    name: "lets the last of several win",
    args: "--with a --with b",
    expected: { with: "b", _: [] },
  },
  {
    name: "collects what may be repeated, under all names",
    args: "--with a -w b",
    options: { string: "with", collect: ["with", "without"], alias: { with: "w" } },
    expected: { with: ["a", "b"], w: ["a", "b"], without: [], _: [] },
  },
  {
    name: "knows aliases from either side",
    args: "-h --v 3",
    options: { boolean: "help", alias: { h: "help", verbose: ["v", "V"] } },
    expected: { h: true, help: true, v: 3, V: 3, verbose: 3, _: [] },
  },
  {
    name: "negates what may be negated and nothing else",
    args: "--color --no-color --no-sound",
    options: { boolean: ["color"], negatable: ["color"] },
    expected: { color: false, "no-sound": true, _: [] },
  },
  {
    name: "forgets collected values when negated",
    args: "--with a --no-with",
    options: { string: "with", collect: "with", negatable: "with" },
    expected: { with: false, _: [] },
  },
  {
    name: "fills in defaults, aliases too",
    args: "--seed 2",
    options: { default: { seed: 1, mode: "fast" }, alias: { mode: "m" } },
    expected: { seed: 2, mode: "fast", m: "fast", _: [] },
  },
  {
    name: "keeps what follows --",
    args: "a -- --b 7",
    expected: { _: ["a", "--b", "7"] },
  },
  {
    name: "keeps what follows -- apart",
    args: "a -- --b 7",
    options: { "--": true },
    expected: { _: ["a"], "--": ["--b", "7"] },
  },
  {
    name: "stops early",
    args: "--aaa bbb ccc --ddd 7",
    options: { stopEarly: true },
    expected: { aaa: "bbb", _: ["ccc", "--ddd", "7"] },
  },
  {
    name: "nests names with dots",
    args: "--a.b 1 --a.c.d",
    expected: { a: { b: 1, c: { d: true } }, _: [] },
  },
  {
    name: "is not confused by names that every object has",
    args: "--toString --valueOf foo",
    expected: { toString: true, valueOf: "foo", _: [] },
  },
];

for (const { name, args, options, expected } of CASES) {
  Deno.test(`parseArgs() ${name}`, () => {
    assertEquals(parseArgs(args.split(" "), options), expected as never);
  });
}

Deno.test("parseArgs() tells of what nobody declared, and leaves it out on request", () => {
  const seen: unknown[][] = [];
  const args = parseArgs(["--tacos=good", "cow", "-p", "55", "--help", "--kept"], {
    boolean: ["help"],
    unknown: (...told) => {
      seen.push(told);
      return told[0] === "--kept";
    },
  });
  assertEquals(seen, [
    ["--tacos=good", "tacos", "good"],
    ["cow"],
    ["-p", "p", "55"],
    ["--kept", "kept", true],
  ]);
  assertEquals<unknown>(args, { help: true, kept: true, _: [] });
});

Deno.test("parseArgs() never writes to a prototype", () => {
  parseArgs(["--__proto__.polluted", "yes", "--constructor.prototype.polluted", "yes"]);
  assertEquals(({} as { polluted?: string }).polluted, undefined);
});

Deno.test("parseArgs() types its result by what was declared", () => {
  const args = parseArgs(["--with", "a", "-s", "5"], {
    string: ["seed", "with", "out"],
    boolean: ["json"],
    collect: ["with"],
    default: { seed: "1" },
    alias: { seed: "s" },
    "--": true,
  });
  // Each line is a test of the compiler: it does not pass `deno check` if the type is another one.
  const seed: string = args.seed;
  const alias: string = args.s;
  const collected: string[] = args.with;
  const out: string | undefined = args.out;
  const json: boolean = args.json;
  const rest: string[] = args["--"];
  // @ts-expect-error an option that may be missing is not simply a text
  const never: string = args.out;
  assertEquals([seed, alias, collected, out, json, rest, never], [
    "5",
    "5",
    ["a"],
    undefined,
    false,
    [],
    undefined as unknown as string,
  ]);
});
