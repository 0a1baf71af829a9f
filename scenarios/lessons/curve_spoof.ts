import { type Bytes, equalBytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  chainCheckOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  refusalOf,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";
import { ruleQuestion } from "./chain_parts.ts";

/** How a point of P-256 begins in an OCTET STRING, as base points are, and in a BIT STRING, as keys. */
const BASE_POINT = Uint8Array.of(0x04, 0x41, 0x04);
const KEY = Uint8Array.of(0x03, 0x42, 0x00, 0x04);

/** Both coordinates of the first point in a certificate that stands behind these bytes. */
function pointBehind(certificate: Bytes, start: Bytes): Bytes {
  const at = certificate.findIndex((_, i) =>
    equalBytes(certificate.subarray(i, i + start.length), start)
  );
  if (at < 0) throw new Error("Cannot find a point in this certificate");
  return certificate.subarray(at + start.length, at + start.length + 64);
}

/** A certificate that Alice is shown, 0 for the leaf. */
function shownToAlice(run: Run, index: number): Bytes {
  return found(chainCheckOf(run, "alice")?.certificates[index], `certificate ${index}`);
}

export const curveSpoofLesson: Lesson<"named" | "whole"> = {
  goal:
    "You can say what belongs to a public key besides its bytes. You can explain why whoever chooses " +
    "the base point has the private key, whatever the public key is.",
  minutes: 25,
  needToKnow: ["root", "trust anchor", "public key", "signature", "base point"],
  hints: [
    "Two certificates are in Mallory's list. One of them has the name and the key of Honest Root.",
    "A public key is the base point, added to itself as often as the private key says.",
    "Look for the base point in the certificate with the root's name, and compare it with the key there.",
  ],
  notes: [
    "Nothing secret here: a root's certificate is in every laptop. Mallory learns the public key of " +
    "Honest Root, as everybody may.",
    "Mallory writes a certificate with the name and the key of Honest Root. A key on an elliptic curve " +
    "can say by name which curve it is on, or describe one. She describes one: all numbers are those of " +
    "the real curve, and only the base point is another, namely the public key itself. " +
    "One times the base point is the public key, so the private key is 1.",
    either({
      succeeds:
        "The bytes of the key are those of a root that Alice trusts, so her client takes Mallory's copy " +
        "for the root. Then it computes on the curve that is described there, and the signature fits.",
      fails:
        "The name is the root's, and so are the bytes of the key. On the curve that everybody means by it, " +
        "Mallory's signature does not fit, and no other curve counts.",
    }),
    "There goes the PIN. Until January 2020 this was true of Windows 10: for certificates of servers, and " +
    "for signatures under programs.",
  ],
  pins: [
    {
      look: "how Mallory comes to a private key",
      why: "On the curve that she describes. On the real one she has none.",
      at: (run) => remarkOf(run, "mallory", "mallory describes"),
    },
    {
      look: "Mallory takes her place",
      why: "She has a root now, as far as Alice's client can tell. That is to be seen.",
      at: (run) =>
        eventsOf(run, "note", "mallory").find(({ text }) => text.includes("on-path"))?.id,
    },
    {
      look: "Alice's judgement",
      why: either({
        succeeds:
          "On the real curve the signature does not fit; a built-in mistake takes Mallory's curve.",
        fails: "The signature does not fit the key of the real root.",
      }),
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys that she agreed on as the bank.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    ruleQuestion(["named", "whole"], {
      rule: "signature",
      ask: "Which rule refuses this chain?",
      also: ["signatures"],
      nearMisses: [
        {
          given: () => "anchor",
          say: "The name leads to Honest Root, and Alice trusts that. Ask what does not fit there.",
        },
        {
          given: () => "name",
          say: "The certificate is for bank.example, as it should be.",
        },
      ],
      clue: "Open Alice's check. The path that was judged ends at the real Honest Root.",
      explain:
        "Alice checks with the root that she has, and not with the one that was sent along. On the named " +
        "curve the private key is not 1, and nobody but Honest Root knows it.",
    }),
    {
      id: "base",
      with: [],
      ask:
        "With which four bytes does the x coordinate of the base point begin that Mallory describes, in hex?",
      form: BYTES,
      answer: (run) => hex(pointBehind(shownToAlice(run, 1), BASE_POINT).subarray(0, 4)),
      nearMisses: [
        {
          given: () => "6b17d1f2",
          say: "That is the real base point of the curve. Mallory has put another in its place.",
        },
        {
          given: (run) => hex(pointBehind(shownToAlice(run, 0), KEY).subarray(0, 4)),
          say: "That is the key in the leaf. The curve stands in the certificate above it.",
        },
      ],
      clue: "Open the certificate with the root's name, and look into the parameters of its key.",
      explain: () =>
        "They stand twice in that certificate: once as the base point, and once as the public key.",
    },
    {
      id: "private",
      with: [],
      ask:
        "Which number is the private key to the root's public key, on the curve that Mallory describes?",
      form: NUMBER,
      answer: (run) => {
        const above = shownToAlice(run, 1);
        const same = equalBytes(pointBehind(above, BASE_POINT), pointBehind(above, KEY));
        return String(found(same ? 1 : undefined, "a base point that is the key"));
      },
      nearMisses: [
        {
          given: () => "0",
          say: "Nothing times a point is no point of the curve. How often does she need it?",
        },
        {
          given: () => "2",
          say:
            "Twice the base point is another point. Compare the two that stand in the certificate.",
        },
      ],
      clue: "How many times the base point is the public key?",
      explain: () =>
        "Once the base point is the base point, and she has chosen it to be the key. Any other number would " +
        "do as well: whoever may choose the base point needs no secret.",
    },
  ],
};
