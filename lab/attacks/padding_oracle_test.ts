import { assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { lines, speakingTls12 } from "../cast/mod.ts";
import { street } from "../cast/testing.ts";
import { type Flaw, silentOnBadPadding } from "../flaws/mod.ts";
import { paddingOracle } from "./mod.ts";

const DIGITS = utf8("0123456789");

/** How an inquiry about a PIN ends, in front of an alphabet and a server. */
function inquire(before: string, pin: string, alphabet: Uint8Array, flaws: readonly Flaw[]) {
  const config = {
    ...speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    encryptThenMac: false,
  };
  const app = lines(() => "OK");
  const { world, alice, bank, street: link } = street({
    client: { config },
    server: { config, flaws, app },
  });
  const mallory = world.attacker("mallory", { on: link });
  const secret = alice.types("PIN", pin);
  const { length } = pin;
  const inquiry = paddingOracle({ before, unknown: length, alphabet, mac: 48 });
  mallory.play(inquiry.attack);
  for (let i = 0; i < 100 && !inquiry.done; i++) alice.connect(bank).send(`${before}${pin}\r\n`);
  return { inquiry, knows: mallory.knows(secret)?.how.by };
}

const outcomes: readonly [
  what: string,
  pin: string,
  alphabet: Uint8Array,
  flaws: readonly Flaw[],
  questions: number,
  knows: string | undefined,
][] = [
  // Two first; then what stands before the right letter, and the letter itself.
  ["a server that tells", "4711", DIGITS, [silentOnBadPadding], 2 + 2 + 2 + 8 + 5, "computed"],
  ["all letters the first", "0000", DIGITS, [silentOnBadPadding], 2 + 4, "computed"],
  ["a letter she does not think of", "47x1", DIGITS, [silentOnBadPadding], 2 + 2 + 10, undefined],
  ["an honest server", "4711", DIGITS, [], 2, undefined],
];

for (const [what, pin, alphabet, flaws, questions, knows] of outcomes) {
  Deno.test(`paddingOracle(), ${what}: ${questions} questions`, () => {
    const end = inquire("the PIN of alice at the bank", pin, alphabet, flaws);
    assertEquals([end.inquiry.done, end.inquiry.questions, end.knows], [true, questions, knows]);
  });
}

Deno.test("paddingOracle() asks only about what ends with a block", () => {
  for (const [before, unknown] of [["x".repeat(16), 15], ["", 16], ["x".repeat(16), 0]] as const) {
    assertThrows(
      () => paddingOracle({ before, unknown, alphabet: DIGITS, mac: 20 }),
      RangeError,
      "Cannot ask about bytes",
    );
  }
});
