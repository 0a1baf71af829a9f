import { assertEquals } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { lines, speakingTls12 } from "../cast/mod.ts";
import { street, traceOf } from "../cast/testing.ts";
import { type Flaw, reusedGcmNonce } from "../flaws/mod.ts";
import { forgeGcm, relayRecords } from "./mod.ts";

/** What the bank hears of some words, of which Mallory changes those of one record. */
function hear(words: readonly string[], index: number, flaws: readonly Flaw[], from = "100") {
  const config = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  const heard: string[] = [];
  const { world, alice, bank, street: link } = street({
    client: { config, flaws },
    server: {
      config,
      app: lines((line) => {
        heard.push(line);
        return "OK";
      }),
    },
  });
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(relayRecords(forgeGcm({ index }, "pay ".length, utf8(from), utf8("900"))));
  const session = alice.connect(bank);
  for (const word of words) session.send(word);
  const alerts = traceOf(world).events.flatMap((event) =>
    event.kind === "tls.alert" && event.node === "bank" ? [event.alert] : []
  );
  return { heard, alerts };
}

const cases: readonly [
  what: string,
  words: readonly string[],
  index: number,
  flaws: readonly Flaw[],
  heard: readonly string[],
  alerts: readonly string[],
][] = [
  [
    "three records under one nonce: the third is hers",
    ["pay 12", "pay 30", "pay 100"],
    2,
    [reusedGcmNonce],
    ["pay 12", "pay 30", "pay 900"],
    [],
  ],
  [
    "a record of several blocks, and one that ends inside a block",
    [`pay 12 ${"x".repeat(40)}`, "pay 30", "pay 100 for the roof"],
    2,
    [reusedGcmNonce],
    [`pay 12 ${"x".repeat(40)}`, "pay 30", "pay 900 for the roof"],
    [],
  ],
  [
    "the first record of all: nothing to compare it with",
    ["pay 100", "pay 30"],
    0,
    [reusedGcmNonce],
    ["pay 100", "pay 30"],
    [],
  ],
  [
    "nonces that are counted: nothing can be forged",
    ["pay 12", "pay 30", "pay 100"],
    2,
    [],
    ["pay 12", "pay 30", "pay 100"],
    [],
  ],
];

for (const [what, words, index, flaws, heard, alerts] of cases) {
  Deno.test(`forgeGcm(), ${what}`, () => {
    assertEquals(hear(words, index, flaws), { heard, alerts });
  });
}

Deno.test("forgeGcm() needs to guess what stands there: a wrong guess is another wrong sum", () => {
  const { heard } = hear(["pay 12", "pay 30", "pay 100"], 2, [reusedGcmNonce], "200");
  // 1 ^ 2 ^ 9 is ":" in ASCII; the tag fits all the same.
  assertEquals(heard.at(-1), "pay :00");
});
