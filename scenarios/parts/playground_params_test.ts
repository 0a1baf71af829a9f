import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  parsePlayground,
  PLAYGROUND_DEFAULTS,
  playgroundChoices,
  playgroundParams,
} from "./playground.ts";
import { anyOptions } from "./testing.ts";

function parse(query: string) {
  return parsePlayground(new URLSearchParams(query));
}

Deno.test("an address without parameters means the defaults, and the other way round", () => {
  assertEquals(parse(""), { ok: true, options: PLAYGROUND_DEFAULTS });
  assertEquals(parse("seed=7"), { ok: true, options: PLAYGROUND_DEFAULTS });
  assertEquals(playgroundParams(PLAYGROUND_DEFAULTS).toString(), "");
});

Deno.test("options come back from their address as they were", () => {
  fc.assert(
    fc.property(anyOptions(), (options) => {
      const params = playgroundParams(options);
      const parsed = parse(params.toString());
      assertEquals(parsed, { ok: true, options });
      assertEquals(parsed.ok && playgroundParams(parsed.options).toString(), params.toString());
    }),
    { seed: 4 },
  );
});

Deno.test("one meaning has one address, however it is spelt", () => {
  const flaws = "flaws=records-without-order,ignore-name";
  const parsed = parse(`pinning=off&key=P-256&mtu=1500&${flaws}`);
  assert(parsed.ok);
  assertEquals(
    playgroundParams(parsed.options).toString(),
    "flaws=ignore-name%2Crecords-without-order",
  );
});

Deno.test("Alice may have nothing to say beyond her PIN", () => {
  const parsed = parse("say=");
  assertEquals(parsed.ok && parsed.options.say, []);
  assertEquals(playgroundParams({ ...PLAYGROUND_DEFAULTS, say: [] }).toString(), "say=");
});

Deno.test("fields that nobody filled in say nothing, wherever they stand", () => {
  for (const query of ["say=a&say=b&say=", "say=&say=a&say=&say=b", "say=a&say=&say=b"]) {
    const parsed = parse(query);
    assertEquals([query, parsed.ok, parsed.options.say], [query, true, ["a", "b"]]);
  }
  assertEquals(parse("say=&say=").options.say, []);
});

Deno.test("what could be read stays, beside what could not", () => {
  const { ok, options } = parse("loss=99&say=a&attacker=listens&key=DSA");
  assertEquals(ok, false);
  assertEquals(options, { ...PLAYGROUND_DEFAULTS, say: ["a"], attacker: "listens" });
});

const refusals: readonly [query: string, message: string, suggestion?: string][] = [
  ["atacker=none", 'There is no option "atacker"', "attacker"],
  ["__proto__=1", 'There is no option "__proto__"'],
  ["attacker=listen", '"listen" is nothing to choose for "attacker"', "listens"],
  ["key=P-265", '"P-265" is nothing to choose for "key"', "P-256"],
  [
    "flaws=ignore-nam",
    '"ignore-nam" is nothing to choose for "built-in mistakes"',
    "ignore-name",
  ],
  ["flaws=ignore-name,ignore-name", '"ignore-name" is there twice'],
  ["suites=", '"suites" needs at least one'],
  ["groups=x25519,,secp256r1", '"" is nothing to choose for "groups"'],
  ["pinning=yes", '"yes" is neither "on" nor "off"'],
  ["pinning=on&pinning=off", '"pinning" is there 2 times'],
  ["loss=31", '"31" is no loss from 0 to 30 %'],
  ["loss=-1", '"-1" is no loss from 0 to 30 %'],
  ["mtu=1e3", '"1e3" is no longest packet from 68 to 9000 bytes'],
  ["latency=Infinity", '"Infinity" is no latency from 0 to 2000 ms'],
  [`say=${"x".repeat(101)}`, `"${"x".repeat(39)}…" is longer than 100 letters`],
  ["say=a%0Apay+mallory+1000+EUR", '"a\\npay mallory 1000 EUR" has a control character in it'],
  [new Array(7).fill("say=a").join("&"), '"say" is there 7 times, 6 at most'],
];

for (const [query, message, suggestion] of refusals) {
  Deno.test(`?${query.slice(0, 40)} is refused: ${message.slice(0, 60)}`, () => {
    const parsed = parse(query);
    assert(!parsed.ok);
    assertEquals(parsed.errors.map((error) => error.message), [message]);
    if (suggestion !== undefined) assertEquals(parsed.errors[0]?.suggestion, suggestion);
  });
}

Deno.test("all that is wrong is said at once", () => {
  const parsed = parse("loss=99&key=DSA&colour=red");
  assert(!parsed.ok);
  assertEquals(parsed.errors.map(({ param }) => param), ["colour", "key", "loss"]);
});

Deno.test("whatever an address holds, reading it throws nothing", () => {
  const names = playgroundChoices().map(({ param }) => param);
  const pair = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string());
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
      const parsed = parsePlayground(new URLSearchParams(pairs));
      if (!parsed.ok) {
        for (const { message, param } of parsed.errors) {
          assert(message.length < 200 && param.length <= 40);
        }
      }
    }),
    { seed: 4, numRuns: 500 },
  );
});
