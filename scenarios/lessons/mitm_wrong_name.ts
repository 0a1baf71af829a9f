import { type Bytes, fromHex, hex, indexOfBytes } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  chainCheckOf,
  either,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  refusalOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** A BIT STRING of 66 bytes, none of its bits unused, with an uncompressed point of P-256 in it. */
const POINT = fromHex("03 42 00 04");

/** The public key in the certificate that a party was shown: the octet 04 and two coordinates. */
function pointShownTo(run: Run, node: string): Bytes {
  const check = found(chainCheckOf(run, node), `a certificate shown to ${node}`);
  const leaf = found(check.certificates[0], "a leaf");
  const at = indexOfBytes(leaf, POINT);
  return leaf.subarray(at + POINT.length - 1);
}

/** The checks that Alice made of the certificate, and that fail. */
function failedChecks(run: Run) {
  return found(chainCheckOf(run, "alice"), "Alice's check").checks.filter(({ ok }) => !ok);
}

export const mitmWrongNameLesson: Lesson<"chain" | "name"> = {
  goal:
    "You can say what a certificate proves and what it does not. You can explain why a chain in " +
    "perfect order is worth nothing without a look at the name.",
  minutes: 15,
  needToKnow: ["certificate", "authority", "chain", "man in the middle"],
  hints: [
    "Nothing in this certificate is forged. Ask what it says, not whether it is genuine.",
    "Two names are in play: the one that Alice typed, and the one in the certificate.",
    "Of all the checks on the certificate a single one fails. Without that one, the row is lost.",
  ],
  notes: [
    "Mallory owns mallory.example. She asked an honest authority for a certificate, proved that the " +
    "name is hers, and got one, as anybody would. A certificate does not say that somebody is " +
    "honest. It says which key belongs to which name.",
    either({
      succeeds:
        "Alice asked for the bank, and Mallory shows a certificate of her own. Issuer known, " +
        "dates in order, signature genuine, and it is for somebody else. Real programs have made " +
        "just this mistake: they checked the chain, and forgot to compare the name.",
      fails: "The name in the certificate is held against the name that Alice asked for. They " +
        "differ, and no signature makes up for that.",
    }),
    "And there goes the PIN. Signature, dates and issuer were checked for nothing, because one " +
    "comparison was left out.",
  ],
  pins: [
    {
      look: "Mallory's certificate on its way",
      why: "A genuine certificate from an honest authority, in the wrong place.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "Alice's judgement",
      why: either({
        succeeds: "The check of the name fails, and a built-in mistake lets it pass.",
        fails: "One check of many fails, and one is enough.",
      }),
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "She needed no forged paper for this: her own was enough.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "name",
      with: ["name"],
      ask: "For which name is the certificate that Alice refuses?",
      form: WORDS,
      answer: (run) =>
        found(/DNS:([\w.-]+)/.exec(failedChecks(run)[0]?.detail ?? "")?.[1], "a name"),
      nearMisses: [
        {
          given: () => "bank.example",
          say: "That is the name Alice asked for. The certificate names somebody else.",
        },
        {
          given: () => "Honest Root",
          say: "That is the authority that signed it. The question is whom it signed it for.",
        },
      ],
      clue: "Alice's check says both names: the one in the certificate and the one she wanted.",
      explain: () =>
        "It really is Mallory's name, and Honest Root was right to sign it. A valid certificate for " +
        "one name says nothing about any other.",
    },
    {
      id: "failed",
      with: ["chain"],
      ask: "Alice checks the chain and not the name, and Mallory wins. How many checks on the " +
        "certificate fail all the same?",
      form: NUMBER,
      answer: (run) => String(failedChecks(run).length),
      nearMisses: [
        {
          given: () => "0",
          say:
            "That the connection goes on does not mean that all is well. Look at Alice's check: " +
            "a built-in mistake answered for one of the rules.",
        },
        {
          given: (run) => String(found(chainCheckOf(run, "alice"), "Alice's check").checks.length),
          say: "That many are made. Count those that fail.",
        },
      ],
      clue: "Open Alice's check of the certificate, and go through the rules one by one.",
      explain: (run) =>
        `Only the rule "${
          failedChecks(run)[0]?.rule
        }" fails. Issuer, date, signature and all the ` +
        "rest are in order, and that is why this mistake went unnoticed in real programs.",
    },
    {
      id: "key",
      with: ["chain"],
      ask:
        "Which public key does Alice take for the bank's? Give the first four bytes of its first " +
        "coordinate, in hex: those right behind the 04 that begins a point.",
      form: BYTES,
      answer: (run) => hex(pointShownTo(run, "alice").subarray(1, 5)),
      nearMisses: [
        {
          given: (run) => hex(pointShownTo(run, "alice").subarray(0, 4)),
          say: "You began with the 04, which only says that both coordinates follow. One byte on.",
        },
        {
          given: (run) => hex(pointShownTo(run, "mallory").subarray(1, 5)),
          say: "That is the bank's real key, which Mallory was shown. Alice never saw it.",
        },
      ],
      clue: "Open the certificate that Alice was shown, and look at its subjectPublicKeyInfo.",
      explain: () =>
        "It is Mallory's key, and she can sign with it: the handshake is flawless. A certificate " +
        "ties a key to a name, so it has to be the name that you wanted.",
    },
  ],
};
