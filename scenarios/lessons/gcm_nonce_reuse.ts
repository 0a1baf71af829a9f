import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  sealedPacketsOf,
} from "../../lab/scenario/mod.ts";

/** Lengths in bytes: a record's header, the nonce that follows it, the tag at the end. */
const [HEADER, NONCE, TAG] = [5, 8, 16];

/** The third order as Alice sealed it, and as it arrives. */
function order(run: Run): { readonly sealed: Bytes; readonly arrived: Bytes } {
  const of = (from: string, to: string) =>
    found(sealedPacketsOf(run, { from, to, act: 4 })[0], "the order").record.bytes;
  return { sealed: of("alice", "mallory"), arrived: of("mallory", "bank") };
}

function tagOf(record: Bytes): string {
  return hex(record.subarray(-TAG).subarray(0, 4));
}

export const gcmNonceReuseLesson: Lesson<"counter-nonces" | "tls13"> = {
  goal:
    "You can say what a nonce is for, and what becomes of AES-GCM if one comes twice. You know " +
    "why TLS 1.3 leaves nobody a choice of nonces.",
  minutes: 20,
  needToKnow: ["AEAD", "GCM", "nonce", "tag", "key stream"],
  hints: [
    "The first eight bytes behind each record's header travel in the clear. Compare them.",
    "A tag is a sum: a value that depends on the record and on a secret key, and a mask that depends " +
    "on the nonce. What is left if you add two tags with one mask?",
    "What is left is an equation with one unknown, the key of the tags. It has at most a handful of " +
    "solutions.",
  ],
  notes: [
    "Mallory passes records on and counts nonces. She has no key, and for two orders she does " +
    "nothing at all.",
    "A handshake in full, with every check made. The cipher is AES-GCM, the best that TLS 1.2 has.",
    either({
      succeeds:
        "Two small orders go through. Look at the eight bytes behind each header: they are the same. " +
        "Mallory adds the two tags, the mask falls out, and what remains is a polynomial that is " +
        "zero at the key of the tags. She computes its zeros.",
      fails:
        "Two small orders go through. Mallory looks for a nonce that comes twice and finds none. " +
        "Each tag has a mask of its own, so adding two of them tells her nothing.",
    }),
    either({
      succeeds:
        "The third order tells her which of the zeros is the key. Then she flips bits, as in " +
        "the lesson about one byte of difference, takes the mask off the tag and makes the tag for " +
        "the new text. The bank checks it with all care, and it is right.",
      fails:
        "The third order goes through as Alice wrote it. Mallory could flip bits, but she could not " +
        "make the tag. So she leaves it alone.",
    }),
  ],
  pins: [
    {
      look: "the first order, sealed",
      why: "Header, eight bytes of nonce where there are any, the sealed text, and the tag.",
      at: (run) => sealedPacketsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
    {
      look: "the second order, sealed",
      why: either({
        succeeds: "The same eight bytes again. That should never happen.",
        fails: "Whatever made its nonce, it is another one.",
      }),
      at: (run) => sealedPacketsOf(run, { from: "alice", act: 3 })[1]?.event,
    },
    {
      look: "what Mallory computes",
      why: "A zero of a polynomial, over a field that anybody can look up. No secret goes into it.",
      at: (run) => remarkOf(run, "mallory", "One nonce, two records"),
    },
    {
      look: "the payment",
      why: "Nine times what Alice ordered, under a tag that is right.",
      at: (run) =>
        eventsOf(run, "app.effect", "bank").find(({ effect }) => effect.includes("900"))?.id,
    },
  ],
  questions: [
    {
      id: "nonce",
      with: [],
      ask: "Which nonce travels with each of Alice's three orders? Eight bytes, in hex.",
      form: BYTES,
      answer: (run) => hex(order(run).sealed.subarray(HEADER, HEADER + NONCE)),
      nearMisses: [
        {
          given: () => "0000000000000000",
          say: "That one belongs to her Finished, the first sealed record. Look at the orders.",
        },
        {
          given: () => "0000000000000003",
          say: "That is how it should be for the third order, if her program counted.",
        },
      ],
      clue: "Open an order of Alice's: the nonce stands right behind the header of five bytes.",
      explain: () =>
        "Her program stopped counting at 1. Nobody else notices: the bank takes whatever nonce the " +
        "record brings.",
    },
    {
      id: "tag",
      with: [],
      ask: "What are the first four bytes of the tag that the bank accepts in act 4, in hex?",
      form: BYTES,
      answer: (run) => tagOf(order(run).arrived),
      nearMisses: [
        {
          given: (run) => tagOf(order(run).sealed),
          say: "That is the tag that Alice made, for 100 EUR. Look at the packet with the mark ′.",
        },
        {
          given: (run) => hex(order(run).arrived.subarray(-4)),
          say: "Those are the last four of its sixteen bytes.",
        },
      ],
      clue:
        "The tag is the last sixteen bytes of the record. Take the packet that reaches the bank.",
      explain: () =>
        "Mallory has made it without Alice's key, and it is the only right one. A tag proves that " +
        "somebody knows the key of the tags; she does.",
    },
    {
      id: "overhead",
      with: ["tls13"],
      ask: "How many bytes of nonce travel with each order in TLS 1.3?",
      form: NUMBER,
      answer: (run, runOf) => {
        const { length } = order(run).sealed;
        // The same order, the same tag; TLS 1.3 has one byte more inside, the content type.
        return String(NONCE + length - 1 - order(runOf([])).sealed.length);
      },
      nearMisses: [
        {
          given: () => "8",
          say: "That is TLS 1.2, with AES-GCM. Compare the lengths of the order.",
        },
        {
          given: () => "12",
          say: "So long is the nonce. But how much of it has to be sent?",
        },
      ],
      clue:
        "The order is seven bytes shorter than in TLS 1.2, and one byte of content type came in.",
      explain: () =>
        "Both sides count records anyway, and make the nonce from the count and a secret. What is not " +
        "sent cannot be chosen, and not be chosen badly.",
    },
  ],
};
