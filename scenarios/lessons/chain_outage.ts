import { hex } from "../../lab/bytes/mod.ts";
import {
  eventsOf,
  found,
  HEX_NUMBER,
  type Lesson,
  NUMBER,
  refusalOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** How a client judged the chains that it was shown, one for each of its connections. */
function chainsOf(run: Run, node: string) {
  return eventsOf(run, "tls.check", node).filter(({ subject }) => subject === "certificate chain");
}

/** The judgement of the till's that comes after Old Root has expired. */
function lastCall(run: Run) {
  return found(chainsOf(run, "till")[1], "the till's second call");
}

const has = (run: Run, defence: string) => run.trace.with.includes(defence);

export const chainOutageLesson: Lesson<"search" | "trimmed"> = {
  goal:
    "You can say what a cross-certificate is for, and why its end stops some clients and not others. " +
    "You can name what the client and the server can each do about it.",
  minutes: 20,
  needToKnow: ["root", "trust anchor", "cross-certificate", "intermediate"],
  hints: [
    "Draw who has signed whom. New Root has two certificates with one and the same key.",
    "The till trusts both roots, before and after. Ask which of them its way leads to.",
    "Leave out the last certificate that the bank sends, and ask each of the two clients.",
  ],
  notes: [
    (run) =>
      has(run, "trimmed")
        ? "The bank sends two certificates, its own and that of New Issuing. Its issuer is New Root, and " +
          "the till has that. All is well."
        : "The bank sends three certificates. The third says of New Root that Old Root knows it: a " +
          "cross-certificate. From here two ways lead to a trusted root, and both are good today.",
    (run) =>
      has(run, "trimmed")
        ? "The alarm was sold before New Root was made. Without the cross-certificate nothing leads to the " +
          "one root it has, and it is lost already: unknown_ca."
        : "The alarm was sold before New Root was made, and knows only Old Root. For clients like this " +
          "one, the cross-certificate is sent at all.",
    "Nobody has touched anything. The bank's certificate is good, New Issuing's too, and New Root's own " +
    "will be for years. Only Old Root's time is over, and that of what it has said about New Root.",
    (run) =>
      has(run, "trimmed")
        ? "The till never hears of Old Root. What was sent leads to New Root, and that is good."
        : has(run, "search")
        ? "The till has been sent the way to Old Root as before. It does not take it: New Root is in its " +
          "own store, with the same name and the same key, and the way to it is shorter and valid."
        : "The till follows the list, certificate by certificate, and ends at a root that has expired. New " +
          "Root lies in its store and would do. It does not go back and look. So ended many connections " +
          "when one old root expired in May 2020, and another in September 2021.",
    "The alarm has no other root to look for. Whatever the bank sends, today it is lost: somebody has to " +
    "go there and update it. A cross-certificate buys time for such clients, and only until its end.",
  ],
  pins: [
    {
      look: "what the bank sends to the till",
      why: "Two ways lead to a root, or one. Today either will do.",
      at: (run) => sealedPacketsOf(run, { from: "bank", to: "till" })[0]?.event,
    },
    {
      look: "time goes by",
      why: "No byte that is sent changes here, only what it is worth.",
      at: (run) => eventsOf(run, "elapsed")[0]?.id,
    },
    {
      look: "the till's judgement",
      why: "The roots that fail are not the ones that the till needs.",
      at: (run) => refusalOf(run, "till")?.id,
    },
    {
      look: "the alarm's judgement",
      why: "Trimming the list is a repair for some, and the end for others.",
      at: (run) => refusalOf(run, "alarm")?.id,
    },
  ],
  questions: [
    {
      id: "root",
      with: [],
      ask: "Which root does the till's last path lead to? Give its name.",
      form: WORDS,
      answer: (run) => {
        const text = found(
          lastCall(run).checks.find(({ rule }) => rule === "anchor"),
          "where the path ends",
        ).detail;
        return found(/ends at "(.*?)"/.exec(text)?.[1], "a name");
      },
      also: ["Old"],
      nearMisses: [
        {
          given: () => "New Root",
          say: "That would be the good way. Look which root the failing check speaks about.",
        },
      ],
      clue: "Open the till's last judgement: one check says where the chain ends.",
      explain: () =>
        "The list that the bank sends leads there, and this till takes no other way. In the row with " +
        "search on, the same list leads it to New Root.",
    },
    {
      id: "sent",
      with: ["search"],
      ask:
        "With search on: how many of the certificates that the bank sent last did the till need?",
      form: NUMBER,
      answer: (run) => {
        const used = lastCall(run).checks.flatMap(({ rule, certificate }) =>
          rule === "validity" && certificate !== undefined ? [certificate] : []
        );
        return String(new Set(used).size);
      },
      nearMisses: [
        {
          given: (run) => String(lastCall(run).certificates.length),
          say: "So many were sent. One of them is on the way that the till does not take.",
        },
      ],
      clue: "Look which certificates its check of the dates speaks about.",
      explain: () =>
        "The bank's own and New Issuing's. The cross-certificate is passed over, and that is allowed: " +
        "clients are to be ready for certificates that they do not need.",
    },
    {
      id: "serial",
      with: [],
      ask: "What is the serial number of the cross-certificate that the bank sends, in hex?",
      form: HEX_NUMBER,
      answer: (run) => hex(serialOf(found(lastCall(run).certificates[2], "a third certificate"))),
      nearMisses: [
        {
          given: (run) =>
            hex(serialOf(found(lastCall(run).certificates[1], "a second certificate"))),
          say: "That is New Issuing's, issued by New Root. Look one further.",
        },
      ],
      clue: "It is the last one in the list that the till is sent.",
      explain: () =>
        "Old Root has issued it, for the name and the key of New Root. To end the outage, the bank's " +
        "staff only have to find it in their settings and leave it out.",
    },
  ],
};
