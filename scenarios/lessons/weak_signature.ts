import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  type Lesson,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialShownTo } from "./chain_parts.ts";

/** The number of the certificate that Mallory bought first, from her remark about it. */
function bought(run: Run): string {
  const texts = eventsOf(run, "note", "mallory").map(({ text }) => text);
  const text = texts.find((one) => one.includes("has bought certificate"));
  return found(/certificate ([0-9a-f]+)/.exec(text ?? "")?.[1], "what Mallory bought");
}

/** The end of the certificate in the middle: its signature. */
function lastBytes(run: Run): string {
  const check = eventsOf(run, "tls.check", "alice").find(({ subject }) =>
    subject === "certificate chain"
  );
  return hex(found(check?.certificates[1], "a certificate in the middle").subarray(-4));
}

export const weakSignatureLesson: Lesson<"serials" | "hashes"> = {
  goal:
    "You can say why a signature under one text may fit another one, and what it takes to find such a " +
    "pair. You can name what the authority and the client can each do against it.",
  minutes: 20,
  needToKnow: ["hash", "collision", "signature", "serial number", "basicConstraints"],
  hints: [
    "What is signed is never the certificate, but its hash. Ask how many certificates have that hash.",
    "Mallory has to know the certificate to the byte before it is signed. Which part is not hers to choose?",
    "Half as many bits as the hash has: so many doublings the number of tries needs.",
  ],
  notes: [
    (run) =>
      run.trace.with.includes("serials")
        ? "Mallory buys a certificate and sees how the authority writes them. She finds a pair for the next " +
          "one, and orders it. The authority draws a serial number that she could not foresee, and so " +
          "signs another text than hers."
        : "Mallory buys a certificate and sees how the authority writes them: the serial numbers are " +
          "counted. So she knows the next one to the byte before it exists. She tries names for it, and " +
          "key identifiers for a certificate of her own, until two have the same hash. Then she orders the " +
          "harmless one.",
    "The harmless certificate has done its work and is never shown. Its signature now stands under the " +
    "other one, which says that Mallory is an authority.",
    (run) =>
      run.verdict.attack === "succeeds"
        ? "Three certificates and two good signatures: Mallory's under the bank's, and Honest Root's under " +
          "Mallory's, although Honest Root has never seen it. Browsers believed such a chain in 2008, " +
          "made with MD5."
        : run.trace.with.includes("hashes")
        ? "Alice's client looks what the signature was made with, and goes no further. Whether it is genuine " +
          "does not matter any more."
        : "The signature belongs to a text with another serial number, and does not fit. A few bytes of chance " +
          "in the right place, and the whole search was for nothing.",
    "There goes the PIN. Honest Root has signed one certificate, for a site of Mallory's, and could show " +
    "that it did all it should.",
  ],
  pins: [
    {
      look: "what Mallory buys",
      why: "From one certificate she learns what the next one will be.",
      at: (run) => remarkOf(run, "mallory", "mallory has bought"),
    },
    {
      look: "what the authority signs",
      why: (run) =>
        run.trace.with.includes("serials")
          ? "The number is chance, and the search was in vain."
          : "To the byte what she had foreseen, and so the signature serves twice.",
      at: (run) => remarkOf(run, "mallory", "The authority has signed"),
    },
    ...chainPins({
      shown:
        "The bank's certificate by Mallory, and hers by nobody: the signature is a borrowed one.",
      judged: either({
        succeeds: "The hash is too weak, and a built-in mistake lets it pass.",
        fails: "Either the hash will not do, or the signature does not fit.",
      }),
      lost: "Opened with keys that she agreed on as the bank.",
    }),
  ],
  questions: [
    {
      id: "next",
      with: [],
      ask:
        "Mallory buys a certificate. Which serial number does she expect for the next one, in hex?",
      form: HEX_NUMBER,
      answer: (run) => (BigInt(`0x${bought(run)}`) + 1n).toString(16),
      nearMisses: [
        {
          given: bought,
          say: "That is the one she has bought. The authority counts.",
        },
        {
          given: (run) => serialShownTo(run, "alice", 1),
          say: "That is her authority's, which nobody has counted. She was free to choose it.",
        },
      ],
      clue: "Her remark says which number she has bought.",
      explain: () =>
        "The number stands near the beginning of what is hashed. Whoever cannot foresee it cannot look for " +
        "a second text with the same hash.",
    },
    {
      id: "signature",
      with: [],
      ask: "What are the last four bytes of the signature that makes Mallory an authority?",
      form: BYTES,
      answer: lastBytes,
      nearMisses: [
        {
          given: (run) => {
            const check = eventsOf(run, "tls.check", "alice")[0];
            return hex(found(check?.certificates[0], "a leaf").subarray(-4));
          },
          say: "That one is under the bank's certificate, and Mallory has made it herself.",
        },
      ],
      clue: "Of the certificates that Alice is shown, take the second, and read its end.",
      explain: () =>
        "Honest Root has made it, with its own key, for a site of Mallory's. A signature cannot say which of " +
        "two texts with the same hash was meant.",
    },
    ruleQuestion(["hashes"], {
      rule: "signatureAlgorithm",
      ask: "Alice's client looks at what signatures are made with. Which rule refuses the chain?",
      also: ["signature algorithm"],
      nearMisses: [
        {
          given: () => "signature",
          say: "The signature fits, and that is the trouble. Look at what it was made with.",
        },
        {
          given: () => "basicConstraints",
          say: "The certificate in the middle says that it is an authority's. Look further.",
        },
      ],
      clue: "Only one check fails.",
      explain:
        "It refuses SHA-1 whoever used it and however well. With a hash like that, nobody can say any more " +
        "what an authority has signed.",
    }),
  ],
};
