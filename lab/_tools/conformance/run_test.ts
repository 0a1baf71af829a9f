import { assertEquals, assertMatch } from "@std/assert";
import { conformance } from "./run.ts";
import { gzip, memoryFolder } from "./testing.ts";
import { VectorError } from "./load.ts";
import type { Suite, SuiteResult } from "./suite.ts";

const FILES = memoryFolder({
  "plain.json": "{}",
  "packed.json.gz": await gzip("{}"),
  "cut.json": "{",
});

function result(disagree: number): SuiteResult {
  return {
    total: 20 + disagree,
    agree: 18,
    disagree,
    skipped: 2,
    disagreements: Array.from({ length: disagree }, (_, i) => ({
      id: `case \x1b[2J ${i}`,
      expected: "valid",
      got: "invalid",
    })),
  };
}

const GOOD: Suite = { name: "good", file: "plain", run: () => result(0) };
const BAD: Suite = { name: "bad", file: "packed", run: () => result(12) };
const ABSENT: Suite = { name: "absent", file: "nowhere", run: () => result(0) };
const CUT: Suite = { name: "cut", file: "cut", run: () => result(0) };
const STRICT: Suite = {
  name: "strict",
  file: "plain",
  run() {
    throw new SyntaxError('no member "traces"');
  },
};
const FOREIGN: Suite = {
  name: "foreign",
  file: "plain",
  run: (json) => (json as { traces: { run: () => SuiteResult } }).traces.run(),
};
const ALL = [GOOD, BAD, ABSENT];

/** Runs the command and keeps what it wrote. */
async function run(suites: readonly Suite[], ...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await conformance(args, suites, {
    folder(path) {
      if (path === "../shared/vectors") return FILES;
      throw new VectorError(`Cannot read the folder "${path}"`);
    },
    out: (line) => out.push(line),
    error: (line) => error.push(line),
  });
  return { code, out, error };
}

Deno.test("conformance() prints a line a suite and ends with 0 if all agree", async () => {
  assertEquals(await run(ALL, "--suite", "good"), {
    code: 0,
    out: ["good: 18 of 20 agree, 0 disagree, 2 skipped (plain.json)"],
    error: [],
  });
});

Deno.test("conformance() ends with 1 if something disagrees, and shows some of it", async () => {
  const { code, out } = await run(ALL);
  assertEquals(code, 1);
  assertEquals(out[1], "bad: 18 of 32 agree, 12 disagree, 2 skipped (packed.json.gz)");
  assertEquals(out[2], "  case \ufffd[2J 0: expected valid, got invalid");
  assertEquals(out[12], "  … and 2 more; --json has them all");
});

Deno.test("conformance() says why vectors were skipped, but not in the JSON", async () => {
  const skipping: Suite = { ...GOOD, run: () => ({ ...result(0), skips: { "no such curve": 2 } }) };
  assertEquals((await run([skipping])).out[1], "  skipped 2: no such curve");
  const { out } = await run([skipping], "--json");
  assertEquals(JSON.parse(out[0]!), { suites: { good: result(0) } });
});

Deno.test("conformance() names a suite whose file is absent", async () => {
  const { code, out } = await run([GOOD, ABSENT]);
  assertEquals(code, 0);
  assertEquals(out[1], "absent is absent: nowhere.json[.gz] is not in the folder");
});

Deno.test("conformance() --json prints JSON and nothing else", async () => {
  const { code, out, error } = await run(ALL, "--json");
  assertEquals(code, 1);
  assertEquals(out.length, 1);
  assertEquals(JSON.parse(out[0]!), { suites: { good: result(0), bad: result(12) } });
  assertEquals(error.length, 1);
});

Deno.test("conformance() runs several suites by name", async () => {
  const { out } = await run(ALL, "--suite", "good", "--suite=absent");
  assertEquals(out.map((line) => line.split(/:| is/)[0]), ["good", "absent"]);
});

const FAULTS: readonly (readonly [args: string[], suites: readonly Suite[], line: RegExp])[] = [
  [["--suite", "goood"], ALL, /^Unknown suite "goood"; did you mean "good"\?$/],
  [["--suite", "zzzzzzz"], ALL, /^Unknown suite "zzzzzzz"; there are good, bad, absent$/],
  [["--suite"], ALL, /^Cannot use --suite without a name/],
  [["--vectors"], ALL, /^Cannot use --vectors without a folder$/],
  [["--vector", "x"], ALL, /^Unknown option "--vector"; did you mean "--vectors"\?$/],
  [["-x"], ALL, /^Unknown option "-x"/],
  [["good"], ALL, /^Cannot use "good": not an option$/],
  [["--vectors", "none"], ALL, /^Cannot read the folder "none"$/],
  [[], [CUT], /^Cannot read cut\.json: not JSON$/],
  [[], [FOREIGN], /^Cannot run foreign on plain\.json: not of the form it expects \(/],
  [[], [STRICT], /^Cannot run strict on plain\.json: no member "traces"$/],
];

for (const [args, suites, line] of FAULTS) {
  Deno.test(`conformance() ends with 2 and one line: ${line.source}`, async () => {
    const { code, out, error } = await run(suites, ...args);
    assertEquals([code, out, error.length], [2, [], 1]);
    assertMatch(error[0]!, line);
  });
}

Deno.test("conformance() explains itself", async () => {
  const { code, out } = await run(ALL, "--help");
  assertEquals(code, 0);
  assertMatch(out[0]!, /deno task conformance[\s\S]*Suites: good, bad, absent$/);
});
