import { hex } from "../../lab/bytes/mod.ts";
import {
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  type Run,
  serialOf,
} from "../../lab/scenario/mod.ts";

/** Chains that Alice judged, one for each of her two connections. */
function chainsOf(run: Run) {
  return eventsOf(run, "tls.check", "alice").filter(({ subject }) =>
    subject === "certificate chain"
  );
}

function serialAt(run: Run, connection: number): string {
  const check = found(chainsOf(run)[connection], `connection ${connection}`);
  return hex(serialOf(found(check.certificates[0], "a certificate")));
}

export const selfSignedLesson: Lesson<"remember" | "cable"> = {
  goal:
    "You can say what is left of trust when nobody vouches for a key, and what remembering it is " +
    "worth. You can name the moment on which all of it rests.",
  minutes: 15,
  needToKnow: ["self-signed", "pinning", "man in the middle", "certificate"],
  hints: [
    "No authority is in this story, so Alice can only compare keys: with which one?",
    "Find out who was at the other end the first time, and who the second time.",
    "Compare the serial numbers that Alice is shown in her two connections.",
  ],
  notes: [
    (run) =>
      run.trace.with.includes("cable")
        ? "Alice sits beside the router, with a cable. Nobody vouches for the key, but nobody else can " +
          "be at the other end, either: this once, she meets the right one."
        : "Nobody vouches for the key that Alice is shown, and she takes it. It is not the router's: " +
          "Mallory was there first, with a certificate that she made herself.",
    either({
      succeeds: "Mallory shows a certificate that she signed herself. Either Alice's client has " +
        "kept no key to compare it with, or it has kept the wrong one.",
      fails:
        "Mallory shows a certificate that she signed herself. It is another key than the one that " +
        "Alice met, and her client hangs up.",
    }),
    "There goes the password. A warning that people always have to click away protects nobody.",
  ],
  pins: [
    {
      look: "Alice's first judgement",
      why: "Nobody vouches for this key. What she may remember later is this one, whosever it is.",
      at: (run) => chainsOf(run)[0]?.id,
    },
    {
      look: "Alice's second judgement",
      why: "Again nobody vouches for the key. Only a memory could tell the two apart.",
      at: (run) => chainsOf(run)[1]?.id,
    },
    {
      look: "the memory at work",
      why: "It is not the key that Alice met the first time.",
      at: (run) =>
        eventsOf(run, "tls.check", "alice")
          .find(({ subject, ok }) => subject === "pinned key" && !ok)?.id,
    },
    {
      look: "the moment Mallory has the password",
      why: "Opened with a key of her own connection.",
      at: (run) => learningOf(run, "mallory", "password"),
    },
  ],
  questions: [
    {
      id: "first",
      with: ["remember"],
      ask:
        "In the row in which Alice only remembers: what is the serial number of the certificate that " +
        "she took the first time, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialAt(run, 0),
      nearMisses: [
        {
          given: (_run, runOf) => serialAt(runOf(["cable"]), 0),
          say: "That is the router's own. In this row, Mallory was between them already.",
        },
      ],
      clue: "Open the certificate that Alice was shown in the first act.",
      explain: () =>
        "It is Mallory's, and it comes again the second time. To Alice's client nothing has changed, " +
        "so it is content.",
    },
    {
      id: "certificates",
      with: ["cable"],
      ask: "In the row with the cable alone: how many different certificates has Alice been shown?",
      form: NUMBER,
      answer: (run) =>
        String(new Set(chainsOf(run).map((_, connection) => serialAt(run, connection))).size),
      nearMisses: [
        {
          given: () => "1",
          say: "They bear the same name. Compare their serial numbers, or their keys.",
        },
      ],
      clue: "There are two connections. Compare what came in each.",
      explain: () =>
        "First the router's, then Mallory's, with the same name in both. Whoever does not compare keys " +
        "sees no difference.",
    },
  ],
};
