/**
 * One byte of difference: an attacker who cannot read a payment order changes it all the same,
 * because she knows what orders look like (RFC 3552 §3.3.4, message modification).
 */
import { flipText, relayRecords } from "../lab/attacks/mod.ts";
import { utf8 } from "../lab/bytes/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { recordsWithoutIntegrity } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { tamperLesson } from "./lessons/tamper.ts";
import { order, payments } from "./parts/payments.ts";

const ORDER = "pay to=bob amount=100";

export default scenario({
  id: "tamper",
  title: "One byte of difference",
  level: "first-hour",
  about: "AEAD",
  summary: "Alice pays 100 EUR over an encrypted connection. Mallory has no key and cannot read " +
    "the order, but she knows how such orders are spelt.",
  moral: "Hidden is not the same as unchanged",
  sources: [
    "RFC 9846 §5.2",
    "RFC 5116 §2",
    "Borisov, Goldberg and Wagner, ACM MobiCom 2001",
  ],

  defences: { aead: "Every record carries a tag that only the key's holders can make" },

  stage: (world, on) =>
    payments(world, {
      flaws: on.aead ? [] : [recordsWithoutIntegrity],
      app: lines((request, { effect }) => {
        const [, payee, amount] = /^pay to=(\w+) amount=(\d+)$/.exec(request) ?? [];
        if (payee === undefined) return "what?";
        effect(`pays ${amount} EUR to ${payee}`);
        return "done";
      }),
    }),

  story({ alice, bank, mallory }, act) {
    act(
      "Mallory waits for the order",
      () =>
        mallory.play(
          relayRecords(flipText(order(1), ORDER.indexOf("100"), utf8("100"), utf8("900"))),
        ),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice pays 100 EUR to Bob", () => session.send(ORDER));
  },

  wins: ({ bank }) => bank.did("pays 900 EUR to bob"),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the bank decrypted something Alice never wrote, and could not tell",
    },
    { with: ["aead"], attack: "fails", alert: "bad_record_mac" },
  ],

  lesson: tamperLesson,
});
