import { assert, assertEquals } from "@std/assert";
import plugin from "./mod.ts";

/** What the rule objects to in a source text. */
function found(source: string, filename = "lab/tls/engine.ts"): string[] {
  return Deno.lint.runPlugin(plugin, filename, source)
    .filter(({ id }) => id === "lab/no-ambient")
    .map(({ message, hint }) => {
      assert(hint, `${message} comes without a hint`);
      return message;
    });
}

/** Things that are forbidden, next to something of the same look that is not. */
const PAIRS: readonly (readonly [bad: string, good: string])[] = [
  ["Date.now();", "clock.Date.now();"],
  ["new Date(5);", "new world.Date(5);"],
  ["performance.now();", "show.performance.now();"],
  ["Math.random();", "Math.floor(random());"],
  [`Math["random"]();`, `Math["round"](1);`],
  ["const { random } = Math;", "const { round } = Math;"],
  ["crypto.getRandomValues(key);", "config.crypto.aead(key);"],
  ["crypto.subtle;", "function seal(crypto: Provider) { return crypto.subtle; }"],
  ["crypto.subtle;", "const seal = ({ crypto }: Config) => crypto.subtle;"],
  ["crypto.subtle;", "const { crypto } = config; crypto.subtle;"],
  ["crypto.subtle;", "const { provider: [crypto = none] } = config; crypto.subtle;"],
  ["crypto.subtle;", `import { crypto } from "./provider.ts"; crypto.subtle;`],
  ["crypto.subtle;", "class Layer { constructor(readonly crypto: P) { crypto.subtle; } }"],
  ["globalThis.crypto;", "this.crypto;"],
  ["const { crypto: c } = globalThis;", "const { crypto: c } = config;"],
  ["setTimeout(run, 5);", "queue.setTimeout(run, 5);"],
  ["setInterval(run, 5);", "({ setInterval: 5 });"],
  ["queueMicrotask(run);", "({ queueMicrotask() {} });"],
  ["Deno.readTextFileSync(name);", "dino.Deno;"],
  ["fetch(address);", "class Cache { fetch() {} }"],
  ["fetch(address);", "interface Cache { fetch(): void; readonly process: number }"],
  ["process.env;", "type Step = (process: number) => void;"],
  ["const all = { fetch };", "const all = { fetch: load };"],
  ["console.log(1);", "enum Output { console }"],
  ["1..toLocaleString();", "1..toString();"],
  ["a.localeCompare(b);", "a < b;"],
  [`a["localeCompare"](b);`, `a["compare"](b);`],
  ["new Intl.NumberFormat();", "new views.Intl.NumberFormat();"],
  ["let later: Promise<number>;", "let later: kept.Promise<number>;"],
  ["let when: Date;", "function f<Date>(when: Date) { return when; }"],
  ["new WeakRef(key);", "new WeakMap();"],
];

for (const [bad, good] of PAIRS) {
  Deno.test(`no-ambient stops \`${bad}\` but not \`${good}\``, () => {
    assertEquals(found(bad).length, 1, `finds ${found(bad)}`);
    assertEquals(found(good), []);
  });
}

const ASYNC: readonly string[] = [
  "async function run() {}",
  "const run = async () => {};",
  "const run = async function () {};",
  "class Runner { async run() {} }",
  "await started;",
  "for await (const event of events) handle(event);",
  `const loaded = import("./late.ts");`,
];

for (const source of ASYNC) {
  Deno.test(`no-ambient stops \`${source}\``, () => assertEquals(found(source).length, 1));
}

Deno.test("no-ambient: a name is only known where its declaration holds", () => {
  const source = "function seal(crypto: P) { return crypto.aead; }\ncrypto.getRandomValues(key);";
  assertEquals(found(source), ["crypto is not the same in every run"]);
  assertEquals(found("{ const fetch = load; fetch(); }\nfetch();").length, 1);
});

Deno.test("no-ambient: a name may be declared after its use", () => {
  assertEquals(found("function f() { return fetch(1); }\nfunction fetch(n: number) {}"), []);
});

Deno.test("no-ambient holds in rooms and scenarios, and nowhere else", () => {
  for (const file of ["lab/views/sequence.ts", "scenarios/mitm.ts", "lab/cli/command.ts"]) {
    assertEquals(found("Date.now();", file).length, 1, file);
  }
  const free = [
    "main.ts",
    "lab/_tools/rooms.ts",
    "lab/tls/engine_test.ts",
    "lab/tls/engine_bench.ts",
    "lab/net/testing.ts",
    "compat/std-cli/mod.ts",
  ];
  for (const file of free) assertEquals(found("Date.now();", file), [], file);
});

Deno.test("no-ambient lets the catalogue wait for files, and do nothing else", () => {
  for (const file of ["scenarios/catalogue.ts", "scenarios/mod.ts"]) {
    const waiting = `let late: Promise<void>; const file = await import("./late.ts");`;
    assertEquals(found(waiting, file), [], file);
    assertEquals(found("Date.now();", file).length, 1, file);
  }
});
