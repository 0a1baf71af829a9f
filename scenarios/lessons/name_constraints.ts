import {
  eventsOf,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { drawnJudgement, firstFailedRule, serialShownAt } from "./chain_parts.ts";

type Defence = "limit" | "check" | "san";

const has = (run: Run, defence: Defence) => run.trace.with.includes(defence);
const bounded = (run: Run) => has(run, "limit") && has(run, "check");

export const nameConstraintsLesson: Lesson<Defence> = {
  goal:
    "You can say how an authority is kept to some names, and by whom. You can explain why a limit " +
    "for one kind of name says nothing about another.",
  minutes: 20,
  needToKnow: ["authority", "intermediate", "name constraints", "SAN", "CN"],
  hints: [
    "Every signature is genuine, and everybody who signs is an authority. Ask: for which names?",
    "Look at the company's certificate: does it say anything about names?",
    "A name can stand in two places of a certificate. Ask of which place the limit speaks.",
  ],
  notes: [
    "The coffee company certifies its own tills and machines. Honest Root has made it an authority, so " +
    "that it need not ask every time. Mallory has its key: she works there.",
    (run) =>
      bounded(run)
        ? "The company may sign for names in cafe.example, and this certificate is for bank.example. Alice " +
          "refuses it, although every signature holds. Compare the name with the limit, from the right."
        : "An authority is an authority: without a limit that somebody looks at, the company's word about " +
          "the bank counts as much as its word about a till.",
    (run) =>
      "There goes the PIN. " +
      (has(run, "limit")
        ? "The limit stands in the certificate, marked as critical, and this client passes over it."
        : "Nobody has written a limit into the company's certificate, so there is none to look at."),
    (run) =>
      "Now the certificate has no subjectAltName, and the bank's name stands on the label, the common " +
      "name. " +
      (has(run, "san")
        ? "This client does not read labels, so for it the certificate is for nobody."
        : has(run, "limit")
        ? "A limit on DNS names says nothing about labels: where there is no name of its kind, it is met."
        : "This client reads labels where there is nothing else."),
    "The PIN is lost through the label. Two mistakes meet here: a name that is read where nobody has " +
    "checked it, and a limit that does not reach there.",
  ],
  pins: [
    {
      look: "the first certificate is judged",
      why: (run) =>
        bounded(run)
          ? "The chain holds, and the name lies outside of what the company may sign for."
          : has(run, "limit")
          ? "The limit is broken, and a built-in mistake lets it pass."
          : "Nothing fails here: nobody has said for which names the company may sign.",
      at: (run) => drawnJudgement(run, 0),
    },
    {
      look: "Mallory takes her place",
      why: "Her authority is under a root that Alice trusts.",
      at: (run) => eventsOf(run, "note", "mallory")[0]?.id,
    },
    {
      look: "the second certificate is judged",
      why: (run) =>
        has(run, "san")
          ? "It names nobody where names count."
          : "No DNS name stands in it, so no limit on DNS names is broken. The label is believed.",
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
      id: "rule",
      with: ["limit", "check", "san"],
      ask: "Alice comes for the first time. Which rule refuses the chain?",
      form: WORDS,
      answer: (run) => firstFailedRule(run, 0),
      also: ["name constraints"],
      nearMisses: [
        {
          given: () => "name",
          say:
            "The name is the right one, and stands where it belongs. Ask who may write it there.",
        },
        {
          given: () => "basicConstraints",
          say: "The company is an authority, and its certificate says so. Ask for which names.",
        },
      ],
      clue: "It is the rule that compares the names below an authority with what it may sign for.",
      explain: () =>
        "The company's certificate permits names in cafe.example, and the one below it claims " +
        "bank.example. The limit came from the root, and the check has to come from the client.",
    },
    {
      id: "label",
      with: ["limit", "check", "san"],
      ask: "And the second time: which rule fails then?",
      form: WORDS,
      answer: (run) => firstFailedRule(run, 1),
      also: ["names", "SAN", "subjectAltName"],
      nearMisses: [
        {
          given: () => "nameConstraints",
          say:
            "The limit speaks of the other place, which is empty here: it is met. Something else fails.",
        },
      ],
      clue: "Open Alice's second check. The limit is met this time.",
      explain: () =>
        "There is no subjectAltName, so the certificate is for nobody. The limit does not help here: " +
        "where no name of its kind stands, there is nothing for it to forbid.",
    },
    {
      id: "serial",
      with: ["limit", "check"],
      ask: "What is the serial number of the certificate that costs Alice her PIN, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownAt(run, 1, 0),
      nearMisses: [
        {
          given: (run) => serialShownAt(run, 0, 0),
          say: "That one Alice has refused: it was the first.",
        },
        {
          given: (run) => serialShownAt(run, 1, 1),
          say: "That is the company's own. It stands above the one in question.",
        },
      ],
      clue: "Alice checks the limit here. Look at what she is shown when she comes back.",
      explain: () =>
        "It has the bank's name on its label and no other. A client that reads labels has to check " +
        "them, too, or better stop reading them.",
    },
  ],
};
