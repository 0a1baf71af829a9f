/** The right words in the wrong order (RFC 3552 §3.3.4, message modification by reordering). */
import { relayRecords, swapRecords } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { recordsWithoutOrder } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { recordReorderLesson } from "./lessons/record_reorder.ts";
import { order, payments } from "./parts/payments.ts";

export default scenario({
  id: "record-reorder",
  title: "The right words in the wrong order",
  level: "first-day",
  about: "record numbers",
  summary:
    "Alice first chooses the account for gifts, then pays from it. Mallory lets the second " +
    "order overtake the first.",
  moral: "What a message means depends on what came before it",
  sources: ["RFC 9846 §5.3"],

  defences: { numbers: "Both sides count the records, and the count enters the nonce" },

  stage: (world, on) =>
    payments(world, {
      flaws: on.numbers ? [] : [recordsWithoutOrder],
      app: () => {
        let account = "household";
        return lines((request, { effect }) => {
          const [, chosen] = /^use account (\w+)$/.exec(request) ?? [];
          if (chosen !== undefined) {
            account = chosen;
            return undefined;
          }
          effect(`pays 100 EUR from the ${account} account`);
          return "done";
        })();
      },
    }),

  story({ alice, bank, mallory }, act) {
    act("Mallory waits for two orders", () => mallory.play(relayRecords(swapRecords(order(1)))));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice chooses the account for gifts", () => session.send("use account gifts"));
    act("Alice pays from it", () => session.send("pay bob 100 EUR"));
  },

  wins: ({ bank }) => bank.did("pays 100 EUR from the household account"),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "each order is authentic, and nobody knows which was first",
    },
    { with: ["numbers"], attack: "fails", alert: "bad_record_mac" },
  ],

  lesson: recordReorderLesson,
});
