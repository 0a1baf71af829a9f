import { hex } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  commonNameIn,
  either,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  refusalOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** How a party judged the certificates it was shown. */
function judgement(run: Run, node: string) {
  return found(chainCheckOf(run, node), `a certificate shown to ${node}`);
}

/** The check that failed, or would have, had no built-in mistake answered for it. */
function failed(run: Run) {
  return found(judgement(run, "alice").checks.find(({ ok }) => !ok), "a check that fails");
}

function serialShownTo(run: Run, node: string): string {
  return hex(serialOf(found(judgement(run, node).certificates[0], "a leaf")));
}

/** Who issued the certificate, as it says itself: the bytes that the failed check points at. */
function issuer(run: Run): string {
  const { range } = failed(run);
  const leaf = found(judgement(run, "alice").certificates[0], "a leaf");
  return commonNameIn(leaf.subarray(range?.start, range?.end));
}

export const mitmSelfSignedLesson: Lesson<"chain" | "name"> = {
  goal:
    "You can say why the right name in a certificate proves nothing by itself. You can tell a " +
    "self-signed certificate from a root.",
  minutes: 15,
  needToKnow: ["certificate", "signature", "root", "man in the middle"],
  hints: [
    "Compare the two names in the certificate: whom it is for, and who issued it.",
    "Ask who has to be lied to, and who has to be bribed, before Mallory can make this certificate.",
    "Issuer and subject are the same, so the chain ends where it begins. Is that an end Alice trusts?",
  ],
  notes: [
    "Mallory writes a certificate at home: the bank's name, good dates, the right purpose. It takes " +
    "a second and costs nothing.",
    either({
      succeeds:
        "Everything in it is right. The signature on it is genuine too, and no wonder: it " +
        "was made with the key inside it. Comparing the name does not help here, because anybody " +
        "can write a name. What is missing is somebody else who says so.",
      fails:
        "Who says so? The certificate itself. Alice looks for a way from there to an authority " +
        "she trusts, and there is none: unknown_ca.",
    }),
    "There goes the PIN. And note that roots are self-signed as well: what makes a root is that " +
    "Alice keeps it in her store, and not what is written on it. So the question of a browser, " +
    "whether to go on all the same, is the question whether to trust a stranger's own word.",
  ],
  pins: [
    {
      look: "Mallory's certificate on its way",
      why: "Right name, right dates, and nobody stands behind it.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "Alice's judgement",
      why: either({
        succeeds: "The chain ends at nobody she trusts, and a built-in mistake lets it pass.",
        fails: "She asks who vouches for the certificate, and it is only the certificate itself.",
      }),
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "A certificate that anybody can make in a second was enough.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "issuer",
      with: ["chain"],
      ask: "Who issued the certificate that Alice refuses, according to the certificate itself?",
      form: WORDS,
      answer: issuer,
      also: ["itself"],
      nearMisses: [
        {
          given: () => "Honest Root",
          say: "That is the one whom Alice trusts, and who did not sign this. That is the trouble.",
        },
        {
          given: () => "Mallory",
          say: "She made it, yes. But a certificate says what its maker wants it to say.",
        },
        {
          given: () => "nobody",
          say: "There always is an issuer in a certificate. Look at the name in that field.",
        },
      ],
      clue: "Alice's check points at the bytes of the issuer's name. Read them.",
      explain: () =>
        "Issuer and subject are the same name: the certificate vouches for itself. It is true to " +
        "the letter, and it proves only that its maker holds the key.",
    },
    {
      id: "serial",
      with: ["name"],
      ask:
        "Alice compares the name and nothing else. What is the serial number of the certificate " +
        "that she accepts, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownTo(run, "alice"),
      nearMisses: [
        {
          given: (run) => serialShownTo(run, "mallory"),
          say: "That is the bank's genuine certificate, and Mallory kept it to herself. Both are " +
            "for the same name, and only one of them is true.",
        },
      ],
      clue: "Open the certificate in Alice's check, which a built-in mistake let pass.",
      explain: () =>
        "The bank's genuine certificate names the same bank and has another number. A name can be " +
        "copied; what cannot be copied is the signature of somebody Alice trusts.",
    },
    {
      id: "rule",
      with: ["chain", "name"],
      ask: "Which rule does the certificate break, in the words of Alice's check?",
      form: WORDS,
      answer: (run) => failed(run).rule,
      also: ["trust anchor", "unknown_ca"],
      nearMisses: [
        {
          given: () => "name",
          say: "The name is the right one: Mallory wrote it there herself.",
        },
        {
          given: () => "signature",
          say:
            "The signature is genuine: it was made with the very key that is in the certificate. " +
            "What is wrong is that nobody else signed.",
        },
        {
          given: () => "validity",
          say: "The dates are in order: Mallory chose them herself.",
        },
      ],
      clue: "Look for the one rule in Alice's check that did not pass.",
      explain: () =>
        "Every path has to end at a trust anchor, a root that Alice chose to trust beforehand. This " +
        "one ends at itself.",
    },
  ],
};
