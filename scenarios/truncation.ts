/** Half an order: the end of a connection that nobody said (RFC 9846 §6.1, truncation). */
import { cutBehind } from "../lab/attacks/mod.ts";
import { type AppContext, wholeText } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { truncationLesson } from "./lessons/truncation.ts";
import { order, payments } from "./parts/payments.ts";

const ORDER = "pay 500 EUR to shop\n";
const CONDITION = "once the goods have arrived\n";

/** Carries out what it takes for the whole of an order. */
function carryOut(text: string, { effect }: AppContext): void {
  if (text === ORDER + CONDITION) effect("keeps 500 EUR for the shop until the goods arrive");
  else if (text === ORDER) effect("pays 500 EUR to shop at once");
  else effect("does not understand the order");
}

export default scenario({
  id: "truncation",
  title: "Half an order",
  level: "first-day",
  about: "close_notify",
  summary:
    "Alice sends her bank an order of two lines: pay the shop, once the goods have arrived. " +
    "The bank reads until the connection ends, and Mallory can end connections.",
  moral: "TLS protects what was said; that it was all has to be said too",
  sources: [
    "RFC 9846 §6.1",
    "RFC 9112 §9.8",
    "Smyth and Pironti, USENIX WOOT 2013",
  ],

  defences: {
    "close-notify": "The bank acts only on orders whose end was said, by the alert close_notify",
    "length": "The order says in front how long it is, and the bank counts",
  },

  stage(world, on) {
    const people = payments(world, {
      flaws: [],
      app: wholeText((text, complete, context) => {
        if (on["close-notify"] && !complete) {
          return context.effect("throws the order away: nobody said that this was all");
        }
        if (!on.length) return carryOut(text, context);
        const [, length, order = ""] = /^(\d+) bytes: ([^]*)$/.exec(text) ?? [];
        if (order.length !== Number(length)) {
          return context.effect(`throws the order away: ${order.length} of ${length} bytes came`);
        }
        carryOut(order, context);
      }),
    });
    const prefix = on.length ? `${ORDER.length + CONDITION.length} bytes: ` : "";
    return { ...people, prefix };
  },

  story({ alice, bank, mallory, prefix }, act) {
    act("Mallory waits for the first line", () => mallory.play(cutBehind(order(1))));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice writes the order", () => session.send(prefix + ORDER));
    act("Alice writes the condition", () => session.send(CONDITION));
    act("Alice says that this is all", () => session.close());
  },

  wins: ({ bank }) => bank.did("pays 500 EUR to shop at once"),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the bank took the end of the connection for the end of the order",
    },
    {
      with: ["close-notify"],
      attack: "fails",
      because: "the end of the connection came without the alert that only Alice can seal",
    },
    { with: ["length"], attack: "fails", because: "the bank knows how much is missing" },
    {
      with: ["close-notify", "length"],
      attack: "fails",
      because: "the end of the connection came without the alert that only Alice can seal",
    },
  ],

  lesson: truncationLesson,
});
