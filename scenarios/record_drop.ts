/** The word that went missing (RFC 3552 §3.3.3, message deletion). */
import { dropRecord, relayRecords } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { recordsWithoutOrder } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { recordDropLesson } from "./lessons/record_drop.ts";
import { order, payments } from "./parts/payments.ts";

export default scenario({
  id: "record-drop",
  title: "The word that went missing",
  level: "first-day",
  about: "record numbers",
  summary: "Alice prepares a payment, thinks better of it, and takes it back. Mallory loses the " +
    "record in which she does.",
  moral: "Silence is a message too, and somebody can forge it",
  sources: ["RFC 9846 §5.3", "RFC 3552 §3.3.3"],

  defences: { numbers: "Both sides count the records, and the count enters the nonce" },

  stage: (world, on) =>
    payments(world, {
      flaws: on.numbers ? [] : [recordsWithoutOrder],
      app: () => {
        let prepared = false;
        return lines((request, { effect }) => {
          if (request === "prepare 100 EUR to shop") prepared = true;
          if (request === "take it back") prepared = false;
          if (request !== "that is all") return undefined;
          effect(prepared ? "pays 100 EUR to shop" : "pays nothing");
          return "goodbye";
        })();
      },
    }),

  story({ alice, bank, mallory }, act) {
    act(
      "Mallory waits for the second order",
      () => mallory.play(relayRecords(dropRecord(order(2)))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice prepares a payment", () => session.send("prepare 100 EUR to shop"));
    act("Alice takes it back", () => session.send("take it back"));
    act("Alice is done", () => session.send("that is all"));
  },

  wins: ({ bank }) => bank.did("pays 100 EUR to shop"),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "what arrived is authentic, and nobody missed the rest",
    },
    { with: ["numbers"], attack: "fails", alert: "bad_record_mac" },
  ],

  lesson: recordDropLesson,
});
