/** Once more: an order that is repeated word for word (RFC 3552 §3.3.1, replay). */
import { relayRecords, repeatRecord } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { recordsWithoutOrder } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { recordReplayLesson } from "./lessons/record_replay.ts";
import { order, payments } from "./parts/payments.ts";

export default scenario({
  id: "record-replay",
  title: "Once more",
  level: "first-day",
  about: "record numbers",
  summary: "Mallory can neither read nor change Alice's order. She sends the very same record a " +
    "second time.",
  moral: "A genuine message is genuine every time it comes, unless somebody counts",
  sources: ["RFC 9846 §5.3", "RFC 3552 §3.3.1"],

  defences: { numbers: "Both sides count the records, and the count enters the nonce" },

  stage: (world, on) =>
    payments(world, {
      flaws: on.numbers ? [] : [recordsWithoutOrder],
      app: lines((request, { effect }) => {
        if (request !== "pay bob 100 EUR") return "what?";
        effect("pays 100 EUR to bob");
        return "done";
      }),
    }),

  story({ alice, bank, mallory }, act) {
    act("Mallory waits for the order", () => mallory.play(relayRecords(repeatRecord(order(1)))));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice pays Bob once", () => session.send("pay bob 100 EUR"));
  },

  wins: ({ bank }) => bank.times("pays 100 EUR to bob") > 1,

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "each copy is authentic, and nobody keeps count",
    },
    { with: ["numbers"], attack: "fails", alert: "bad_record_mac" },
  ],

  lesson: recordReplayLesson,
});
