import { assert, assertEquals } from "@std/assert";
import { madeUp } from "../scenario/testing.ts";
import { SCENARIOS as SHIPPED } from "../../scenarios/mod.ts";
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
  attacker: true,
  attack: "succeeds",
  predicted: "succeeds",
  asPredicted: true,
  endedBy: null,
  because: "everything was in the clear",
  granted: [],
  counted: {},
  mistakes: [],
  certificates: [],
  chains: [],
};

const WORDS = {
  title: "Made up",
  about: "tests",
  level: "first-hour",
  summary: "Alice says her PIN, and Eve listens.",
  moral: "Tests are stories too",
  defences: { tls: "Alice speaks TLS to her bank" },
  sources: ["RFC 3552 §3.2"],
};

Deno.test("scenario --json: one object, of the promised shape", () => {
  const { rows, ...rest } = told("scenario", "made-up", "--seed", "7");
  assertEquals(rest, { scenario: "made-up", ...WORDS, seed: 7, asPredicted: true });
  assertEquals(rows.map((row: { with: unknown }) => row.with), [[], ["tls"]]);
  const { atMicros, evidence, reasons, acts, knows, ...row } = rows[0];
  assertEquals(row, ROW);
  assert(Number.isSafeInteger(atMicros) && evidence.every(Number.isSafeInteger));
  assertEquals(reasons.map(({ event }: { event: number }) => event), evidence);
  assert(reasons.every(({ text }: { text: string }) => text !== ""));
  assert(acts.every(({ happens }: { happens: unknown }) => typeof happens === "boolean"));
  assertEquals(Object.keys(knows), ["alice", "eve", "bank"]);
  assertEquals([knows.alice, knows.eve], [["PIN"], ["PIN"]]);
  assertEquals(rows[1].knows.eve, []);
});

const rowOf = (id: string, on: string) => {
  const { out } = call(SHIPPED, ["scenario", id, "--with", on, "--json"]);
  return JSON.parse(out).rows[0];
};

Deno.test("scenario --json: a chain that fails, the rule, and the bytes that it is about", () => {
  const row = rowOf("expired", "dates");
  const { rule, spec, expected, certificate, range, der, text } = row.reasons[0];
  assertEquals([rule, certificate], ["validity", 0]);
  assert(spec.startsWith("RFC 5280") && expected !== "" && text.includes(spec));
  assertEquals(der.length, 2 * (range.end - range.start));
  assertEquals(row.reasons.at(-1).alert, row.endedBy);
  const chain = row.chains.findLast(({ judge }: { judge: string }) => judge === "alice");
  assertEquals([chain.ok, chain.broken], [false, ["validity"]]);
  assertEquals(row.certificates[chain.certificates[0]].names, ["DNS:bank.example"]);
});

Deno.test("scenario --json: a certificate that is accepted can be read, and whose mistake it was", () => {
  const row = rowOf("null-prefix", "whole");
  const { certificates, chains } = row;
  const names = certificates.flatMap((one: { names: string[] }) => one.names);
  assert(names.includes("DNS:*.example"), names.join());
  const star = chains.find((chain: { certificates: number[] }) =>
    certificates[chain.certificates[0]!].names.includes("DNS:*.example")
  );
  assertEquals([star.ok, star.presenter], [true, "mallory"]);
  const built = rowOf("null-prefix", "web").mistakes;
  assertEquals(built.map(({ node }: { node: string }) => node), ["alice"]);
});

Deno.test("scenario --json: where nobody attacks, it says so", () => {
  const { attacker, attack } = rowOf("chain-outage", "none");
  assertEquals([attacker, attack], [false, "fails"]);
});

Deno.test("scenario --json --with: that row alone", () => {
  assertEquals(told("scenario", "made-up", "--with", "tls").rows.length, 1);
});

Deno.test("scenario --json: the catalogue", () => {
  const { scenarios } = told("scenario");
  assertEquals(scenarios.map(({ id }: { id: string }) => id), ["made-up", "other"]);
  assertEquals(scenarios[0], { id: "made-up", ...WORDS, rows: 2 });
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
