import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  chainCheckOf,
  clearMessageOf,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";

type Defence = "signature" | "pinning" | "tls13";

/** `HandshakeType` of the message that is not checked (RFC 5246 §7.4). */
const SERVER_KEY_EXCHANGE = 12;

const has = (run: Run, defence: Defence) => run.trace.with.includes(defence);

/** A server's half: behind the kind of curve, its name, and a length (RFC 8422 §5.4). */
function halfOf(run: Run, server: string): Bytes {
  const { body } = clearMessageOf(run, server, SERVER_KEY_EXCHANGE);
  return body.subarray(4, 4 + body[3]!);
}

/** Alice's look at the signature. */
function signatureCheck(run: Run) {
  return eventsOf(run, "tls.check", "alice").find(({ subject }) => subject === "signature");
}

export const gotoFailLesson: Lesson<Defence> = {
  goal:
    "You can say what ties a connection to a certificate, and what is left when that is not checked. " +
    "You can explain why a pinned key does not help here.",
  minutes: 20,
  needToKnow: ["certificate", "signature", "ServerKeyExchange", "pinning"],
  hints: [
    "Every check of the certificates passes, and rightly so. Ask what else has to be proved.",
    "Anybody can copy a certificate. What is it that nobody can do without its private key?",
    "Look for the message with the server's half of the key agreement, and for the signature in it.",
  ],
  notes: [
    "Mallory has no certificate at all this time, and she asks nobody for one. She will take the bank's: " +
    "the bank shows it to everybody who calls.",
    (run) =>
      has(run, "tls13")
        ? "In TLS 1.3 the signature has a message of its own, CertificateVerify, and covers all that was " +
          "said before. The code that checks it is another. Mallory's signature does not fit."
        : has(run, "signature")
        ? "The certificate passes every check. Then comes the server's half of the key agreement, signed, " +
          "and the signature was not made with the key in the certificate. That is what it is for."
        : "Mallory calls the bank, takes the certificate that it shows, and shows it to Alice. Then she " +
          "signs a key share of her own with a key of her own. In Apple's client one line stood there " +
          "twice: a jump to the end, the first time on a condition, the second time without one.",
    "There goes the PIN. Chain, name, dates and the pinned key were all in order: they are about the " +
    "certificate, and not about who shows it.",
  ],
  pins: [
    {
      look: "Mallory takes her place",
      why: "She has neither a certificate nor an authority of her own.",
      at: (run) => eventsOf(run, "note", "mallory")[0]?.id,
    },
    {
      look: "Mallory answers as the bank",
      why: "The certificate is the bank's own. The half of the key agreement is Mallory's.",
      at: (run) => packetsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "Alice's look at the signature",
      why: (run) =>
        signatureCheck(run)?.ok
          ? "It does not fit, and a built-in mistake leaves before that is found out."
          : "It does not fit the key in the certificate, so the bank has not made it.",
      at: (run) => signatureCheck(run)?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys that she agreed on in the bank's name.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "failed",
      with: ["pinning"],
      ask: "Alice pins the bank's key here. How many checks of chain and pin fail in her client?",
      form: NUMBER,
      answer: (run) =>
        String(
          eventsOf(run, "tls.check", "alice")
            .filter(({ subject }) => subject !== "signature")
            .flatMap(({ checks }) => checks).filter(({ ok }) => !ok).length,
        ),
      nearMisses: [
        {
          given: () => "1",
          say: "One does fail, and it is about neither of the two. Look at its subject.",
        },
      ],
      clue: "Compare the certificate that Alice is shown with the one that Mallory is shown.",
      explain: () =>
        "None. It is the bank's own certificate with the bank's own key in it, and a pin asks for no " +
        "more. Only the signature tells who is there.",
    },
    {
      id: "half",
      with: [],
      ask:
        "With which four bytes does the half of the key agreement begin that Alice takes for the bank's, " +
        "in hex?",
      form: BYTES,
      answer: (run) => hex(halfOf(run, "mallory").subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(halfOf(run, "bank").subarray(0, 4)),
          say: "That is the real one, which went to Mallory. Alice never saw it.",
        },
      ],
      clue: "Open the ServerKeyExchange that Mallory sends to Alice.",
      explain: () =>
        "Mallory made it, so she can compute all the keys that follow from it. The signature behind it is " +
        "to prevent just that.",
    },
    {
      id: "rule",
      with: ["signature"],
      ask: "Which rule ends it when Alice checks?",
      form: WORDS,
      answer: (run) => {
        const failed = eventsOf(run, "tls.check", "alice").flatMap(({ checks }) => checks)
          .find(({ ok }) => !ok);
        return found(failed, "a failed check").rule;
      },
      also: ["signatures"],
      nearMisses: [
        {
          given: () => "name",
          say: "The certificate is for bank.example, and Alice wants bank.example.",
        },
        {
          given: (run) =>
            found(
              chainCheckOf(run, "alice")?.checks.find(({ rule }) => rule === "anchor"),
              "a check of the anchor",
            ).rule,
          say: "The chain ends at Honest Root, as the bank's always does.",
        },
      ],
      clue: "It is a check of Alice's that is not about the chain.",
      explain: () =>
        "The signature under the key share must be made with the key in the certificate. It was made with " +
        "another, for Mallory has no way to that one.",
    },
  ],
};
