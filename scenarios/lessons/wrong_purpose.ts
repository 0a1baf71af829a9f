import { either, type Lesson } from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialQuestion } from "./chain_parts.ts";

export const wrongPurposeLesson: Lesson<"marked" | "purpose"> = {
  goal:
    "You can say what a certificate may be for besides whom it is for, and where that is written. " +
    "You can explain why it only helps when authorities write it and clients read it.",
  minutes: 15,
  needToKnow: ["certificate", "authority", "mutual TLS", "man in the middle"],
  hints: [
    "The name in this certificate is right, and nobody has checked it: it is the name of a laptop.",
    "An authority that makes badges asks other questions than one that makes certificates for sites.",
    "Look for extendedKeyUsage: what stands in it, and in which rows is it there at all?",
  ],
  notes: [
    "Mallory works where laptops get certificates, to log in with. She may name hers, and names it " +
    "like the bank. Nobody minds: for a badge, the name does not matter.",
    either({
      succeeds:
        "Chain, dates and name are in order. Either the badge does not say what it is for, and then it " +
        "is for everything, or it does and this client does not read it.",
      fails:
        "Chain, dates and name are in order. But the badge says that it is for clients, and the " +
        "bank is a server.",
    }),
    "There goes the PIN. Two who both did nothing wrong by their own rules have let Mallory be the " +
    "bank: one made badges, the other trusted the same root for sites.",
  ],
  pins: chainPins({
    shown: "A badge, made to log in with, in the place of a server's certificate.",
    judged: either({
      succeeds: "Whatever it may have found, it lets Mallory pass.",
      fails: "One check of many fails: what the certificate is for.",
    }),
    lost: "Opened with keys that she agreed on as the bank.",
  }),
  questions: [
    ruleQuestion(["marked", "purpose"], {
      rule: "extendedKeyUsage",
      ask: "Which rule refuses the badge?",
      also: ["extended key usage", "EKU", "purpose"],
      nearMisses: [
        {
          given: () => "name",
          say:
            "The name is bank.example, as Alice wants it. That is what makes the badge dangerous.",
        },
        {
          given: () => "keyUsage",
          say: "That field says how a key is used: to sign, to encrypt. Another one says what for.",
        },
      ],
      clue: "Open Alice's check, and look for the rule that speaks of clientAuth.",
      explain:
        "extendedKeyUsage lists purposes. When it is there, the certificate is for these and " +
        "for nothing else; when it is missing, for all.",
    }),
    serialQuestion(["purpose"], 0, {
      ask:
        "In the row in which Alice asks and the badge says nothing: what is its serial number, " +
        "in hex?",
      explain:
        "It is the badge all the same, and Alice took it for the bank's certificate. Authorities for " +
        "sites must write serverAuth into all they issue, so that this cannot happen.",
    }),
  ],
};
