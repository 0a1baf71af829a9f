import { assert, assertEquals, assertMatch } from "@std/assert";
import { withHybrid } from "../../lab/crypto/hybrid.ts";
import { nativeProvider } from "../../lab/crypto/native.ts";
import { matrix, notesOf, pinsOf, type Run, textOf } from "../../lab/scenario/mod.ts";
import { SCENARIOS } from "../mod.ts";
import { anchorOf, GLOSSARY, termOf } from "./mod.ts";

const crypto = withHybrid(nativeProvider());

Deno.test("the glossary is in alphabetical order, capitals making no difference", () => {
  const terms = GLOSSARY.map(({ term }) => term.toLowerCase());
  assertEquals(terms, terms.toSorted());
});

Deno.test("no name stands for two terms, and no two entries share an address", () => {
  const names = GLOSSARY.flatMap(({ term, also }) => [term, ...also]);
  assertEquals(names.filter((name, i) => names.indexOf(name) !== i), []);
  assertEquals(new Set(GLOSSARY.map(anchorOf)).size, GLOSSARY.length);
  for (const term of GLOSSARY) assertMatch(anchorOf(term), /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

Deno.test("every entry says something, in two or three sentences at most", () => {
  for (const { term, also, text } of GLOSSARY) {
    for (const name of [term, ...also]) assertEquals(name, name.trim());
    assert(text.length >= 40 && text.length <= 300, `${term}: ${text.length} characters`);
    assertMatch(text, /^[A-Z0-9§].*\.$/, term);
    assert(text.match(/[.!?](?= |$)/g)!.length <= 3, `${term} is too long`);
  }
});

Deno.test("every see-also is an entry of its own, and another one", () => {
  for (const { term, seeAlso } of GLOSSARY) {
    assert(seeAlso.length > 0, `${term} leads nowhere`);
    for (const other of seeAlso) {
      assertEquals(termOf(other)?.term, other, `${term} → ${other}`);
      assert(other !== term, `${term} leads to itself`);
    }
  }
});

Deno.test("every scenario named is one, and every scenario is named", () => {
  const ids = SCENARIOS.map(({ id }) => id);
  const named = GLOSSARY.flatMap(({ scenarios = [] }) => scenarios);
  assertEquals(named.filter((id) => !ids.includes(id)), []);
  assertEquals(ids.filter((id) => !named.includes(id)), []);
});

Deno.test("citations read like citations, TLS 1.3 with the number of RFC 8446 where it differs", () => {
  for (const { term, spec } of GLOSSARY) {
    if (spec === undefined) continue;
    assert(spec.length > 0, term);
    for (const part of spec.replace(/\[[^\]]*\]/g, "").split(", ")) {
      assertMatch(
        part.trim(),
        /^(RFC \d+( §[\w.]+)?|§[\w.]+|FIPS [\d-]+|NIST SP 800-\w+|X\.690 §\d+)$/,
        term,
      );
    }
    // Sections 4.x and the appendices from D on were renumbered.
    for (const [, section] of spec.matchAll(/RFC 9846 (§(?:4\.|[D-F]\.)[\w.]+)/g)) {
      assertMatch(spec, /\[8446 §/, `${term}: ${section} was another number in RFC 8446`);
    }
  }
});

Deno.test("termOf() finds entries by any name, and a pin is not a PIN", () => {
  assertEquals(termOf("master secret")?.term, "main secret");
  assertEquals(termOf("MASTER SECRET")?.term, "main secret");
  assertEquals(termOf("clienthello")?.term, "ClientHello");
  assertEquals(termOf("pin")?.term, "pinning");
  assertEquals(termOf("PIN")?.term, "PIN");
  for (const name of ["", "no such thing", "__proto__", "constructor"]) {
    assertEquals(termOf(name), undefined);
  }
});

/** Everything a scenario says to its audience in one row, its sources aside. */
function textsOf(run: Run): string[] {
  const { title, about, summary, moral, defences, matrix, lesson } = run.scenario;
  const acts = run.trace.events.flatMap((event) => event.kind === "act" ? [event.title] : []);
  return [
    ...[title, about, summary, moral, ...Object.values(defences), ...acts],
    ...matrix.map(({ because = "" }) => because),
    ...[lesson!.goal, ...lesson!.needToKnow, ...lesson!.hints, ...notesOf(run)],
    ...pinsOf(run).flatMap(({ look, why }) => [look, why]),
    ...lesson!.questions.flatMap(({ ask, clue, nearMisses }) =>
      [ask, clue, ...nearMisses.map(({ say }) => say)].map((text) => textOf(text, run))
    ),
  ];
}

/** Words in capitals that need no explanation: money, and a word of HTTP that is quoted as bytes. */
const NO_TERMS = ["EUR", "POST"];

Deno.test("every abbreviation in the texts of the scenarios is explained", () => {
  const used: readonly string[] =
    SCENARIOS.flatMap((scenario) => matrix(scenario, { seed: 1, crypto }))
      .flatMap(textsOf).join(" ").match(/\b(?:\d-)?[A-Z][A-Za-z]?[A-Z]+\d*(?:-[A-Z]{2,})*\b/g) ??
      [];
  assert(used.includes("TLS") && used.includes("PIN"));
  const isKnown = (word: string) => termOf(word) !== undefined || NO_TERMS.includes(word);
  // ML-KEM is one word; of AES-GCM both parts are.
  const unknown = used.filter((word) => !isKnown(word) && !word.split("-").every(isKnown));
  assertEquals([...new Set(unknown)], []);
});

Deno.test("the glossary explains its own abbreviations", () => {
  const spelt = GLOSSARY.flatMap(({ term, also }) => [term, ...also]).join(" ");
  const known = ["DTLS", "QUIC"]; // relatives that are only mentioned
  for (const { term, text } of GLOSSARY) {
    for (const word of text.match(/\b[A-Z]{2,}\b/g) ?? []) {
      if (known.includes(word)) continue;
      assert(spelt.includes(word) || text.includes(`_${word}`), `${term} says ${word}`);
    }
  }
});
