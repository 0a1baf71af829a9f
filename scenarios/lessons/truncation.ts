import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  EVENT,
  eventsOf,
  found,
  type Lesson,
  type Packet,
  remarkOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { ordersOf, QUIET_HANDSHAKE } from "./parts.ts";

/** What Alice sent: the order, the condition, the goodbye. */
function sent(run: Run, index: number): Packet {
  return found(ordersOf(run)[index], `packet ${index} of Alice's order`);
}

/** The last bytes of a record: the end of its tag. */
function ending(run: Run, index: number): string {
  return hex(sent(run, index).payload.subarray(-4));
}

function effect(run: Run): number {
  return found(eventsOf(run, "app.effect", "bank")[0], "what the bank does").id;
}

export const truncationLesson: Lesson<"close-notify" | "length"> = {
  goal:
    "You can say what TLS protects of a conversation, and why its end is not part of that until " +
    "somebody says it. You can name two ways for an application to notice that something was cut off.",
  minutes: 10,
  needToKnow: ["record", "close_notify", "TCP", "truncation"],
  hints: [
    "Every record that arrives is genuine. Ask how the bank knows that there are no more.",
    "Mallory ends a connection. Which protocol says that it is over, and who has a key for that?",
    "The bank reads up to the end of the connection. Alice's goodbye is a sealed record like the others.",
  ],
  notes: [
    "An order of two lines, each in a record of its own. Without the second line the first one " +
    "means something else. Mallory cannot read either; she counts records.",
    QUIET_HANDSHAKE,
    (run) =>
      "The first line arrives. Then a packet comes that says: this connection is over. It looks as " +
      "if Alice had sent it, because TCP has no keys. " +
      (run.verdict.attack === "succeeds"
        ? "The bank reads until the end, and this is an end. It acts on what it has."
        : run.trace.with.includes("close-notify")
        ? "The bank looks for something else: the alert close_notify, which is sealed like all " +
          "records. It has not come, so what came may be a part, and the bank does not act on parts."
        : "The bank counts what came against what was announced, and too little came. That works " +
          "without any help from TLS, as Content-Length does in HTTP."),
    "Alice goes on writing. Mallory's machine takes it all and passes nothing on, so Alice notices " +
    "nothing.",
    either({
      succeeds:
        "Alice says goodbye, with a sealed alert that would have told the bank that this was all. " +
        "It stays with Mallory. Nothing was forged that TLS protects, and no check has failed. " +
        "Researchers showed in 2013 what it does to real sites: a logout that never arrives leaves " +
        "somebody logged in who believes otherwise.",
      fails:
        "Alice says goodbye, and that stays with Mallory too. The payment was prevented, not made: " +
        "whoever can cut lines can always keep messages from arriving. The difference is that the " +
        "bank knows that it does not know.",
    }),
  ],
  pins: [
    {
      look: "the first line of the order",
      why: "It arrives as it was sent, genuine to the last byte. It is only not all.",
      at: (run) => ordersOf(run)[0]?.event,
    },
    {
      look: "the end that Mallory makes",
      why: "A packet of TCP in Alice's name. No key is needed for it.",
      at: (run) => remarkOf(run, "mallory", "mallory ends"),
    },
    {
      look: "what the bank does",
      why: either({
        succeeds: "It acts on half an order, because it took the half for the whole.",
        fails: "It notices that something may be missing, and acts on nothing.",
      }),
      at: (run) => eventsOf(run, "app.effect", "bank")[0]?.id,
    },
    {
      look: "Alice's goodbye",
      why: "This record would have told the bank that the order is complete. It gets no further.",
      at: (run) => ordersOf(run)[2]?.event,
    },
  ],
  questions: [
    {
      id: "missing",
      with: [],
      ask: "What are the last four bytes of the record with the condition, in hex?",
      form: BYTES,
      answer: (run) => ending(run, 1),
      nearMisses: [
        {
          given: (run) => ending(run, 0),
          say: "That is the order itself, and it arrives.",
        },
        {
          given: (run) => ending(run, 2),
          say: "That is the goodbye. It does not arrive either, but it comes after the condition.",
        },
        {
          given: (run) => hex(sent(run, 1).payload.subarray(0, 4)),
          say: "Those are the first four, and they belong to the header. Go to the other end.",
        },
      ],
      clue: "In act 4 one packet leaves Alice and does not go on. Look at its end.",
      explain: () =>
        "It is the end of a tag that nobody ever checks. Each record is protected on its own, and " +
        "this one never gets to anybody who could check it.",
    },
    {
      id: "acts",
      with: [],
      ask: "In which event does the bank act on half an order? Give its number.",
      form: EVENT,
      answer: (run) => `#${effect(run)}`,
      nearMisses: [
        {
          given: (run) => `#${found(remarkOf(run, "mallory", "mallory ends"), "the cut")}`,
          say: "There Mallory ends the connection. The bank has to hear of it first.",
        },
        {
          given: (run) => `#${sent(run, 0).event}`,
          say: "There the first line leaves Alice. The bank waits for more when it comes.",
        },
      ],
      clue: "Look for what the bank does in act 3.",
      explain: () =>
        "It does not act when the line comes, but when the connection ends: the end was the sign " +
        "that the order is complete. And this sign can be forged.",
    },
    {
      id: "alert",
      with: ["close-notify"],
      ask: "Which alert was the bank waiting for when it threw the order away?",
      form: WORDS,
      answer: () => "close_notify",
      also: ["closure alert"],
      nearMisses: [
        {
          given: () => "bad_record_mac",
          say: "Nothing that came was changed, so no tag was wrong.",
        },
        {
          given: () => "FIN",
          say: "That one came: it is a flag of TCP, and Mallory can set it as well as Alice.",
        },
      ],
      clue: "It is the last thing that Alice seals, in act 5.",
      explain: () =>
        "It is a record like the others: sealed, counted, and impossible to make without the keys. " +
        "A connection that ends without it may have been cut off.",
    },
  ],
};
