import { assert, assertEquals } from "@std/assert";
import { madeUp } from "../scenario/testing.ts";
import { jsonText } from "./json.ts";
import { call, EVIL, HARMFUL } from "./testing.ts";

const SCENARIOS = [madeUp(), madeUp({ words: { id: "other" } })];

function told(...args: string[]) {
  const { status, out, error } = call(SCENARIOS, [...args, "--json"], { color: true });
  assertEquals([status, error], [0, ""]);
  assertEquals(out.at(-1), "\n");
  return JSON.parse(out);
}

const ROW = {
  with: [],
  attack: "succeeds",
  predicted: "succeeds",
  asPredicted: true,
  endedBy: null,
  because: "everything was in the clear",
  granted: [],
  counted: {},
};

Deno.test("scenario --json: one object, of the promised shape", () => {
  const { rows, ...rest } = told("scenario", "made-up", "--seed", "7");
  assertEquals(rest, { scenario: "made-up", title: "Made up", seed: 7, asPredicted: true });
  assertEquals(rows.map((row: { with: unknown }) => row.with), [[], ["tls"]]);
  const { atMicros, evidence, knows, ...row } = rows[0];
  assertEquals(row, ROW);
  assert(Number.isSafeInteger(atMicros) && evidence.every(Number.isSafeInteger));
  assertEquals(Object.keys(knows), ["alice", "eve", "bank"]);
  assertEquals([knows.alice, knows.eve], [["PIN"], ["PIN"]]);
  assertEquals(rows[1].knows.eve, []);
});

Deno.test("scenario --json --with: that row alone", () => {
  assertEquals(told("scenario", "made-up", "--with", "tls").rows.length, 1);
});

Deno.test("scenario --json: the catalogue", () => {
  const { scenarios } = told("scenario");
  assertEquals(scenarios.map(({ id }: { id: string }) => id), ["made-up", "other"]);
  assertEquals(scenarios[0], {
    id: "made-up",
    title: "Made up",
    about: "tests",
    level: "first-hour",
    summary: "Alice says her PIN, and Eve listens.",
    moral: "Tests are stories too",
    defences: { tls: "Alice speaks TLS to her bank" },
    rows: 2,
    sources: ["RFC 3552 §3.2"],
  });
});

Deno.test("matrix --json: every scenario", () => {
  const { scenarios, ...rest } = told("matrix");
  assertEquals(rest, { seed: 1, asPredicted: true });
  assertEquals(scenarios[0], told("scenario", "made-up"));
  assertEquals(scenarios.length, 2);
});

for (const [what, evil] of Object.entries(EVIL)) {
  Deno.test(`jsonText() keeps and hides at once: ${what}`, () => {
    const text = jsonText({ [evil]: [evil] });
    assert(!HARMFUL.test(text), text);
    assertEquals(JSON.parse(text), JSON.parse(JSON.stringify({ [evil]: [evil] })));
  });
}

Deno.test("jsonText() leaves letters of all languages as they are", () => {
  assertEquals(jsonText("Zoë, 銀行, 🏦, שלום"), '"Zoë, 銀行, 🏦, שלום"\n');
  assertEquals(jsonText("\u009b \u{e0041}"), '"\\u009b \\udb40\\udc41"\n');
});
