import { either, type Lesson } from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialQuestion } from "./chain_parts.ts";

export const wrongHostLesson: Lesson<"san" | "checked"> = {
  goal:
    "You can say in which field of a certificate a client looks for the server's name, and why the " +
    "common name is none of its business.",
  minutes: 10,
  needToKnow: ["certificate", "CN", "SAN", "authority"],
  hints: [
    "A certificate has two places for names: one for people to read, and one for programs.",
    "Ask of each place whether the authority has checked what stands in it.",
    "Look at the subject of Mallory's certificate, and then look for its subjectAltName.",
  ],
  notes: [
    "Honest Root certifies coffee machines, too. They need no web address, so there is none in the " +
    "certificate; but there is a label for people, and Mallory could choose it.",
    either({
      succeeds:
        "Chain and dates are in order. There is no subjectAltName, so this client falls back to the " +
        "common name, and reads the label as if somebody had checked it.",
      fails:
        "Chain and dates are in order. But the name that Alice wants does not stand where it counts.",
    }),
    "There goes the PIN. The fallback was in the rules of the year 2000, and called deprecated even " +
    "there. Browsers dropped it about seventeen years later.",
  ],
  pins: chainPins({
    shown: "A coffee machine's certificate, in the place of the bank's.",
    judged: either({
      succeeds: "The check of the name fails, and a built-in mistake lets the label count.",
      fails: "There is no name in it that counts.",
    }),
    lost: "Opened with keys that she agreed on as the bank.",
  }),
  questions: [
    ruleQuestion(["san"], {
      rule: "name",
      ask: "Which rule refuses the certificate?",
      also: ["subjectAltName", "SAN", "names"],
      nearMisses: [
        {
          given: () => "anchor",
          say: "Honest Root has issued it, and Alice trusts that root. Ask for whom it is.",
        },
        {
          given: () => "extendedKeyUsage",
          say: "It is for servers: a coffee machine may be one. Ask which server.",
        },
      ],
      clue: "Open Alice's check, and look for the rule that speaks of bank.example.",
      explain:
        "Only names in the subjectAltName count. The label may say the same, and it does; that " +
        "proves nothing.",
    }),
    serialQuestion(["san", "checked"], 0, {
      ask: "What is the serial number of the coffee machine's certificate, in hex?",
      explain:
        "Issuer and serial number name a certificate without doubt. The label does not: anybody may " +
        "have the same.",
    }),
  ],
};
