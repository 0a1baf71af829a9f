import {
  either,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  refusalOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { serialQuestion } from "./chain_parts.ts";
import { headsShown, lastHead, objectionTo, ruleOfObjection } from "./transparency_parts.ts";

const on = ({ trace }: Run, defence: string) => trace.with.includes(defence);

export const ctSplitViewLesson: Lesson<"audit" | "gossip" | "two"> = {
  goal:
    "You can say what a log's promise is worth, and what is left to be done once it is given. You can " +
    "tell a proof that something is in a list from a proof that there is only one list.",
  minutes: 25,
  needToKnow: ["certificate", "authority", "Certificate Transparency", "SCT", "tree head"],
  hints: [
    "Compare what the log tells the monitor with what it tells Alice, if it tells her anything.",
    "A promise, a list, a proof: for each of them, ask who has seen it besides Alice.",
    "Each of the two lists is in perfect order. What cannot be, is both of them under one signature.",
  ],
  notes: [
    (run) =>
      "Careless CA is broken into, so the certificate is a real one. The log promises to publish it, " +
      "and keeps it to itself." +
      (on(run, "two")
        ? " Alice's browser wants a second promise. The other log is honest, and takes the " +
          "certificate into its list."
        : ""),
    "Everything that Alice's browser asks for is there: the chain, the name, the promises. She " +
    "types her PIN, and Mallory has it. No log prevents the first theft.",
    (run) =>
      on(run, "two")
        ? "The monitor reads both logs. In the other one stands a certificate for bank.example that " +
          "the bank has never ordered. Now everybody can be told."
        : "The monitor fetches every entry and computes the root of the tree: it is the one that the " +
          "log has signed. The forged certificate is not among them.",
    (run) =>
      on(run, "audit") && on(run, "gossip")
        ? "The log proves to Alice that the certificate is in its list. The monitor was shown another " +
          "list. One cannot be the continuation of the other, and both are signed: that is proof " +
          "against the log, for everybody to see."
        : on(run, "audit")
        ? "The log proves that the certificate is in its list, and the proof is right. But the list " +
          "was made for Alice. She has no means to know what others are shown."
        : on(run, "gossip")
        ? "Alice and the monitor were shown the same list. It is a true list, and the certificate is " +
          "not in it. Nobody has asked about that."
        : "The browser has a promise, and asks no further. A log that is never asked can promise " +
          "anything.",
    either({
      succeeds:
        "Nothing has changed for Alice's browser. The certificate is as good as on the first " +
        "day, since nobody who could complain has ever seen it.",
      fails:
        "The certificate is the one of last week, and so is its signature. Those who had made " +
        "it possible have lost everybody's trust, and with it their word.",
    }),
    "Another PIN for Mallory. She can go on like this until somebody compares.",
  ],
  pins: [
    {
      look: "the forged certificate on its way",
      why: "Inside it lie the log's promises, sealed by the log's key. Open the certificate.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "the list that the monitor is shown",
      why: "A size, a root and a signature: whoever has them can hold the log to them.",
      at: (run) => headsShown(run, "log", "monitor")[0]?.event,
    },
    {
      look: "the list that Alice is shown",
      why: "The same log, the same key. Compare the size with that of the monitor's list.",
      at: (run) => headsShown(run, "log", "alice")[0]?.event,
    },
    {
      look: "what the monitor finds",
      why: "The owner of a name knows best which certificates were ordered for it.",
      at: (run) => objectionTo(run, "monitor")?.id,
    },
    {
      look: "the two lists side by side",
      why: "Both tree heads are signed, and no proof joins them.",
      at: (run) => objectionTo(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the second PIN",
      why: "Nobody has told Alice's browser anything since last week.",
      at: (run) => learningOf(run, "mallory", "new PIN"),
    },
    {
      look: "the refusal, a week later",
      why: "The same certificate as last week, and a browser that has learnt.",
      at: (run) =>
        refusalOf(run, "alice")?.subject === "certificate chain"
          ? refusalOf(run, "alice")?.id
          : undefined,
    },
  ],
  questions: [
    {
      id: "entries",
      with: ["audit"],
      ask: "How many entries has the list that Alice is shown?",
      form: NUMBER,
      answer: (run) => String(lastHead(run, "log", "alice").entries),
      nearMisses: [
        {
          given: (run) => String(lastHead(run, "log", "monitor").entries),
          say: "So many has the list that the monitor is shown. Look at what Alice gets.",
        },
      ],
      clue: "The log answers in the clear. Look for tree_size in what it sends to Alice.",
      explain: () =>
        "One more than the monitor is shown. The certificates of the bank and of the shop stand in " +
        "both lists, the forged one only in hers.",
    },
    {
      id: "rule",
      with: ["audit", "gossip"],
      ask: "By which check is the log found out?",
      form: WORDS,
      answer: (run) => ruleOfObjection(run, "alice"),
      also: ["consistency proof", "consistency check"],
      nearMisses: [
        {
          given: () => "inclusion",
          say: "That one passed: the certificate is indeed in the list that Alice was shown.",
        },
        {
          given: () => "signature",
          say: "All signatures are the log's own, and that is just what is wrong with them.",
        },
      ],
      clue: "It is the check that compares two lists.",
      explain: () =>
        "The longer list has to begin with the shorter one. Here it does not, and the log has signed " +
        "both: it cannot say that it was somebody else.",
    },
    {
      id: "root",
      with: ["audit", "gossip"],
      ask:
        "What are the first four bytes of the root that the log has signed for the monitor, in hex?",
      form: HEX_NUMBER,
      answer: (run) => lastHead(run, "log", "monitor").root.slice(0, 8),
      nearMisses: [
        {
          given: (run) => lastHead(run, "log", "alice").root.slice(0, 8),
          say: "That is the root of the list that Alice was shown.",
        },
      ],
      clue: "It stands in the table behind the diagram, and as base64 in what the log answers.",
      explain: () =>
        "32 bytes that stand for the whole list. The monitor has fetched all entries and has come to " +
        "the same root.",
    },
    serialQuestion(["two"], 0, {
      ask: "What is the serial number of the certificate that Mallory shows to Alice, in hex?",
      explain:
        "By this number it can be found in the other log's list, and who issued it can be asked why.",
    }),
  ],
};
