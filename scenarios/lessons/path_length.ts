import { either, type Lesson } from "../../lab/scenario/mod.ts";
import { chainPins, placeQuestion, ruleQuestion, serialQuestion } from "./chain_parts.ts";

export const pathLengthLesson: Lesson<"limit" | "count"> = {
  goal:
    "You can say what pathLenConstraint counts, and what it is good for when an authority makes a " +
    "mistake. You can explain why a limit needs both: somebody to set it and somebody to count.",
  minutes: 15,
  needToKnow: ["authority", "chain", "intermediate", "basicConstraints"],
  hints: [
    "Everybody in this chain is marked as an authority, and that is the mistake. Count them.",
    "A limit may stand in a certificate: how many authorities are allowed below it.",
    "Two things have to come together: the limit in the certificate, and a client that counts.",
  ],
  notes: [
    "Honest Issuing was to give Mallory a certificate for her shop, and took the form for authorities. " +
    "It has happened: in 2011 an authority gave two customers such certificates by mistake. Mallory " +
    "needs no second invitation, and signs for the bank.",
    either({
      succeeds:
        "The chain is one certificate longer than usual, and everybody in it is marked as an authority. " +
        "Whether somebody has set a limit does not matter as long as nobody counts.",
      fails:
        "Honest Issuing may have no authorities below it. Mallory's Shop is one, and so the chain " +
        "is too long, although every single link of it holds.",
    }),
    "There goes the PIN. One wrong form at one authority, and Mallory can be every site in the world, " +
    "until somebody notices.",
  ],
  pins: chainPins({
    shown: "Three certificates, where the bank itself sends two.",
    judged: either({
      succeeds: "Whatever it may have found, it lets Mallory pass.",
      fails: "Every link holds, and the chain is too long.",
    }),
    lost: "Opened with keys that she agreed on as the bank.",
  }),
  questions: [
    ruleQuestion(["limit", "count"], {
      rule: "pathLength",
      ask: "Which rule refuses this chain?",
      also: ["path length", "pathLenConstraint"],
      nearMisses: [
        {
          given: () => "basicConstraints",
          say:
            "That is the field. But every issuer is marked as an authority in it; the rule that " +
            "fails looks at the number beside the mark.",
        },
        {
          given: () => "anchor",
          say: "The chain does end at the root that Alice trusts. That is why she has to count.",
        },
      ],
      clue: "It is the rule that counts.",
      explain:
        "The limit says how many authorities may stand between a certificate and the leaf. It " +
        "is 0 here, and there is one.",
    }),
    placeQuestion(["limit", "count"], {
      ask: "At which certificate of the list does Alice find fault, counted from 0?",
      nearMisses: [
        {
          given: () => "1",
          say: "That is Mallory's Shop. The limit stands in the certificate above it.",
        },
        {
          given: () => "3",
          say: "Counting begins at 0, and the root is not sent along.",
        },
      ],
      clue: "The check looks at the bytes in which the limit stands.",
      explain:
        "The limit is in the certificate of Honest Issuing, and Honest Root has signed it. So " +
        "whoever is below cannot take it away.",
    }),
    serialQuestion(["count"], 1, {
      ask: "Somebody has to report the certificate that was made by mistake. What is its serial " +
        "number, in hex?",
      explain:
        "Issuer and serial number together name a certificate, and that is how one is revoked. Until " +
        "everybody has heard of it, it goes on working.",
    }),
  ],
};
