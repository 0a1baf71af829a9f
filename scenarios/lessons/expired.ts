import { either, type Lesson } from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialQuestion } from "./chain_parts.ts";

export const expiredLesson: Lesson<"dates"> = {
  goal:
    "You can say why certificates end, and what somebody gains who has a key that has been put out " +
    "of use. You can tell the alert for a date from those for a name or an issuer.",
  minutes: 10,
  needToKnow: ["certificate", "public key", "man in the middle", "revocation"],
  hints: [
    "Nothing in this certificate is forged, and it names the right bank. Look at the clock.",
    "Mallory has a key that was once the bank's. Ask who still takes care that nobody has it.",
    "Hold notAfter against the day of the story: a hundred days have gone by since it was issued.",
  ],
  notes: [
    "The bank changes its key, as it should, and the old one goes on a shelf. For ninety days it " +
    "would still have been dangerous. A hundred days later everybody has forgotten it.",
    "Mallory finds the disk with the old key, and the old certificate is no secret: the bank has shown " +
    "it to everybody. She has all that the bank itself had then.",
    either({
      succeeds:
        "Issuer, signature and name are in order, and Mallory can sign with the key. Only the date " +
        "says that this is over, and this client does not look at it.",
      fails:
        "Issuer, signature and name are in order, and Mallory can sign with the key. The date " +
        "alone is wrong, and that is enough: Alice sends certificate_expired.",
    }),
    "There goes the PIN. Authorities need not list expired certificates as revoked, so a client that " +
    "skips the date has nothing left that could warn it.",
  ],
  pins: [
    ...chainPins({
      shown: "Genuine in every byte, and ten days over its date.",
      judged: either({
        succeeds: "The check of the date fails, and a built-in mistake lets it pass.",
        fails: "One check of many fails, the one about the date.",
      }),
      lost: "She has opened it with keys of a connection to which she signed as the bank.",
    }),
  ],
  questions: [
    ruleQuestion(["dates"], {
      rule: "validity",
      ask: "Which rule is it that fails when Alice judges the certificate?",
      also: ["dates", "date", "expiry", "notAfter"],
      nearMisses: [
        {
          given: () => "name",
          say: "The name is the bank's own: it is the bank's old certificate.",
        },
        {
          given: () => "signature",
          say:
            "The signature is genuine, and stays so. It proves who issued this, not that it holds.",
        },
      ],
      clue: "Open Alice's check, and go through the rules one by one.",
      explain:
        "All else is in order. A certificate holds from notBefore to notAfter, both included, and " +
        "this one had ended ten days before.",
    }),
    serialQuestion(["dates"], 0, {
      ask: "What is the serial number of the certificate that Alice refuses, in hex?",
      explain:
        "Two certificates of one bank, two serial numbers. The bank shows the new one, and " +
        "the old one still exists: whoever has seen it can keep it.",
    }),
  ],
};
