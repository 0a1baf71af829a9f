import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  complaintOf,
  either,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";
import {
  arrivalsOf,
  COUNTED_FROM_THE_HANDSHAKE,
  expectedNumber,
  ordersOf,
  QUIET_HANDSHAKE,
} from "./parts.ts";

/** The number under which Alice sealed the record that reaches the bank first. */
function sealedAs(run: Run): string {
  const first = hex(found(arrivalsOf(run)[0], "what arrives first").payload);
  return String(ordersOf(run).findIndex(({ payload }) => hex(payload) === first));
}

export const recordReorderLesson: Lesson<"numbers"> = {
  goal:
    "You can explain why genuine messages in another order can mean something else, and how TLS " +
    "keeps them in order without a word about it.",
  minutes: 10,
  needToKnow: ["record", "nonce", "TCP"],
  hints: [
    "Write down the orders as Alice gave them, and then as the bank got them.",
    "Each record is opened under the number that the bank has counted to.",
    "The order that comes first was sealed second: the bank tries number 0, and it was number 1.",
  ],
  notes: [
    "Mallory wants nothing to be said that Alice does not say. She wants it said in another order.",
    QUIET_HANDSHAKE,
    "Alice chooses the account, the record leaves her, and Mallory keeps it in her pocket. Nobody is " +
    "surprised: networks are slow sometimes. You may say that TCP keeps bytes in order. So it does, " +
    "between honest people: its numbers are not protected, and Mallory ends the connection herself.",
    either({
      succeeds:
        "The second order overtakes the first. Both are authentic, both are opened, and the " +
        "money comes from the wrong account.",
      fails:
        "The second order comes first, and the bank tries to open it as the first. It does not " +
        "fit, and this is the end. The bank does not sort records: it takes them in order, or not " +
        "at all.",
    }),
  ],
  pins: [
    {
      look: "the order that is held back",
      why: "Alice chose the account for gifts, and she did so first.",
      at: (run) => remarkOf(run, "mallory", "mallory holds"),
    },
    {
      look: "the order that overtakes it",
      why: "What it means depends on the one that should have come before it.",
      at: (run) => ordersOf(run)[1]?.event,
    },
    {
      look: "the payment",
      why: "Right amount, right payee, wrong account.",
      at: (run) => eventsOf(run, "app.effect", "bank")[0]?.id,
    },
    {
      look: "the bank's complaint",
      why: "It opened a record under the number it had counted to, and that was another record.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
  ],
  questions: [
    {
      id: "sealed-as",
      with: ["numbers"],
      ask: "Under which record number had Alice sealed the order that the bank refuses?",
      form: NUMBER,
      answer: sealedAs,
      nearMisses: [
        {
          given: expectedNumber,
          say:
            "That is the number under which the bank tried to open it. Alice had counted further.",
        },
        { given: () => "2", say: COUNTED_FROM_THE_HANDSHAKE },
      ],
      clue: "Count Alice's orders as she gave them, from 0. Then see which of them came first.",
      explain: (run) =>
        `Alice sealed it as number ${sealedAs(run)}, and the bank, which had seen no order yet, ` +
        `opened it as number ${
          expectedNumber(run)
        }. Neither number is in the record: both sides count.`,
    },
    {
      id: "first",
      with: ["numbers"],
      ask:
        "Right behind the header of the record that reaches the bank first, what are the first " +
        "four bytes, in hex?",
      form: BYTES,
      answer: (run) => hex(found(arrivalsOf(run)[0], "what arrives first").payload.subarray(5, 9)),
      nearMisses: [
        {
          given: (run) => hex(found(ordersOf(run)[0], "the first order").payload.subarray(5, 9)),
          say: "That is the order that Alice gave first. It does not arrive first.",
        },
        {
          given: () => "17030300",
          say:
            "That is the header, which is the same for every record of this kind. Go on behind " +
            "its 5 bytes.",
        },
      ],
      clue: "In act 4, look for the first packet that goes on to the bank.",
      explain: () =>
        "These are the bytes of the order to pay, just as Alice sealed them. Mallory has not changed " +
        "one of them, only when they come.",
    },
    {
      id: "account",
      with: [],
      ask: "Without the defence, from which account does the bank pay?",
      form: WORDS,
      answer: (run) => {
        const [effect] = eventsOf(run, "app.effect", "bank");
        return found(/from the (\w+) account/.exec(effect?.effect ?? "")?.[1], "an account");
      },
      also: ["household account"],
      nearMisses: [
        {
          given: () => "gifts",
          say: "That is the one Alice chose. Her choice came too late.",
        },
      ],
      clue: "Look at what the bank does in act 4.",
      explain: () =>
        "When the order to pay arrived, no account had been chosen, so the bank took the usual one. " +
        "Each message was genuine; their order was Mallory's.",
    },
  ],
};
