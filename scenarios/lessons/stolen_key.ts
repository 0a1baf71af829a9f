import { hex } from "../../lab/bytes/mod.ts";
import {
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The acts in which Alice asks for her balance, and in which she opens her bank again. */
const BALANCE = 2;
const AGAIN = 4;

/** What somebody made of certificates in an act. */
function checksOf(run: Run, node: string, act: number) {
  return eventsOf(run, "tls.check", node).filter((event) =>
    event.act === act && event.certificates.length > 0
  );
}

/** The serial number of the leaf that somebody was shown in an act. */
function serialIn(run: Run, node: string, act: number): string {
  const check = found(checksOf(run, node, act)[0], `a certificate shown to ${node}`);
  return hex(serialOf(found(check.certificates[0], "a leaf")));
}

/** The check that fails when Alice comes back. */
function refused(run: Run) {
  const failed = checksOf(run, "alice", AGAIN).flatMap(({ checks }) =>
    checks.filter(({ ok }) => !ok)
  );
  return found(failed[0], "a failed check");
}

/** The day of August on which the stolen certificate ends, as Alice's refusal says. */
function lastDay(run: Run): number {
  const [, day] = /2026-08-(\d\d)/.exec(refused(run).detail) ?? [];
  return Number(found(day, "a day in August"));
}

export const stolenKeyLesson: Lesson<"lists" | "short"> = {
  goal:
    "You can say for how long a stolen key is of use, and what ends it. You can tell what changing a " +
    "key does from what revoking a certificate does.",
  minutes: 15,
  needToKnow: ["certificate", "public key", "revocation", "CRL", "validity period"],
  hints: [
    "Everything that Mallory shows is genuine: the certificate, and the signature made with its key.",
    "The bank changes its key on the tenth day. Ask what that does to the certificate of before.",
    "Two things can end it: the date in the certificate, and a list on which its number stands.",
  ],
  notes: [
    "A copy of a key leaves no gap where the key was. The bank notices nothing, and there is nothing " +
    "about the certificate that anybody could see: it is the bank's own.",
    "Mallory stands between Alice and the bank, and shows the bank's own certificate. Whatever Alice " +
    "checks, it is in order. As long as nobody knows of the theft, no defence can help.",
    "The bank does what it should: a new key, a new certificate, and the old one revoked. None of " +
    "this reaches Mallory's copy. Her certificate is what it was the day before.",
    (run) =>
      run.verdict.attack === "succeeds"
        ? "Mallory shows the old certificate. Its date is good, and this client looks at no list. That " +
          "the bank has another one by now does not matter: nobody compares them."
        : refused(run).rule === "validity"
        ? "The old certificate has ended by itself, two weeks ago. Nobody had to find anything out, " +
          "and nobody had to ask: a short life is a revocation that cannot get lost."
        : "Alice fetches the list, over a line that is not Mallory's. The number of the old certificate " +
          "stands on it, and she sends certificate_revoked.",
    "There goes the PIN, ten days after the bank had put everything right. Until the date in the " +
    "certificate this can go on.",
  ],
  pins: [
    {
      look: "Alice's balance, in Mallory's hands",
      why: "It is lost in every row: on that day nobody knows of the theft.",
      at: (run) => learningOf(run, "mallory", "balance of the third day"),
    },
    {
      look: "the bank puts it right",
      why: "A new key protects those to whom the new one is shown. Mallory shows the old one.",
      at: (run) => remarkOf(run, "bank", "the bank changes its key"),
    },
    {
      look: "Alice refuses the old certificate",
      why: "Its date, or the list: either of the two ends what the key is worth.",
      at: (run) => checksOf(run, "alice", AGAIN).find(({ ok }) => !ok)?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys of a connection to which she signed with the bank's old key.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "rule",
      with: ["lists"],
      ask: "Alice looks at the list. Which rule fails when she judges Mallory's certificate?",
      form: WORDS,
      answer: (run) => refused(run).rule,
      also: ["revocation lists", "revocation list", "CRL"],
      nearMisses: [
        {
          given: () => "validity",
          say: "The certificate lasts ninety days in this row, and only twenty have gone by.",
        },
        {
          given: () => "signature",
          say: "The signature is genuine: Honest Root has issued this certificate for the bank.",
        },
      ],
      clue: "Open Alice's refusal, and read the name of the check.",
      explain: () =>
        "The number of the certificate stands on a list that its issuer has signed. Nothing in the " +
        "certificate itself has changed.",
    },
    {
      id: "day",
      with: ["short"],
      ask: "The bank's certificates last six days. On which day of August does the stolen one end?",
      form: NUMBER,
      answer: (run) => String(lastDay(run)),
      nearMisses: [
        {
          given: () => "21",
          say: "That is the day on which Alice comes back. The certificate ended long before.",
        },
        {
          given: () => "11",
          say:
            "That is the day on which the bank finds out. The certificate knows nothing of that.",
        },
      ],
      clue: "Alice's refusal says until when the certificate was valid.",
      explain: () =>
        "It ends whether anybody has noticed the theft or not. In this row Mallory's key was worth " +
        "nothing four days before the bank found out.",
    },
    {
      id: "serial",
      with: [],
      ask:
        "What is the serial number of the certificate that Alice accepts in the fourth act, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialIn(run, "alice", AGAIN),
      nearMisses: [
        {
          given: (run) => serialIn(run, "mallory", AGAIN),
          say: "That is the bank's new certificate, which Mallory was shown. Alice never saw it.",
        },
      ],
      clue:
        "Open the certificates that Alice was shown in the fourth act, and look at serialNumber.",
      explain: (run) =>
        serialIn(run, "alice", AGAIN) === serialIn(run, "alice", BALANCE)
          ? "It is the one that she was shown in the second act. The bank has put it away, and its " +
            "number stands on the list: Alice has not looked."
          : "",
    },
  ],
};
