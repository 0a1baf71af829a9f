import { either, type Lesson } from "../../lab/scenario/mod.ts";
import { chainPins, placeQuestion, ruleQuestion, serialQuestion } from "./chain_parts.ts";

export const leafAsCaLesson: Lesson<"constraints" | "usage"> = {
  goal:
    "You can say what makes somebody an authority, and that a genuine signature alone does not. You " +
    "can find the two fields that say so.",
  minutes: 15,
  needToKnow: ["certificate", "authority", "chain", "basicConstraints"],
  hints: [
    "Three certificates belong to this chain, with the root. Ask of each who signed it.",
    "Mallory has signed one of them herself, with the key of a certificate that she may well have.",
    "Look at the middle one: does it say that its owner may issue certificates?",
  ],
  notes: [
    "Honest Root has given Mallory a certificate for her own name, as it gives everybody one. She " +
    "uses its key for what nobody had in mind: she signs another certificate, for the bank.",
    either({
      succeeds:
        "The chain goes from the bank's name to Mallory's certificate, and from there to the root. " +
        "All signatures are genuine, all names right. Nobody asks whether Mallory may sign.",
      fails:
        "All signatures in this chain are genuine. But the certificate in the middle says what it is " +
        "for, and being an authority is not part of it.",
    }),
    "There goes the PIN. Windows once accepted such chains: then everybody who owned any certificate " +
    "could be every site in the world.",
  ],
  pins: chainPins({
    shown:
      "Two certificates: one that Mallory signed, and the honest one whose key she signed it with.",
    judged: either({
      succeeds: "The checks of the issuer fail, and a built-in mistake lets them pass.",
      fails: "What the middle certificate may not do decides.",
    }),
    lost: "Opened with keys that she agreed on as the bank.",
  }),
  questions: [
    ruleQuestion(["constraints"], {
      rule: "basicConstraints",
      ask: "Alice checks the constraints. Which rule refuses this chain?",
      also: ["basic constraints"],
      nearMisses: [
        {
          given: () => "signature",
          say: "Mallory's signature is genuine: her key fits her certificate. Look further.",
        },
        {
          given: () => "keyUsage",
          say: "That rule fails too, and this client does not look at it: a built-in mistake.",
        },
      ],
      clue: "It is the rule about who may issue certificates at all.",
      explain:
        "basicConstraints says in one bit whether the owner may issue. For servers it is false, and " +
        "Mallory cannot change it: Honest Root has signed it.",
    }),
    placeQuestion(["usage"], {
      ask: "In the row with usage alone: at which certificate of the list does Alice find fault, " +
        "counted from 0?",
      nearMisses: [
        {
          given: () => "0",
          say: "The leaf, made by Mallory, says nothing wrong of itself. Look at who signed it.",
        },
        {
          given: () => "2",
          say: "Counting begins at 0, and the root is not sent along.",
        },
      ],
      clue: "The check names the certificate whose bytes it looked at.",
      explain:
        "The fault lies with whoever signed, one above the leaf. That key may make signatures " +
        "in handshakes, and none under certificates.",
    }),
    serialQuestion(["constraints", "usage"], 1, {
      ask:
        "What is the serial number of the certificate that Mallory got from Honest Root, in hex?",
      explain:
        "It stands right behind the leaf in her list. It is honest, and Honest Root has done " +
        "nothing wrong in issuing it.",
    }),
  ],
};
