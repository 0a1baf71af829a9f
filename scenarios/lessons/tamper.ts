import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  complaintOf,
  either,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  type Run,
} from "../../lab/scenario/mod.ts";
import { arrivalsOf, ordersOf, QUIET_HANDSHAKE } from "./parts.ts";

/** Alice's order as a record, and what Mallory made of it. */
function order(run: Run): { readonly sent: Bytes; readonly arrived: Bytes } {
  return {
    sent: found(ordersOf(run)[0], "Alice's order").payload,
    arrived: found(arrivalsOf(run)[0], "what arrives of it").payload,
  };
}

/** Where the two differ. */
function changed(run: Run): readonly number[] {
  const { sent, arrived } = order(run);
  return [...sent.keys()].filter((i) => sent[i] !== arrived[i]);
}

/** The byte that was changed, as it was sent and as it arrived. */
function octet(run: Run): { readonly before: Bytes; readonly after: Bytes } {
  const { sent, arrived } = order(run);
  const at = found(changed(run)[0], "a byte that was changed");
  return { before: sent.subarray(at, at + 1), after: arrived.subarray(at, at + 1) };
}

/** What Alice wrote, in bytes. */
function written(run: Run): number {
  return found(eventsOf(run, "app.data", "alice")[0], "what Alice wrote").data.length;
}

export const tamperLesson: Lesson<"aead"> = {
  goal:
    "You can explain how somebody changes a text that she cannot read, and why encryption alone " +
    "does not notice. You can say what the tag of a record is made from.",
  minutes: 15,
  needToKnow: ["record", "key stream", "tag", "man in the middle"],
  hints: [
    "Mallory has no key. Ask what she knows instead.",
    "Hold the record that Alice sent against the one that the bank received, byte by byte.",
    "One byte differs, by the difference of 1 and 9. The same difference appears in the plaintext.",
  ],
  notes: [
    "Mallory has no key, and she will not need one. She knows what orders look like: all of them are " +
    "alike, and the amount always stands in the same place.",
    QUIET_HANDSHAKE,
    either({
      succeeds:
        "Here, to encrypt is to add a stream of key bits. Flip a bit in the sealed text, and " +
        "the same bit flips in the plaintext: out of 1 comes 9. The bank decrypts without an error, " +
        "because plain decryption has no way to fail.",
      fails:
        "The same flip in the same byte. But now sixteen more bytes come with the record, a tag " +
        "over every byte of it, made with the key and the record number. One bit has changed, so the " +
        "tag is wrong, and the bank throws all of it away. It is often said that data with a MAC " +
        "cannot be changed. It can; it cannot be changed unnoticed. And in older TLS, where the MAC " +
        "came before the padding, even that went wrong.",
    }),
  ],
  pins: [
    {
      look: "the order as Alice sealed it",
      why: "Open it: this is what she wrote.",
      at: (run) => ordersOf(run)[0]?.event,
    },
    {
      look: "the order as it arrives",
      why: either({
        succeeds: "One byte is another one, and the bank can read it all the same.",
        fails: "One byte is another one, and no key in the world opens it any more.",
      }),
      at: (run) => arrivalsOf(run)[0]?.event,
    },
    {
      look: "the payment",
      why: "The bank does what nobody has ordered.",
      at: (run) => eventsOf(run, "app.effect", "bank")[0]?.id,
    },
    {
      look: "the bank's complaint",
      why: "It does not say what was changed. It cannot know; it knows that something was.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
  ],
  questions: [
    {
      id: "byte",
      with: [],
      ask:
        "Mallory changes one byte of the record. What is it in the record that the bank receives? " +
        "Two hex digits.",
      form: BYTES,
      answer: (run) => hex(octet(run).after),
      nearMisses: [
        {
          given: (run) => hex(octet(run).before),
          say: "That is the byte as Alice sent it. Look at the packet that Mallory sends on.",
        },
        {
          given: () => "39",
          say:
            "That is a 9 in plain text. On the wire it is still encrypted, and Mallory never saw " +
            "the plain text.",
        },
        {
          given: () => "08",
          say:
            "That is the bit in which 1 and 9 differ. The question is what comes out when Mallory " +
            "has flipped it.",
        },
      ],
      clue: "Compare the two packets of act 3, Alice's and the one with the mark ′, byte by byte.",
      explain: (run) =>
        `Alice sent ${
          hex(octet(run).before)
        }. Flip the one bit in which the characters 1 and 9 differ, ` +
        `and ${
          hex(octet(run).after)
        } comes out: where a key stream was added, differences go through.`,
    },
    {
      id: "count",
      with: ["aead"],
      ask:
        "With the defence on, how many bytes differ between the record that Alice sent and the one " +
        "that the bank refuses?",
      form: NUMBER,
      answer: (run) => String(changed(run).length),
      nearMisses: [
        {
          given: (run) => String(order(run).sent.length),
          say:
            "One flipped bit does not stir up the whole record on the wire: Mallory changed what " +
            "she changed, and nothing else.",
        },
        {
          given: () => "16",
          say: "Mallory cannot make the tag that would fit, so she leaves it as it was.",
        },
        {
          given: () => "3",
          say: "She wants 900 in place of 100. Of these three characters only one is another.",
        },
      ],
      clue: "Compare the two packets of act 3, Alice's and the one with the mark ′, byte by byte.",
      explain: () =>
        "One byte is enough. The tag depends on every byte of the record, and Mallory has no key " +
        "with which to make the one that would fit now.",
    },
    {
      id: "tag",
      with: ["aead"],
      ask: "How many bytes longer is Alice's order on the wire with the defence than without it?",
      form: NUMBER,
      answer: (run, runOf) => String(order(run).sent.length - order(runOf([])).sent.length),
      nearMisses: [
        {
          given: (run) => String(order(run).sent.length - written(run)),
          say: "That is how much longer it is than what Alice wrote. Header and content type are " +
            "there without the defence, too.",
        },
        {
          given: () => "0",
          say: "Then nothing would have been added, and the bank could not notice anything.",
        },
        {
          given: () => "128",
          say: "You counted in bits. The question wants bytes.",
        },
      ],
      clue: "Take the size of Alice's order in both rows, and subtract.",
      explain: () =>
        "These bytes are the tag. That is the whole price of an AEAD: whoever has no key guesses " +
        "right once in 2 to the power of 128 tries.",
    },
  ],
};
