import { hex } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  commonNameIn,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  refusalOf,
  remarkOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { serialShownTo } from "./chain_parts.ts";

/** The leaf that Alice was shown. */
function leafOf(run: Run) {
  return found(found(chainCheckOf(run, "alice"), "Alice's check").certificates[0], "a leaf");
}

/** Alice's comparison with the key she has pinned, in the rows in which there is one. */
function pinCheckOf(run: Run) {
  return eventsOf(run, "tls.check", "alice").find(({ subject }) => subject === "pinned key");
}

const has = (run: Run, defence: string) => run.trace.with.includes(defence);

export const localRootLesson: Lesson<"pins" | "strict" | "own-key"> = {
  goal: "You can say what a root that was added to a machine can do, and who can use it. You can " +
    "explain why pins do not protect against it, and where a user can see it.",
  minutes: 15,
  needToKnow: ["root", "trust anchor", "pinning", "authority"],
  hints: [
    "Count the roots that Alice's laptop trusts. Which of them did Alice choose?",
    "In the row with pins alone the browser sees that the key is another one. Read what it says to that.",
    "Ask who has the key of the root: its maker only, this laptop only, or every laptop of the series.",
  ],
  notes: [
    (run) =>
      has(run, "own-key")
        ? "Mallory's laptop has a Helper Root, too. It has the same name as Alice's, and a key that was " +
          "made on this laptop: it opens nothing elsewhere."
        : "Mallory needs no break-in. The key lies in her own laptop, and it is the key of all laptops " +
          "of the series. That such a key can be got out is granted here; in 2015 somebody got it out.",
    "The same place on the path as in every story of this kind. She signs a certificate for whatever " +
    "name is asked for.",
    (run) =>
      has(run, "own-key")
        ? "The issuer's name is the right one, and the signature is not: it was made by another key. A " +
          "name in a certificate proves nothing."
        : !has(run, "pins")
        ? "The chain is short and valid: it ends at a root that stands in Alice's own trust store. Nothing " +
          "is broken, and no warning comes."
        : has(run, "strict")
        ? "The chain is valid, and then the browser compares the key with the one it has pinned. It is " +
          "another one, and that is the end."
        : "The chain is valid. The browser sees that the key is not the pinned one, and lets it pass: the " +
          "chain ends at a root that was added. Companies and virus scanners read along this way, and " +
          "browsers do not want to stand against the owner of the machine.",
    "There goes the PIN, sealed all the way: from Alice to Mallory, and from Mallory to the bank.",
    "The padlock is closed. Behind it stands who has issued the certificate, and there alone Alice could " +
    "have seen it. Hardly anybody looks, and whoever looks has to know who should stand there.",
  ],
  pins: [
    {
      look: "the certificate on its way to Alice",
      why: "For the bank's name, signed with the key that came with the laptop.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys that she agreed on as the bank.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
    {
      look: "Alice's judgement",
      why: (run) =>
        has(run, "own-key")
          ? "The right name of the root, and the wrong key."
          : "The root would do, but the pinned key is another one.",
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "what the browser shows",
      why: "This is all that a user can see.",
      at: (run) => remarkOf(run, "alice", "alice's browser shows"),
    },
  ],
  questions: [
    {
      id: "issuer",
      with: [],
      ask: "Alice looks behind the padlock. Whose name stands there as the issuer?",
      form: WORDS,
      answer: (run) => commonNameIn(leafOf(run)),
      nearMisses: [
        {
          given: () => "Honest Root",
          say: "It has issued the bank's real certificate. Alice was shown another one.",
        },
        {
          given: () => "Mallory",
          say: "She has made it, and she writes the name of the root whose key she has.",
        },
      ],
      clue: "Open the certificate that Alice was shown, and look for its issuer.",
      explain: () =>
        "The name of the root that was added. To the browser it is as good as any other, and the padlock " +
        "is closed.",
    },
    {
      id: "rule",
      with: ["pins", "strict"],
      ask: "Pins hold for everybody. Which rule refuses Mallory's certificate?",
      form: WORDS,
      answer: (run) => {
        const failed = pinCheckOf(run)?.checks.find(({ ok }) => !ok);
        return found(failed, "a pin that does not fit").rule;
      },
      also: ["pinned key", "pin", "pinning"],
      nearMisses: [
        {
          given: () => "signature",
          say:
            "The signature is good: the key is the root's own. Look at what comes after the chain.",
        },
        {
          given: () => "anchor",
          say: "The chain ends at a root that Alice's laptop trusts. Look further.",
        },
      ],
      clue: "It is a check of its own, after that of the chain.",
      explain: () =>
        "It asks for one key, whoever vouches for it. Where it is asked, an added root is of no use to " +
        "Mallory.",
    },
    {
      id: "serial",
      with: ["pins"],
      ask:
        "Pinned, and taken all the same: what is the serial number of the certificate that Alice's " +
        "browser accepts, in hex?",
      form: HEX_NUMBER,
      answer: (run) => hex(serialOf(leafOf(run))),
      nearMisses: [
        {
          given: (run) => serialShownTo(run, "mallory", 0),
          say:
            "That is the bank's own, the one with the pinned key. Mallory was shown it, not Alice.",
        },
      ],
      clue: "Open the certificate that Alice was shown, and look at serialNumber.",
      explain: () =>
        "Its key is not the pinned one, and the browser knows. The standard of pins lets it make this " +
        "exception for roots that were added.",
    },
  ],
};
