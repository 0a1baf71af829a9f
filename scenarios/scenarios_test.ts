/** What every scenario promises, whichever it is. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { withHybrid } from "../lab/crypto/hybrid.ts";
import { nobleProvider } from "../lab/crypto/noble.ts";
import { combinations, run } from "../lab/scenario/mod.ts";
import { crypto, rowOf as carriedOut } from "../lab/scenario/testing.ts";
import { CATALOGUE } from "./catalogue.ts";
import { SCENARIOS } from "./mod.ts";

const noble = withHybrid(nobleProvider());
const root = new URL("..", import.meta.url);

Deno.test("every file in the folder is in the list, under its own name", () => {
  const files = [...Deno.readDirSync(new URL("scenarios", root))]
    .filter(({ isFile, name }) =>
      isFile && !name.endsWith("_test.ts") && !["mod.ts", "catalogue.ts"].includes(name)
    )
    .map(({ name }) => name.replace(/\.ts$/, "").replaceAll("_", "-"));
  assertEquals(SCENARIOS.map(({ id }) => id).toSorted(), files.toSorted());
  assertEquals(SCENARIOS.map(({ id }) => id), Object.keys(CATALOGUE), "each under its own id");
});

/** What is about certificates: there many defences end in one alert, which says nothing of them. */
const ABOUT = ["certificate validation", "Certificate Transparency", "issuance"];

Deno.test("a story about certificates says of every row why it ended so", () => {
  for (const { id, about, matrix } of SCENARIOS) {
    for (const row of ABOUT.includes(about) ? matrix : []) {
      assert(row.because !== undefined, `${id} with ${row.with}`);
    }
  }
});

/** Other words of the same form: digits for digits, letters for letters. */
function otherWords(_title: string, text: string): string {
  const turned = (character: string, first: string, count: number, by: number) => {
    const start = first.charCodeAt(0);
    return String.fromCharCode(start + (character.charCodeAt(0) - start + by) % count);
  };
  return text
    .replace(/[a-z]/g, (letter) => turned(letter, "a", 26, 9))
    .replace(/[A-Z]/g, (letter) => turned(letter, "A", 26, 9))
    .replace(/[0-9]/g, (digit) => turned(digit, "0", 10, 3));
}

for (const scenario of SCENARIOS) {
  const rows = combinations(Object.keys(scenario.defences));
  const rowOf = (seed: number, on: readonly string[]) => carriedOut(scenario, seed, on);

  // The first story of all is held to more: a class will try its seeds.
  const seeds = scenario.id === "mitm" ? 11 : 3;

  Deno.test(`${scenario.id}: every row ends as predicted, with ${seeds} seeds`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      for (const { trace, verdict } of rows.map((on) => rowOf(seed, on))) {
        assert(verdict.asPredicted, `seed ${seed}, with ${trace.with}: ${verdict.attack}`);
      }
    }
  });

  Deno.test(`${scenario.id}: one seed, one trace, byte for byte, with either provider`, () => {
    for (const on of scenario.long ? rows.slice(0, 1) : rows) {
      const once = rowOf(1, on);
      const again = run(scenario, { seed: 1, with: on, crypto: noble });
      assertEquals(JSON.stringify(again.trace), JSON.stringify(once.trace));
    }
  });

  Deno.test(`${scenario.id}: in a world of other secrets, whoever learns them learns the others`, () => {
    for (const on of scenario.long ? rows.slice(0, 1) : rows) {
      const usual = rowOf(1, on);
      const other = run(scenario, { seed: 1, with: on, crypto, reword: otherWords });
      assertEquals(other.verdict.attack, usual.verdict.attack);
      assert(other.verdict.asPredicted, `${other.trace.with}: ${other.verdict.because}`);
      const secrets = new Map(usual.trace.secrets.map(({ id, bytes }) => [id, bytes]));
      const learnt = other.verdict.evidence.map((id) => other.trace.events[id]!)
        .flatMap((event) => event.kind === "secret" ? [event.secret] : []);
      for (const { id, kind, bytes } of other.trace.secrets) {
        if (kind !== "text" || !learnt.includes(id)) continue;
        assertNotEquals(bytes, secrets.get(id), `the words of "${id}" are the same`);
      }
    }
  });

  Deno.test(`${scenario.id}: every verdict rests on evidence, or says why there is none`, () => {
    for (const { verdict, trace } of rows.map((on) => rowOf(1, on))) {
      if (verdict.attack === "succeeds") assert(verdict.evidence.length > 0);
      if (verdict.endedBy !== null) assert(verdict.evidence.length > 0);
      assert(verdict.because !== "", `no reason given with ${trace.with}`);
      for (const id of verdict.evidence) assert(trace.events[id] !== undefined);
    }
  });
}
