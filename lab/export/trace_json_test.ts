import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { noble } from "../cast/testing.ts";
import { matrix, run } from "../scenario/mod.ts";
import { crypto } from "../scenario/testing.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { certificateViews, keySchedule, knowledgeAt, packetView, sequence } from "../views/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { readTrace, writeTrace } from "./trace_json.ts";

for (const scenario of SCENARIOS) {
  Deno.test(`${scenario.id}: a trace is the same after writing and reading`, () => {
    for (const { trace } of matrix(scenario, { seed: 3, crypto })) {
      const text = writeTrace(trace);
      const read = readTrace(text);
      assert(read.ok, read.ok ? "" : read.error);
      assertEquals(read.trace, trace);
      assertEquals(writeTrace(read.trace), text);
    }
  });
}

const MITM = SCENARIOS.find(({ id }) => id === "mitm")!;
const TEXT = writeTrace(run(MITM, { seed: 1, with: [], crypto: noble }).trace);

/** The trace of `mitm` with something changed. */
function changed(change: (trace: Mutable) => void): string {
  const value = JSON.parse(TEXT);
  change(value);
  return JSON.stringify(value);
}

// deno-lint-ignore no-explicit-any
type Mutable = any;

function firstOf(trace: Mutable, kind: string): Mutable {
  return trace.events.find((event: Mutable) => event.kind === kind);
}

const refusals: readonly [what: string, text: string, error: RegExp][] = [
  ["no text", "", /it is no JSON$/],
  ["half a file", TEXT.slice(0, 5000), /it is no JSON$/],
  ["a list", "[]", /the file is a list, and should be an object$/],
  ["another format", changed((t) => t.format = "pcap"), /format is "pcap", and should be "tls-/],
  ["a version to come", changed((t) => t.version = 2), /version is 2, and should be 1$/],
  ["a missing part", changed((t) => delete t.parties), /parties is missing/],
  ["an unknown part", changed((t) => t.comment = 1), /comment is not known here$/],
  ["__proto__", TEXT.replace("{", '{"__proto__": {},'), /__proto__ is not known here$/],
  ["a seed that is no number", changed((t) => t.seed = "7"), /seed is "7", and should be a whole/],
  ["an unknown event", changed((t) => t.events[0].kind = "magic"), /events\[0\].kind is "magic"/],
  ["half an octet", changed((t) => t.secrets[0].bytes += "0"), /secrets\[0\].bytes is ".*digits/],
  ["a false id", changed((t) => t.events[5].id = 6), /events\[5\].id is 6, and should be 5$/],
  ["time running back", changed((t) => t.events.at(-1).at = 0), /at is before the event before/],
  [
    "a cause to come",
    changed((t) => t.events[3].cause = 3),
    /events\[3\].cause is 3, which is no earlier event$/,
  ],
  [
    "a copy of nothing",
    changed((t) => firstOf(t, "wire.sent").forwards = 9999),
    /forwards is 9999, which is no earlier event$/,
  ],
  [
    "an unheard-of secret",
    changed((t) => firstOf(t, "tls.secret").secret = "x"),
    /secret is no secret of this trace$/,
  ],
  ["a stranger", changed((t) => t.knowledge[0].node = "zoe"), /node is no party of this trace$/],
  ["one name twice", changed((t) => t.parties.push(t.parties[0])), /parties has one name twice$/],
  [
    "an unknown way of knowing",
    changed((t) => t.knowledge[0].how = { by: "magic" }),
    /knowledge\[0\].how.by is "magic", and should be a kind/,
  ],
  [
    "a flag of another protocol",
    changed((t) => firstOf(t, "wire.sent").segment.flags = ["URG"]),
    /segment.flags\[0\] is "URG", and should be "SYN" or/,
  ],
];

for (const [what, text, error] of refusals) {
  Deno.test(`readTrace() refuses ${what}, and says where`, () => {
    const read = readTrace(text);
    assert(!read.ok);
    assert(read.error.startsWith("Cannot read the trace: ") && error.test(read.error), read.error);
    assert(read.error.length < 400);
  });
}

/** Every place in a value, as the keys that lead there. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): typeof path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

Deno.test("readTrace() of anything throws nothing", () => {
  fc.assert(fc.property(fc.string(), (text) => assertEquals(readTrace(text).ok, false)), {
    seed: 4,
  });
  fc.assert(
    fc.property(fc.json(), (text) => assertEquals(readTrace(text).ok, false)),
    { seed: 4 },
  );
});

Deno.test("readTrace() of a damaged trace throws nothing, and what it takes can be shown", () => {
  const places = placesIn(JSON.parse(TEXT)).filter((path) => path.length > 0);
  const junk = fc.constantFrom<unknown>(null, -1, 0, 1, 1e9, 1.5, "", "x", "00ff", [], {}, true);
  fc.assert(
    fc.property(fc.nat(places.length - 1), junk, (index, value) => {
      const path = places[index]!;
      const read = readTrace(changed((trace) => {
        const holder = path.slice(0, -1).reduce((part, key) => part[key], trace);
        holder[path.at(-1)!] = value;
      }));
      if (read.ok) show(read.trace);
    }),
    { seed: 4, numRuns: 400 },
  );
});

/** Draws up all there is to show, which must not throw either. */
function show(trace: Trace): void {
  sequence(trace, noble);
  keySchedule(trace);
  certificateViews(trace);
  knowledgeAt(trace, trace.events.length);
  for (const { id } of trace.events) {
    if (id % 8 === 0) packetView(trace, noble, id);
  }
}
