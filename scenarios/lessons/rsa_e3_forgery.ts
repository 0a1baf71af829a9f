import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  chainCheckOf,
  either,
  found,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialQuestion } from "./chain_parts.ts";

/** Bytes of a modulus of 2048 bits, and of every signature with it. */
const LENGTH = 256;

/** The signature on the certificate that Alice was shown: what it ends with. */
function signatureOf(run: Run) {
  const { certificates } = found(chainCheckOf(run, "alice"), "Alice's check");
  return found(certificates[0], "a leaf").subarray(-LENGTH);
}

/** How many zeros a signature begins with. */
function zerosOf(run: Run): number {
  return signatureOf(run).findIndex((byte) => byte !== 0);
}

export const rsaE3ForgeryLesson: Lesson<"exact" | "exponent"> = {
  goal:
    "You can say what lies in an RSA signature, and why all of it has to be compared. You can " +
    "recognise a forged one by looking at its bytes.",
  minutes: 20,
  needToKnow: ["signature", "padding", "hash", "PKCS #1"],
  hints: [
    "To verify with the exponent 3 is to cube the signature. Ask what it takes to undo a cube.",
    "Mallory may not choose the whole block: how much of it does Alice's client look at?",
    "Look at the signature on the certificate: with what does it begin?",
  ],
  notes: [
    "Mallory has the root's public key, as everybody has, and nothing else. A cube that is smaller than " +
    "the modulus has an ordinary cube root, and to find that takes no private key.",
    (run) =>
      run.verdict.attack === "succeeds"
        ? "The block should be filled with padding up to the hash, and end with it. Mallory puts the hash " +
          "near the front and leaves the rest open: among the numbers that begin so there is a cube. " +
          "Alice's client finds padding, a zero, the right hash, and is content."
        : run.trace.with.includes("exponent")
        ? "With 65537 the trick is over: 2 to that power has over eight thousand bytes already. There is no " +
          "number for Mallory to find, and a private key would be the only way."
        : "Alice's client makes the block itself, as it should be, and compares the two. That they begin " +
          "alike does not matter.",
    "There goes the PIN. The certificate was never near Honest Root, and its key was never broken.",
  ],
  pins: [
    {
      look: "Mallory makes a certificate",
      why: either({
        succeeds: "No key, no waiting: one root of one number.",
        fails: "Whether it is any good is for Alice's client to say.",
      }),
      at: (run) =>
        remarkOf(run, "mallory", "mallory takes a root") ?? remarkOf(run, "mallory", "No number"),
    },
    ...chainPins({
      shown: "For the bank's name, in the name of Honest Root, which knows nothing of it.",
      judged: either({
        succeeds: "The check of the signature fails, and a built-in mistake lets it pass.",
        fails: "The signature is not what it should be, and that is enough.",
      }),
      lost: "Opened with keys that she agreed on as the bank.",
    }),
  ],
  questions: [
    {
      id: "signature",
      with: [],
      ask: "What are the last four bytes of the forged signature?",
      form: BYTES,
      answer: (run) => hex(signatureOf(run).subarray(-4)),
      nearMisses: [
        {
          given: (run) => hex(signatureOf(run).subarray(0, 4)),
          say:
            "Those are its first four, and they are worth a thought. The question is about the end.",
        },
      ],
      clue: "Open the certificate that Alice was shown. The signature is the last thing in it.",
      explain: () =>
        "It is the end of a cube root. Nobody chose these bytes, and nobody needed a key for them.",
    },
    {
      id: "zeros",
      with: [],
      ask: "The signature has 256 bytes. How many of them, from the front, are zero?",
      form: NUMBER,
      answer: (run) => String(zerosOf(run)),
      nearMisses: [
        {
          given: (run) => String(LENGTH - zerosOf(run)),
          say: "So many are not zero. The question is about the others.",
        },
        {
          given: () => "0",
          say: "So it would be with an honest signature, nearly always. Look at this one's bytes.",
        },
      ],
      clue: "Look at the bytes of the signature, from its beginning.",
      explain: () =>
        "A cube of 2048 bits has a root of a third as many. An honest signature fills the whole length: " +
        "so many zeros in front give a forgery away.",
    },
    ruleQuestion(["exact"], {
      rule: "signature",
      ask: "Alice's client compares the whole block. Which rule refuses the certificate?",
      also: ["signatures"],
      nearMisses: [
        {
          given: () => "anchor",
          say: "The chain names Honest Root as its issuer, and that one is trusted. Look further.",
        },
        {
          given: () => "signatureAlgorithm",
          say: "The algorithm is a good one. How it is carried out is another question.",
        },
      ],
      clue: "Only one check fails.",
      explain:
        "It makes the block anew and compares all of it. Where nothing is read, nothing can be misread.",
    }),
    serialQuestion([], 0, {
      ask: "What is the serial number of the certificate that Alice takes, in hex?",
      explain: "Mallory has made it up. Honest Root has no record of such a number.",
    }),
  ],
};
