import {
  eventsOf,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { drawnJudgement, firstFailedRule, serialShownAt } from "./chain_parts.ts";

type Defence = "whole" | "web" | "refused";

const has = (run: Run, defence: Defence) => run.trace.with.includes(defence);

export const nullPrefixLesson: Lesson<Defence> = {
  goal:
    "You can say how one text can be two names, and why that is a hole. You can explain why a rule " +
    "about what names look like is better than a patch for one trick.",
  minutes: 20,
  needToKnow: ["certificate", "SAN", "authority", "NUL", "wildcard"],
  hints: [
    "Two programs read the name in Mallory's certificate. Ask of each where it begins, and where it ends.",
    "Look at the bytes of the subjectAltName: one of them is no letter, no digit and no dot.",
    "The second time there is no such byte. Ask how many names a star stands for.",
  ],
  notes: [
    (run) =>
      has(run, "refused")
        ? "Mallory asks for strange names, and Honest Root gives out none of them. She is left with a " +
          "certificate for her own domain, and tries her luck with that."
        : "Honest Root reads the end of the name that Mallory orders, and there stands mallory.example, " +
          "which is hers. What stands in front of it, somebody may call a host if she likes.",
    (run) =>
      has(run, "refused")
        ? "The certificate is genuine, and it is for another name. There is nothing to misread."
        : has(run, "web")
        ? "A name of a host is made of letters, digits and hyphens, with dots in between. This one is not, " +
          "so Alice need not ask whose it is."
        : has(run, "whole")
        ? "Alice reads the name to its end. It is longer than the bank's, so it is another name."
        : "The text in the certificate says how long it is: 29 bytes. This client copies it into a place " +
          "where texts end at the first zero byte, and compares the 12 that are left.",
    "There goes the PIN. Nobody has forged anything: the authority has signed what it read, and Alice's " +
    "client has read something else. In 2009 that was true of Firefox, where the name stood in the common name.",
    (run) =>
      has(run, "refused")
        ? "No star either. Whoever gives out names has to be strict: clients read in many ways."
        : has(run, "web")
        ? "The star stands for every name right below example, and so for sites of very many owners. By the " +
          "rules of the web no client takes that."
        : "No trick with bytes this time. Mallory does own a name that the star stands for, and Honest Root " +
          "was content with that. It stands for the bank's as well.",
    "There goes the PIN, through another hole. Patches for one trick do not help against the next: " +
    "rules about what a name may look like do.",
  ],
  pins: [
    {
      look: "what Mallory has bought",
      why: (run) =>
        has(run, "refused")
          ? "She wanted another name, and from here on Alice sees this one."
          : "From here on Alice sees this name: one for the authority, another for her client.",
      at: (run) => eventsOf(run, "note", "mallory")[0]?.id,
    },
    {
      look: "the first certificate is judged",
      why: (run) =>
        has(run, "refused")
          ? "A genuine certificate for another name."
          : has(run, "web") || has(run, "whole")
          ? "The zero byte is part of the name, so the name is another."
          : "The name is another, and a built-in mistake reads only its beginning.",
      at: (run) => drawnJudgement(run, 0),
    },
    {
      look: "the second certificate is judged",
      why: (run) =>
        has(run, "refused")
          ? "The same as before: Mallory got neither of the names."
          : "The star fits the bank's name. It is refused for all the others that it fits.",
      at: (run) => drawnJudgement(run, 1),
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys that she agreed on as the bank.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "length",
      with: [],
      ask: "How many bytes of the name in the first certificate does Alice's client read?",
      form: NUMBER,
      answer: () => String("bank.example".length),
      nearMisses: [
        {
          given: () => "29",
          say: "So long is the whole text. This client does not come that far.",
        },
        {
          given: () => "13",
          say:
            "Almost: that is with the zero byte, which ends the text and is not read as part of it.",
        },
      ],
      clue: "Open the certificate and look for the byte 00 in the subjectAltName.",
      explain: () =>
        "Up to the zero byte, and that is bank.example. Certificates count the bytes of a text, and the " +
        "language C looks for its end.",
    },
    {
      id: "star",
      with: ["web"],
      ask: "Alice comes back and is shown the star. Which rule refuses it?",
      form: WORDS,
      answer: (run) => firstFailedRule(run, 1),
      also: ["web names"],
      nearMisses: [
        {
          given: () => "name",
          say: "That rule is content: the star does stand for bank.example. Another one is not.",
        },
        {
          given: () => "anchor",
          say: "Honest Root has signed it, and Alice trusts that root.",
        },
      ],
      clue: "Open Alice's second check. The rule is one of the web's, beyond those of RFC 5280.",
      explain: () =>
        "It looks at the names in a certificate before anybody asks whose they are: no strange letters, and " +
        "no star for all there is below a top-level domain. It stops the zero byte, too.",
    },
    {
      id: "serial",
      with: ["whole"],
      ask: "What is the serial number of the certificate that costs Alice her PIN, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownAt(run, 1, 0),
      nearMisses: [
        {
          given: (run) => serialShownAt(run, 0, 0),
          say: "That one has the zero byte in it, and Alice reads names to their end here.",
        },
      ],
      clue: "Look at what Alice is shown when she comes back.",
      explain: () =>
        "The one with the star. The client was mended where it had been broken, and nobody had asked what " +
        "else a name should not be.",
    },
  ],
};
