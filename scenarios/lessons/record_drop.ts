import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  complaintOf,
  either,
  EVENT,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  type Packet,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";
import { expectedNumber, ordersOf, QUIET_HANDSHAKE } from "./parts.ts";

/** An order of Alice's, counted from 0: prepare, take back, done. */
function orderOf(run: Run, index: number): Packet {
  return found(ordersOf(run)[index], `order ${index}`);
}

/** The last bytes of an order's record: the end of its tag. */
function ending(run: Run, index: number): string {
  return hex(orderOf(run, index).payload.subarray(-4));
}

export const recordDropLesson: Lesson<"numbers"> = {
  goal:
    "You can explain how a receiver notices that something is missing, and when it cannot notice " +
    "yet. You can say what close_notify is for.",
  minutes: 10,
  needToKnow: ["record", "nonce", "close_notify"],
  hints: [
    "Nothing false is said in this story. Look for what is not said.",
    "When Mallory drops the record, nothing happens at all. Look at the record after it.",
    "The bank has opened record 0 and waits for record 1. What comes is record 2.",
  ],
  notes: [
    "Mallory only wants one sentence not to arrive. She does not have to read it for that; she has " +
    "to know when it comes.",
    QUIET_HANDSHAKE,
    "A payment is prepared. So far all is well, and the bank waits for more.",
    "Alice takes it back, and the record never gets there. Nothing happens now. How should it: the " +
    "bank does not know that there was anything to come.",
    either({
      succeeds:
        "Alice says that this is all, and the bank pays. Everything that arrived was true. It " +
        "was not everything.",
      fails:
        "The next record gives it away: the bank has counted to 1, and this was sealed as 2. It " +
        "cannot say what is missing, only that what came does not follow. Had it been the very last " +
        "record, there would be no next one: that is what close_notify is for. Whoever gets none has " +
        "to assume that something was cut off.",
    }),
  ],
  pins: [
    {
      look: "the record that goes missing",
      why: "Here Alice takes the payment back, and only Mallory's machine ever gets it.",
      at: (run) => ordersOf(run)[1]?.event,
    },
    {
      look: "Mallory drops it",
      why: "Nobody can notice at this moment: silence is not an event.",
      at: (run) => remarkOf(run, "mallory", "mallory drops"),
    },
    {
      look: "the payment",
      why: "The bank was told the truth, and not the whole truth.",
      at: (run) => eventsOf(run, "app.effect", "bank")[0]?.id,
    },
    {
      look: "the bank's complaint",
      why: "The gap shows only when the next record comes.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
  ],
  questions: [
    {
      id: "expected",
      with: ["numbers"],
      ask: "Which record number was the bank waiting for when it gave up?",
      form: NUMBER,
      answer: expectedNumber,
      nearMisses: [
        {
          given: () => "2",
          say:
            "That is the number under which Alice sealed what came. The bank had not counted so far.",
        },
        {
          given: () => "0",
          say: "Number 0 arrived: it was the order to prepare the payment.",
        },
      ],
      clue: "The bank's complaint names the record that it could not open.",
      explain: (run) =>
        `The bank had opened one order, number 0, and waited for number ${
          expectedNumber(run)
        }. What ` +
        "came had been sealed as number 2: it is a genuine record, and not the next.",
    },
    {
      id: "lost",
      with: [],
      ask: "What are the last four bytes of the record that Mallory lets disappear, in hex?",
      form: BYTES,
      answer: (run) => ending(run, 1),
      nearMisses: [
        {
          given: (run) => ending(run, 0),
          say: "That one arrives: it is the order to prepare the payment.",
        },
        {
          given: (run) => ending(run, 2),
          say: "That one arrives: it is the end of the conversation.",
        },
        {
          given: (run) => hex(orderOf(run, 1).payload.subarray(0, 4)),
          say: "Those are the first four, and they belong to the header. Go to the other end.",
        },
      ],
      clue: "In act 4 one packet leaves Alice and does not go on. Look at its end.",
      explain: () =>
        "It is the end of a tag that nobody ever checked. The best seal does not help a message that " +
        "does not arrive.",
    },
    {
      id: "noticed",
      with: ["numbers"],
      ask: "In which event does the bank find out that something is wrong? Give its number.",
      form: EVENT,
      answer: (run) => `#${found(complaintOf(run, "bank"), "the bank's alert").id}`,
      nearMisses: [
        {
          given: (run) => `#${found(remarkOf(run, "mallory", "mallory drops"), "the drop")}`,
          say: "There it happens, and only Mallory knows. The bank cannot hear a silence.",
        },
        {
          given: (run) => `#${orderOf(run, 1).event}`,
          say: "There the record leaves Alice. It never reaches the bank.",
        },
        {
          given: (run) => `#${orderOf(run, 2).event}`,
          say: "This packet gives it away, but it has to arrive first.",
        },
      ],
      clue: "The verdict names the event in which the bank gives up.",
      explain: () =>
        "Not when the record is dropped, but when the next one comes. With nothing to follow, the " +
        "bank would only see a connection that ends without close_notify.",
    },
  ],
};
