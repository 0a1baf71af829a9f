import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { LONGEST_ADDRESS, type QueryFault, readRunQuery, runPath } from "./run_query.ts";

const HOST = "http://127.0.0.1:8000";

function read(address: string, also: readonly string[] = []) {
  return readRunQuery(new URL(HOST + address), SCENARIOS, also);
}

function faultOf(address: string): QueryFault {
  const found = read(address);
  assert(found.kind === "fault", `${address} is understood`);
  return found;
}

/** Spellings of an address, with the one they lead to. */
const SPELLINGS: readonly (readonly [spelling: string, canonical: string])[] = [
  ["/run/mitm", "/run/mitm?seed=1"],
  ["/run/mitm?", "/run/mitm?seed=1"],
  ["/run/mitm?seed=", "/run/mitm?seed=1"],
  ["/run/mitm?seed=007", "/run/mitm?seed=7"],
  ["/run/mitm?seed=7&seed=7", "/run/mitm?seed=7"],
  ["/run/mitm?seed=+7+", "/run/mitm?seed=7"],
  ["/run/mitm?seed=9007199254740991", "/run/mitm?seed=9007199254740991"],
  ["/run/mitm?with=", "/run/mitm?seed=1"],
  ["/run/mitm?with=none", "/run/mitm?seed=1"],
  ["/run/mitm?with=pinning&seed=2", "/run/mitm?seed=2&with=pinning"],
  ["/run/mitm?with=pinning,validation", "/run/mitm?seed=1&with=validation,pinning"],
  ["/run/mitm?with=pinning&with=validation", "/run/mitm?seed=1&with=validation,pinning"],
  ["/run/mitm?with=pinning,,pinning,", "/run/mitm?seed=1&with=pinning"],
  ["/run/mitm?with=Pinning,%20VALI-dation", "/run/mitm?seed=1&with=validation,pinning"],
  ["/run/mit%6D?s%65ed=3", "/run/mitm?seed=3"],
  ["/run/mitm/?seed=3", "/run/mitm?seed=3"],
  ["/present/mitm?seed=3", "/present/mitm?seed=3"],
  ["/run/mitm/key-schedule?seed=3", "/run/mitm/key-schedule?seed=3"],
  ["//mitm?seed=3", "/run/mitm?seed=3"],
];

for (const [spelling, canonical] of SPELLINGS) {
  Deno.test(`${spelling} is another spelling of ${canonical}`, () => {
    const found = read(spelling);
    assert(found.kind === "query", JSON.stringify(found));
    assertEquals(found.path, canonical);
    const again = read(found.path);
    assert(again.kind === "query");
    assertEquals(again.path, canonical);
  });
}

/** Addresses that mean nothing: what is said of them, and where they probably should lead. */
const FAULTS: readonly (readonly [string, 400 | 404, message: string, suggestion?: string])[] = [
  [
    "/run/mitn",
    404,
    'There is no scenario "mitn"; did you mean "mitm"?',
    "/run/mitm?seed=1",
  ],
  ["/run/", 404, 'There is no scenario ""'],
  ["/run", 404, 'There is no scenario ""'],
  ["/run/__proto__", 404, 'There is no scenario "__proto__"'],
  ["/run/constructor", 404, 'There is no scenario "constructor"'],
  ["/run/%00", 404, 'There is no scenario "\\u{0}"'],
  ["/run/%zz", 400, '"%zz" is not a name: a percent sign stands alone'],
  ["/run/%ff", 400, '"%ff" is not a name: a percent sign stands alone'],
  [
    "/run/mitm?sed=4",
    400,
    'Unknown option "sed"; did you mean "seed"?',
    "/run/mitm?seed=1",
  ],
  [
    "/run/mitm?seed=4&colour=red",
    400,
    'Unknown option "colour"; there are seed, with',
    "/run/mitm?seed=4",
  ],
  [
    "/run/mitm?__proto__=1",
    400,
    'Unknown option "__proto__"; there are seed, with',
    "/run/mitm?seed=1",
  ],
  [
    "/run/mitm?with=pining&seed=4",
    400,
    '"mitm" has no defence "pining"; did you mean "pinning"?',
    "/run/mitm?seed=4&with=pinning",
  ],
  [
    "/run/mitm?with=__proto__",
    400,
    '"mitm" has no defence "__proto__": it has validation, pinning',
    "/run/mitm?seed=1",
  ],
  [
    "/run/handshake?with=x",
    400,
    '"handshake" has no defence "x": it has none',
    "/run/handshake?seed=1",
  ],
  [
    "/run/mitm?seed=9007199254740992",
    400,
    'seed wants a whole number from 0 to 9007199254740991, not "9007199254740992"',
    "/run/mitm?seed=1",
  ],
  ["/run/mitm?seed=1&seed=2", 400, "seed is given twice, as 1 and as 2", "/run/mitm?seed=1"],
];

for (const [address, status, message, suggestion] of FAULTS) {
  Deno.test(`${address} is answered with ${status}: ${message}`, () => {
    assertEquals(faultOf(address), {
      kind: "fault",
      status,
      message,
      ...(suggestion !== undefined && { suggestion }),
    });
  });
}

for (const seed of ["-1", "1.5", "1e3", "0x10", "NaN", "Infinity", "٣", "1 2", "%00"]) {
  Deno.test(`seed=${seed} is no seed`, () => {
    assert(faultOf(`/run/mitm?seed=${seed}`).message.startsWith("seed wants a whole number"));
  });
}

Deno.test("an address is bounded, and so is what is said of it", () => {
  assertEquals(
    faultOf(`/run/mitm?with=${"x".repeat(10_000)}`).message,
    `An address has at most ${LONGEST_ADDRESS} characters behind the host`,
  );
  for (const address of [`/run/${"x".repeat(1900)}`, `/run/mitm?${"y".repeat(1900)}=1`]) {
    assert(faultOf(address).message.length < 200);
  }
  const slashes = `/run/mitm?note=${"/".repeat(1500)}`;
  const long = read(slashes, ["note"]);
  assert(long.kind === "fault" && long.message === "These options are too long for an address");
});

Deno.test("what a page reads itself is kept, once each and in the page's order", () => {
  const found = read("/compare/mitm?act=2&act=3&with2=a%2Cb%26&seed=5", ["with2", "act"]);
  assert(found.kind === "query");
  assertEquals([...found.extra], [["with2", "a,b&"], ["act", "3"]]);
  assertEquals(found.path, "/compare/mitm?seed=5&with2=a%2Cb%26&act=3");
});

const KEYS = fc.constantFrom(...SCENARIOS).chain((scenario) =>
  fc.record({
    scenario: fc.constant(scenario),
    seed: fc.maxSafeNat(),
    with: fc.subarray(Object.keys(scenario.defences)),
  })
);

Deno.test("every run has an address, and the address is that run's", () => {
  fc.assert(fc.property(KEYS, (key) => {
    const found = read(runPath(key));
    assert(found.kind === "query");
    assertEquals([found.scenario.id, found.seed, found.with], [
      key.scenario.id,
      key.seed,
      key.with,
    ]);
    assertEquals(found.path, runPath(key));
  }));
});

Deno.test("order and repetition of options do not make another run", () => {
  fc.assert(fc.property(KEYS, fc.infiniteStream(fc.nat()), (key, chance) => {
    const shuffled = [...key.with, ...key.with]
      .map((name) => ({ name, at: chance.next().value! }))
      .sort((a, b) => a.at - b.at)
      .map(({ name }) => `with=${name.toUpperCase()}`);
    const found = read(`/run/${key.scenario.id}?${[...shuffled, `seed=${key.seed}`].join("&")}`);
    assert(found.kind === "query");
    assertEquals(found.path, runPath(key));
  }));
});

Deno.test("no address makes the reader throw, and what is said stays short and harmless", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "binary" }).map(encodeURIComponentLoosely),
    fc.constantFrom("__proto__", "%00", "%", "%zz", "seed", "with", "mitm", "a&b=c", "\u202e"),
  );
  fc.assert(
    fc.property(text, fc.array(fc.tuple(text, text)), (id, options) => {
      const search = options.map(([name, value]) => `${name}=${value}`).join("&");
      const url = URL.parse(`${HOST}/run/${id}?${search}`);
      if (url === null) return;
      const found = readRunQuery(url, SCENARIOS, ["note"]);
      if (found.kind === "query") return;
      assert(found.message.length < 300);
      // deno-lint-ignore no-control-regex
      assert(!/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/.test(found.message));
      if (found.suggestion !== undefined) {
        assertEquals(read(found.suggestion).kind, "query");
      }
    }),
    { numRuns: 200 },
  );
});

function encodeURIComponentLoosely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
