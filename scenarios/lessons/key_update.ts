import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** How many records Eve says she has opened in an act. */
function opened(run: Run, act: number): number {
  const remarks = eventsOf(run, "note", "eve").filter((event) => event.act === act);
  return remarks.reduce((sum, { text }) => sum + Number(/opens (\d+) of/.exec(text)?.[1] ?? 0), 0);
}

/** The last sealed packet that somebody sends in an act. */
function lastSealed(run: Run, from: string, act: number) {
  return found(sealedPacketsOf(run, { from, act }).at(-1), `a sealed packet of ${from}`);
}

function updated(run: Run): boolean {
  return run.trace.with.length > 0;
}

export const keyUpdateLesson: Lesson<"new-keys"> = {
  goal:
    "You can say what a KeyUpdate protects and what it does not. You can say why a program that " +
    "keeps connections open for long should change their keys.",
  minutes: 15,
  needToKnow: ["traffic secret", "key schedule", "KeyUpdate", "forward secrecy"],
  hints: [
    "Ask for each line that was said: under which secret, and was that still in the memory?",
    "From one secret the next one is made, by a function that nobody can turn round.",
    "If both ends can make the next secret from the one they have, who else can?",
  ],
  notes: [
    "Eve keeps copies, as listeners do. The handshake will have forward secrecy, and it will not help.",
    "A handshake, a question, an answer. From now on one secret for each direction lies in the memory " +
    "of both machines, for as long as the connection is open.",
    (run) =>
      updated(run)
        ? "An hour has gone by. Alice says KeyUpdate, and the bank answers with one of its own. Each " +
          "makes the next secret out of the one it has, and wipes the old one. That costs a few bytes " +
          "and hardly any arithmetic: no new key agreement, no certificate."
        : "An hour has gone by, and they go on with the keys that they have. Nothing forces them to " +
          "change keys: those of AES-GCM are good for some 24 million full records.",
    either({
      succeeds:
        "A bug, a crash dump, a stolen laptop that only slept. Two secrets of some 32 bytes, and " +
        "all that they have ever sealed is open: the balance too, from an hour ago.",
      fails:
        "The same theft, and the two secrets in the memory are young. What they sealed is open. What " +
        "came before was under others, which exist nowhere any more.",
    }),
    "Alice knows of nothing, and changes keys as a matter of routine. Whoever has the secret of before " +
    "sees the KeyUpdate go by, and makes the next secret just as she does.",
    "So the loan is open as well. A KeyUpdate guards the past, and it does not heal. After a theft it " +
    "takes a new handshake with a new key agreement, which means a new connection.",
  ],
  pins: [
    {
      look: "the balance, sealed",
      why: (run) =>
        updated(run)
          ? "The secret that seals it will be gone in an hour."
          : "The secret that seals it will still be there in an hour.",
      at: (run) => lastSealed(run, "bank", 2).event,
    },
    {
      look: "Alice changes keys",
      why: "One message. The bank answers in kind, since Alice has asked for it.",
      at: (run) =>
        updated(run) ? sealedPacketsOf(run, { from: "alice", act: 3 })[0]?.event : undefined,
    },
    {
      look: "what lay in the memory",
      why: "Granted by the story, one secret for each direction.",
      at: (run) => eventsOf(run, "grant", "eve")[0]?.id,
    },
    {
      look: "the balance, an hour old",
      why: "Opened with the secret of today, since it is the secret of then.",
      at: (run) => learningOf(run, "eve", "alice's balance"),
    },
    {
      look: "the loan, behind a KeyUpdate",
      why: "No theft was needed for this one.",
      at: (run) => learningOf(run, "eve", "loan of the second hour"),
    },
  ],
  questions: [
    {
      id: "young",
      with: ["new-keys"],
      ask: "How many sealed records can Eve open with what she gets in act 4, at that moment?",
      form: NUMBER,
      answer: (run) => String(opened(run, 4)),
      nearMisses: [
        {
          given: (_run, runOf) => String(opened(runOf([]), 4)),
          say: "That is the other row, where the old keys were still in use.",
        },
        {
          given: (run) => String(opened(run, 6)),
          say: "That is what she has in the end, when more has been said.",
        },
      ],
      clue: "Read Eve's remark in act 4.",
      explain: () =>
        "The new PIN and the answer to it. The two KeyUpdates themselves are still under the old " +
        "secrets, like all that went before.",
    },
    {
      id: "shut",
      with: ["new-keys"],
      ask:
        "What are the first four sealed bytes of the balance, behind the record header, which Eve " +
        "keeps and never opens here? In hex.",
      form: BYTES,
      answer: (run) => hex(lastSealed(run, "bank", 2).record.bytes.subarray(5, 9)),
      nearMisses: [
        {
          given: (run) => hex(lastSealed(run, "bank", 2).record.bytes.subarray(0, 4)),
          say: "That is the record header, which is not sealed.",
        },
        {
          given: (run) => hex(lastSealed(run, "bank", 3).record.bytes.subarray(5, 9)),
          say: "That is the answer of act 3, under the new secret. Eve opens that one.",
        },
      ],
      clue: "It is the last packet of the bank's in act 2; the header of a record has five bytes.",
      explain: () =>
        "They are on the tape for good. But the secret that they are under was wiped at both ends, " +
        "and cannot be computed from the one that came after it.",
    },
    {
      id: "never",
      with: [],
      ask:
        "Here Eve has the first secrets of the conversation, and two sealed records stay closed all " +
        "the same. What are the keys called that those two are under?",
      form: WORDS,
      answer: () => "handshake keys",
      also: [
        "handshake",
        "handshake traffic keys",
        "handshake traffic secrets",
        "handshake secrets",
      ],
      nearMisses: [
        {
          given: () => "application keys",
          say: "Those she can make from what she got. Look at the curly braces.",
        },
        {
          given: () => "early keys",
          say: "There are no early data in this story.",
        },
      ],
      clue: "The line under the diagram says what the two kinds of brackets mean.",
      explain: () =>
        "The handshake has secrets of its own, which are gone when it is done. So Eve does not even " +
        "learn what certificate the bank has shown.",
    },
  ],
};
