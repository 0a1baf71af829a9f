import { assert, assertEquals } from "@std/assert";
import { madeUp } from "../scenario/testing.ts";
import { call, COLOUR } from "./testing.ts";

const SCENARIOS = [madeUp(), madeUp({ words: { id: "other", title: "Another one" } })];
const WRONG = [madeUp({ predicted: "fails" })];

/** Wrong calls, and the one line each is answered with. */
const refusals: readonly [args: string, error: string][] = [
  ["scenari", 'There is no command "scenari"; did you mean "scenario"?'],
  ["frobnicate", 'There is no command "frobnicate"; try "help"'],
  ["__proto__", 'There is no command "__proto__"; try "help"'],
  ["constructor", 'There is no command "constructor"; try "help"'],
  ["toString", 'There is no command "toString"; try "help"'],
  ["scenario maid-up", 'There is no scenario "maid-up"; did you mean "made-up"?'],
  ["scenario zzz", 'There is no scenario "zzz"; "deno task scenario" lists them all'],
  ["scenario __proto__", 'There is no scenario "__proto__"; "deno task scenario" lists them all'],
  ["matrix constructor", 'There is no scenario "constructor"; "deno task scenario" lists them all'],
  ["scenario toString", 'There is no scenario "toString"; "deno task scenario" lists them all'],
  ["scenario 1e3", 'There is no scenario "1e3"; "deno task scenario" lists them all'],
  ["scenario made-up other", 'One scenario at a time, not also "other"'],
  ["scenario made-up --with tsl", '"made-up" has no defence "tsl"; did you mean "tls"?'],
  ["scenario made-up --with xyz", '"made-up" has no defence "xyz": it has tls'],
  ["scenario made-up --with __proto__", '"made-up" has no defence "__proto__": it has tls'],
  ["scenario made-up --with toString", '"made-up" has no defence "toString": it has tls'],
  ["scenario made-up --with none,tls", "--with none says that no defence is on; say it alone"],
  [
    "scenario made-up --with",
    '--with wants names of defences, or "none": --with validation,pinning',
  ],
  [
    "scenario made-up --with=",
    '--with wants names of defences, or "none": --with validation,pinning',
  ],
  [
    "scenario made-up --with ,",
    '--with wants names of defences, or "none": --with validation,pinning',
  ],
  ["scenario --with tls", "--with wants a scenario to go with it"],
  ["matrix --with tls", "matrix runs every row; leave --with out"],
  ["scenario made-up --sed 2", 'Unknown option "--sed"; did you mean "--seed"?'],
  ["scenario made-up --jsn", 'Unknown option "--jsn"; did you mean "--json"?'],
  ["scenario made-up --zzzzzz=1", 'Unknown option "--zzzzzz"'],
  ["scenario made-up --seed 2 --seed 1", "--seed is given twice; say it once"],
  ["scenario made-up --seed=2 --seed 2", "--seed is given twice; say it once"],
  ["scenario made-up --with tls --with none", "--with is given twice; say it once"],
  [
    "scenario made-up --seed -1",
    '--seed wants a whole number from 0 to 9007199254740991, not "-1"',
  ],
  ["matrix --width -80", '--width wants a whole number from 72 to 1000, not "-80"'],
  [
    "scenario made-up --json --verbose",
    "--json says the same without --verbose; leave that out",
  ],
  ["scenario made-up -x", 'Unknown option "-x"'],
  ["scenario made-up --__proto__=1", 'Unknown option "--__proto__"'],
  ["scenario made-up --constructor", 'Unknown option "--constructor"'],
];

for (const [args, message] of refusals) {
  Deno.test(`"${args}" is answered with one line, and 2`, () => {
    assertEquals(call(SCENARIOS, args.split(" ")), { status: 2, out: "", error: `${message}\n` });
  });
}

const SEEDS = "a whole number from 0 to 9007199254740991";
const WIDTHS = "a whole number from 72 to 1000";
const numbers: readonly (readonly [option: string, text: string, wants: string])[] = [
  ...["", "x", "1.5", "-1", "1e3", "0x10", "９", "NaN", "99999999999999999999", " 1"]
    .map((text) => ["seed", text, SEEDS] as const),
  ...["", "x", "71", "1001", "80.0", "Infinity"].map((text) => ["width", text, WIDTHS] as const),
];

for (const [option, text, wants] of numbers) {
  Deno.test(`--${option}=${JSON.stringify(text)} is no number to go by`, () => {
    const { status, out, error } = call(SCENARIOS, ["scenario", "made-up", `--${option}=${text}`]);
    assertEquals([status, out, error], [2, "", `--${option} wants ${wants}, not "${text}"\n`]);
  });
}

for (const args of ["", "help", "--help", "-h", "scenario --help", "scenario x -h", "matrix -h"]) {
  Deno.test(`"${args}" shows the help, and 0`, () => {
    const { status, out, error } = call(SCENARIOS, args.split(" ").filter((word) => word !== ""));
    assertEquals([status, error], [0, ""]);
    for (const option of ["--with", "--seed", "--verbose", "--json", "--width", "Exit status"]) {
      assert(out.includes(option), option);
    }
    for (const line of out.split("\n")) assert(line.length <= 100, line);
  });
}

Deno.test("the catalogue names every scenario", () => {
  const { status, out } = call(SCENARIOS, ["scenario"]);
  assertEquals(status, 0);
  for (const { id, title } of SCENARIOS) assert(out.includes(id) && out.includes(title));
  assertEquals(call([], ["scenario"]).status, 0, "an empty one is no fault");
});

Deno.test("without --with the first and the last row are told, then every row is summed up", () => {
  const { status, out } = call(SCENARIOS, ["scenario", "made-up"]);
  assertEquals(status, 0);
  assertEquals(out.match(/defences: .*/g), ["defences: none", "defences: tls"]);
  assert(out.includes("2 rows, all as predicted; 1 of 1 defence stops it on its own"), out);
  assert(out.includes("MORAL    Tests are stories too"));
});

for (
  const [given, rows] of [["none", "none"], ["tls", "tls"], [" tls ,", "tls"], ["tls,tls", "tls"]]
) {
  Deno.test(`--with "${given}" tells one row`, () => {
    const { status, out } = call(SCENARIOS, ["scenario", "made-up", "--with", given!]);
    assertEquals([status, out.match(/defences: .*/g)], [0, [`defences: ${rows}`]]);
    assert(!out.includes("all as predicted;"), "no matrix for a single row");
  });
}

for (
  const [asked, next] of [["none", "tls"], ["tls", "none"]] as const
) {
  Deno.test(`behind --with ${asked} there is another row to try`, () => {
    const { out } = call(SCENARIOS, ["scenario", "made-up", "--with", asked]);
    assert(out.includes(`TRY      deno task scenario made-up --with ${next}\n`), out);
  });
}

Deno.test("--seed makes another world", () => {
  const of = (...args: string[]) => call(SCENARIOS, ["scenario", "made-up", "--verbose", ...args]);
  assert(of("--seed", "2").out !== of().out);
  assert(of("--seed", "9007199254740991").out.includes("seed 9007199254740991"));
});

Deno.test("--verbose says more, and nothing less", () => {
  const plain = call(SCENARIOS, ["scenario", "made-up"]).out;
  const verbose = call(SCENARIOS, ["scenario", "made-up", "--verbose"]).out;
  const rest = new Set(verbose.split("\n"));
  assertEquals(plain.split("\n").filter((line) => !rest.has(line)), []);
  assert(verbose.includes("readable by"));
  assert(verbose.includes("cipherSuites"));
});

const commands = [["scenario"], ["scenario", "made-up"], ["scenario", "made-up", "--verbose"], [
  "matrix",
]];

for (const args of commands) {
  Deno.test(`"${args.join(" ")}" says the same twice, byte for byte`, () => {
    assertEquals(call(SCENARIOS, args), call(SCENARIOS, args));
  });

  Deno.test(`"${args.join(" ")}" has colours only when asked, each of them closed`, () => {
    const plain = call(SCENARIOS, args).out;
    const coloured = call(SCENARIOS, args, { color: true }).out;
    assertEquals(plain.match(COLOUR), null);
    const codes = coloured.match(COLOUR) ?? [];
    assert(codes.length > 0);
    codes.forEach((code, i) => assertEquals(code.endsWith("[0m"), i % 2 === 1));
    for (const line of coloured.split("\n")) {
      assertEquals((line.match(COLOUR)?.length ?? 0) % 2, 0, "no colour goes over a line's end");
    }
    assertEquals(coloured.replace(COLOUR, ""), plain);
  });
}

for (const columns of [10, 72, 80, 110, 300]) {
  Deno.test(`a terminal of ${columns} columns is used within reason`, () => {
    const { out } = call(SCENARIOS, ["scenario", "made-up"], { columns });
    const widest = Math.max(...out.split("\n").map((line) => [...line].length));
    assertEquals(widest <= Math.min(110, Math.max(72, columns)), true, `${widest}`);
    assertEquals(out, call(SCENARIOS, ["scenario", "made-up", "--width", `${widest}`]).out);
  });
}

for (const args of [["scenario", "made-up"], ["scenario", "made-up", "--json"], ["matrix"]]) {
  Deno.test(`"${args.join(" ")}" with a wrong prediction says so, and 1`, () => {
    const { status, out } = call(WRONG, args);
    assertEquals(status, 1);
    assert(/NOT AS PREDICTED|"asPredicted": false/.test(out));
  });
}

Deno.test("a right row of a scenario with a wrong prediction elsewhere is 0", () => {
  assertEquals(call(WRONG, ["scenario", "made-up", "--with", "tls"]).status, 0);
  assertEquals(call(WRONG, ["scenario", "made-up", "--with", "none"]).status, 1);
});
