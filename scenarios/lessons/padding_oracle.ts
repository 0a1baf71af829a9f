import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  complaintOf,
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

/** Length of a record's header and of a block of AES, in bytes. */
const HEADER = 5;
const BLOCK = 16;

/** The first login of an act as it was sealed, and what Mallory made of it. */
function login(run: Run, act: number) {
  return {
    sealed: found(sealedPacketsOf(run, { from: "alice", act })[0], "a login"),
    arrived: found(sealedPacketsOf(run, { from: "mallory", to: "mail", act })[0], "what arrives"),
  };
}

/**
 * The last byte of the block before the one that is asked about, as it was sealed and as it arrives:
 * the third block of the record, of which the first is the IV.
 */
function lever(run: Run): { readonly sealed: Bytes; readonly arrived: Bytes } {
  const { sealed, arrived } = login(run, 3);
  const last = HEADER + 2 * BLOCK - 1;
  return {
    sealed: sealed.record.bytes.subarray(last, last + 1),
    arrived: arrived.record.bytes.subarray(last, last + 1),
  };
}

/** What Mallory counted when she was done. */
function questionsOf(run: Run): number {
  const { counts } = found(eventsOf(run, "tally", "mallory").at(-1), "what Mallory counted");
  return found(counts.find(({ what }) => what === "questions"), "her questions").count;
}

export const paddingOracleLesson: Lesson<"uniform-alert" | "encrypt-then-mac" | "aead"> = {
  goal:
    "You can explain how a receiver that decrypts before it checks can be made to read a text " +
    "aloud, byte by byte. You can say why the order of MAC and encryption decides, and what an " +
    "AEAD does about it.",
  minutes: 25,
  needToKnow: ["CBC", "padding", "MAC", "alert", "oracle"],
  hints: [
    "Mallory has no key. She has a server that decrypts whatever she sends.",
    "In CBC, a bit changed in one block changes the same bit in the plaintext of the next block.",
    "If her guess is right, the last byte becomes 00, and that is good padding of length 0. Watch " +
    "what the server does then, and what it does otherwise.",
  ],
  notes: [
    "Alice's mail program logs in by itself every few minutes, with the same words each time. " +
    "Mallory knows these words up to the password, because she uses the same program.",
    either({
      succeeds:
        "Two logins come out wrong. Mallory asks two questions whose answers she knows. Good padding " +
        "with a bad MAC brings an alert; bad padding brings nothing but the end of the " +
        "connection. She cannot read the alert, for it is encrypted. She need not: that it comes is " +
        "the answer.",
      fails:
        "Two logins come out wrong. Mallory asks two questions whose answers she knows, and both " +
        "times the same thing happens: one alert of the same length, then the end. So there is " +
        "nothing to be learnt by asking on.",
    }),
    either({
      succeeds:
        "Each login is one question: does the password end with this letter? She adds her guess to " +
        "the block before. A right guess gives 00, good padding, and the server goes on to the MAC. " +
        "Then she asks about the last two letters, with 01 01, and so on to the first. Every login " +
        "has new keys, and it does not matter: the text is the same.",
      fails:
        "Nothing happens here. Mallory has given up, because a server that always answers alike " +
        "tells her nothing. Alice's program has lost two logins, and that is all.",
    }),
    either({
      succeeds:
        "Now the login goes through. Alice has seen a mail program that had some trouble with the " +
        "network. Nobody has broken AES, and nobody has stolen a key.",
      fails:
        "Now the login goes through. It is often said that data with a MAC cannot be changed. These " +
        "could be changed, and were: what counts is how the receiver takes it.",
    }),
  ],
  pins: [
    {
      look: "a login as Alice's program sealed it",
      why: ({ trace }) =>
        trace.with.includes("aead")
          ? "Open it: there are no blocks and no padding, only a tag at the end."
          : "Open it: the password stands in the second block, and ends with it.",
      at: (run) => login(run, 2).sealed.event,
    },
    {
      look: "what Mallory makes of it",
      why: ({ trace }) =>
        trace.with.includes("aead")
          ? "What would be a question to AES-CBC is only a broken record to AES-GCM."
          : "Shorter, and one byte is another one. What was a block in the middle is now the end.",
      at: (run) => login(run, 2).arrived.event,
    },
    {
      look: "the server's alert",
      why: either({
        succeeds: "The padding was good. That is all Mallory wants to know.",
        fails: "It would be the same, whatever was wrong.",
      }),
      at: (run) => complaintOf(run, "mail")?.id,
    },
    {
      look: "the moment Mallory knows the password",
      why: "Byte by byte, from the last to the first, and without any key.",
      at: (run) => learningOf(run, "mallory", "password"),
    },
  ],
  questions: [
    {
      id: "count",
      with: [],
      ask: "How many logins does Mallory spoil until she knows the eight letters of the password?",
      form: NUMBER,
      answer: (run) => String(questionsOf(run)),
      nearMisses: [
        {
          given: (run) => String(questionsOf(run) - 2),
          say:
            "Two more: the questions in the beginning, whose answers she knew, cost a login each.",
        },
        {
          given: () => "1024",
          say: "That would be 128 for each letter. She tries likely letters first.",
        },
        {
          given: () => "8",
          say: "One login for each letter would need a guess that is right at once, eight times.",
        },
      ],
      clue: "Mallory says it at the end of act 3.",
      explain: () =>
        "Each question costs a connection, because a bad record ends it. It adds up to a small " +
        "number all the same: guesses are made letter by letter, not password by password.",
    },
    {
      id: "lever",
      with: [],
      ask:
        "In the first login of act 3, Mallory changes one byte: the last one of the block before the " +
        "end. What is it in the record that the server receives? Two hex digits.",
      form: BYTES,
      answer: (run) => hex(lever(run).arrived),
      nearMisses: [
        {
          given: (run) => hex(lever(run).sealed),
          say: "That is how it left Alice. Look at the packet with the mark ′.",
        },
        {
          given: () => "61",
          say: "That is her guess, the letter a. The question is what it makes of the byte.",
        },
        {
          given: () => "00",
          say: "That is what a right guess gives in the plaintext. On the wire it is another byte.",
        },
      ],
      clue:
        "Compare the two packets, Alice's and Mallory's. The end is the last block of 16 bytes.",
      explain: (run) =>
        `Alice sent ${
          hex(lever(run).sealed)
        }, and Mallory added 61, the letter a. If the password ` +
        "ended with an a, the plaintext would end with 00 now.",
    },
    {
      id: "alert",
      with: ["uniform-alert"],
      ask: "Which alert does the careful server send when only the padding is wrong?",
      form: WORDS,
      answer: (run) => found(complaintOf(run, "mail"), "the server's alert").alert,
      nearMisses: [
        {
          given: () => "decryption_failed",
          say: "That alert was meant for just this, and TLS 1.2 forbids to send it (§7.2.2).",
        },
        {
          given: () => "none",
          say: "Silence would tell bad padding from a bad MAC, as it does without the defence.",
        },
      ],
      clue: "Open the server's alert: its detail says what happened.",
      explain: () =>
        "One alert for both, and the MAC is computed even if the padding is bad, so that the time is " +
        "nearly the same too. Nearly: in 2013 Lucky Thirteen measured the rest.",
    },
  ],
};
