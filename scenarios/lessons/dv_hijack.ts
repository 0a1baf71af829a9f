import { fromUtf8 } from "../../lab/bytes/mod.ts";
import {
  either,
  EVENT,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  remarkOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { serialShownTo } from "./chain_parts.ts";

/** The acts in which the bank orders, and in which Mallory does. */
const HONEST = 1;
const HIJACK = 2;

/** The first answer that somebody gives in the clear with what was asked for in it. */
function answerOf(run: Run, from: string, act: number): number | undefined {
  return packetsOf(run, { from, act })
    .find(({ payload }) => fromUtf8(payload).startsWith("HTTP/1.1 200"))?.event;
}

/** Remarks of all parties in the act of the hijack that hold certain words. */
function remarks(run: Run, words: string) {
  return eventsOf(run, "note").filter(({ act, text }) => act === HIJACK && text.includes(words));
}

/** What the authority told Mallory when it issued nothing: the kind of problem. */
function problemOf(run: Run): string {
  const [remark] = remarks(run, "gets no certificate");
  return found(/: (\w+), /.exec(remark?.text ?? "")?.[1], "a problem");
}

export const dvHijackLesson: Lesson<"vantage" | "caa" | "account"> = {
  goal:
    "You can say what an authority that issues to machines really checks, and who can answer in " +
    "the place of a name's owner. You can tell which defence asks whom, and when each is empty.",
  minutes: 25,
  needToKnow: ["certificate", "authority", "on-path attacker", "domain validation", "CAA"],
  hints: [
    "Every signature here is genuine, and the authority follows its rules. Ask what it has seen.",
    "Look for the question that travels without any protection, and at who answers it in act 2.",
    "Mallory is on Trent's way to the bank. Who is not? And what can a record know that she is not?",
  ],
  notes: [
    "The bank orders by machine: an account, an order, a challenge. Trent wants to see a text of his " +
    "at the bank's address, with a mark of the account's key in it. The bank shows it, and Trent issues.",
    (run) =>
      remarks(run, "has a certificate").length > 0
        ? "The same steps again, with Mallory's account. When Trent goes to look at the bank, his " +
          "packets come to her. She says what he wants to hear, and he issues. He has broken no rule."
        : remarks(run, "sees no answer").length > 0
        ? "The same steps again, with Mallory's account. Trent hears what he wants to hear, but two " +
          "places far away have asked the real bank, and saw nothing. All have to agree."
        : "The same steps again, with Mallory's account. Trent hears what he wants to hear. But before " +
          "he issues he reads a record, and the account in it is not hers.",
    either({
      succeeds:
        "The certificate is genuine, by an authority that Alice trusts, for the right name, and in " +
        "date. No client can find anything wrong with it. The mistake happened long before.",
      fails:
        "All that Mallory has to show is a certificate that she made herself. Alice does not know its " +
        "issuer, and that is the end of it.",
    }),
    "There goes the PIN. The bank has done nothing wrong, and notices nothing. It could look into " +
    "public logs for certificates that it never ordered.",
  ],
  pins: [
    {
      look: "the answer that the bank gives Trent",
      why: "A token, a dot, and a mark of the bank's account. Nothing protects it on the way.",
      at: (run) => answerOf(run, "bank", HONEST),
    },
    {
      look: "the answer that Mallory gives Trent",
      why: "It carries the bank's address, and the mark of her own account.",
      at: (run) => answerOf(run, "mallory", HIJACK),
    },
    {
      look: "what becomes of the order",
      why: "Here it is decided whether there will be a genuine certificate in the wrong hands.",
      at: (run) =>
        remarkOf(run, "mallory", "mallory has a") ?? remarkOf(run, "mallory", "mallory gets"),
    },
    {
      look: "what Mallory shows Alice",
      why: either({
        succeeds: "Genuine in every byte; only the key is Mallory's.",
        fails: "Made by herself, for want of a better one.",
      }),
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys that she agreed on as the bank.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "answer",
      with: [],
      ask: "Which packet is it in which somebody answers Trent in the bank's place?",
      form: EVENT,
      answer: (run) => `#${found(answerOf(run, "mallory", HIJACK), "her answer")}`,
      nearMisses: [
        {
          given: (run) => `#${found(answerOf(run, "bank", HONEST), "the bank's answer")}`,
          say: "That is the bank itself, when it orders for itself. Look at the next act.",
        },
      ],
      clue: "Trent asks for a file. Find where his question ends in the second act.",
      explain: () =>
        "The connection was meant for the bank's address, and Mallory ends it on the way. It cannot be " +
        "protected by TLS: the certificate for that is only being ordered.",
    },
    {
      id: "places",
      with: ["vantage"],
      ask: "Trent looks from three places. From how many of them does he see Mallory's answer?",
      form: NUMBER,
      answer: (run) => String(remarks(run, "sees the answer").length),
      nearMisses: [
        {
          given: (run) => String(remarks(run, "sees no answer").length),
          say: "So many see nothing of it. The question is about the others.",
        },
        {
          given: () => "3",
          say: "Then he would have issued. Look at the remarks, place by place.",
        },
      ],
      clue:
        "Each place says what it sees. Read the remarks of Trent, and of his machines in Oslo and Rio.",
      explain: () =>
        "Mallory is on the way from one place only. She would have to be on the way from everywhere, " +
        "or close to the bank itself, and then no number of places would help.",
    },
    {
      id: "problem",
      with: ["account"],
      ask: "With which word does the authority tell Mallory why it issues nothing?",
      form: WORDS,
      answer: problemOf,
      nearMisses: [
        {
          given: (_, runOf) => problemOf(runOf(["vantage"])),
          say:
            "That is what she hears when other places do not see her answer. Here all has gone well " +
            "up to there.",
        },
      ],
      clue: "Mallory says it in her last remark of the second act, right behind the colon.",
      explain: () =>
        "Trent saw her answer, and then the record: he may issue to one account, and hers is another. " +
        "Without an account in it the record would have let her pass, since she ordered from Trent. " +
        "And whoever sits on the way to the name server can change the record, unless it is signed.",
    },
    {
      id: "serial",
      with: [],
      ask: "What is the serial number of the certificate that Alice accepts, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownTo(run, "alice", 0),
      nearMisses: [
        {
          given: (run) => serialShownTo(run, "bank", 0),
          say: "That is the certificate of Trent's own machine, from which the bank has ordered.",
        },
      ],
      clue: "Open the certificates that Alice was shown, and look at serialNumber.",
      explain: () =>
        "Trent has issued it, and it stands in no list of bad ones. The bank could find it in a public " +
        "log, by this number, and have it revoked.",
    },
  ],
};
