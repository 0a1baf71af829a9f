import { assert, assertEquals } from "@std/assert";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { matches, topicsOf } from "./search.ts";

const found = (query: string) =>
  SCENARIOS.filter((scenario) => matches(scenario, query)).map(({ id }) => id);

const queries: readonly [query: string, holds: string[], lacks: string[]][] = [
  ["SAN", ["name-constraints"], ["bleichenbacher"]],
  ["CA", ["rogue-ca", "leaf-as-ca"], ["heartbleed", "record-replay"]],
  ["chain", ["chain-outage", "certificate-zoo", "missing-intermediate"], []],
  ["null-prefix", ["null-prefix"], ["mitm"]],
  ["NULL prefix", ["null-prefix"], ["mitm"]],
  ["certif valid", ["mitm", "expired"], ["heartbleed"]],
  ["RFC 5280", ["expired"], ["heartbleed"]],
];

for (const [query, holds, lacks] of queries) {
  Deno.test(`a search for "${query}" finds what is meant by it`, () => {
    const ids = found(query);
    for (const id of holds) assert(ids.includes(id), id);
    for (const id of lacks) assert(!ids.includes(id), id);
  });
}

Deno.test("a search for nothing finds all, and one for nonsense finds nothing", () => {
  assertEquals(found(" ").length, SCENARIOS.length);
  assertEquals(found("zzyzx"), []);
});

Deno.test("every topic finds the scenarios that are about it", () => {
  const topics = topicsOf(SCENARIOS);
  assert(topics.length > 2);
  for (const topic of topics) {
    const ids = found(topic);
    for (const { id, about } of SCENARIOS) assert(about !== topic || ids.includes(id), id);
  }
});
