import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  type Packet,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { callsOf } from "../parts/early.ts";

const [THIRD, FOURTH] = [4, 6] as const;

/** What Alice sends right behind her hello. */
function early(
  run: Run,
  act: number,
): Packet & { readonly record: { readonly bytes: Uint8Array } } {
  return found(sealedPacketsOf(run, { from: "alice", act })[0], `early data in act ${act}`);
}

/** Milliseconds until the answer, by the number of the call from 1. */
function answered(run: Run, call: number): number {
  return found(callsOf(run)[call - 1], `call ${call}`).answered;
}

export const zeroRttLesson: Lesson<never> = {
  goal:
    "You can say when early data leave, under which key, and what is saved. You can say what one " +
    "gives up for that, and which requests are fit for it.",
  minutes: 15,
  needToKnow: ["handshake", "resumption", "PSK", "RTT", "replay"],
  hints: [
    "Find the question in each call, and look at what stands in front of it.",
    "The bank's random comes with its ServerHello. Which records are sealed without it?",
    "What would happen if somebody sent Alice's two packets of the third call once more?",
  ],
  notes: [
    "Nothing so far. Three questions will come up: when does the request leave, who can read it, and " +
    "who can send it again?",
    "A call as everybody knows it: one round trip for TCP, one for TLS, and then the question. " +
    "Behind it all Alice gets a ticket which says that early data are welcome.",
    "Back with the ticket. No certificate this time, but the question waits for the handshake as it " +
    "did before. In TLS 1.3 coming back saves no time by itself.",
    "Now Alice does not wait. The question goes out right behind the hello, sealed with a key that " +
    "she makes from the pre-shared key alone. The bank has had no part in that key. So there is no " +
    "forward secrecy in it, and nothing that is new: whoever copies the two packets can send them " +
    "again. For a rate that does no harm. For a payment it would.",
    "Ticket keys are changed every few hours or days, and nobody tells the clients.",
    "Alice cannot know that her ticket is worth nothing now. The bank cannot open the question, " +
    "passes over it, and makes a whole handshake with her. Then she says it once more. She loses " +
    "nothing but a few bytes. So a client must have the question at hand until it is answered.",
  ],
  pins: [
    {
      look: "a hello that announces more",
      why: "Everybody can see that early data follow, and later whether they were taken.",
      at: (run) => clientHelloOf(run, "alice", THIRD).event,
    },
    {
      look: "the question, at once",
      why: "The bank has not said a word yet.",
      at: (run) => early(run, THIRD).event,
    },
    {
      look: "the answer, with the handshake",
      why: "The bank answers somebody whose Finished it has not seen yet.",
      at: (run) => sealedPacketsOf(run, { from: "bank", act: THIRD })[1]?.event,
    },
    {
      look: "the question, in vain",
      why: "The bank cannot open it, and passes over it.",
      at: (run) => early(run, FOURTH).event,
    },
    {
      look: "Alice is told",
      why: "EncryptedExtensions would say that early data were taken, and does not say so.",
      at: (run) => eventsOf(run, "tls.earlyData", "alice").find(({ accepted }) => !accepted)?.id,
    },
  ],
  questions: [
    {
      id: "sooner",
      with: [],
      ask:
        "How many milliseconds sooner than in the second call does Alice have her answer in the " +
        "third?",
      form: NUMBER,
      answer: (run) => String(answered(run, 2) - answered(run, 3)),
      nearMisses: [
        {
          given: (run) => String(answered(run, 3)),
          say: "That is how long the third call takes. Compare it with the second.",
        },
        {
          given: (run) => String((answered(run, 2) - answered(run, 3)) / 2),
          say: "That is one way. The question used to wait for a whole round trip.",
        },
      ],
      clue: "The table has the times. Subtract.",
      explain: () =>
        "One round trip, the one of the TLS handshake. That of TCP is still there, so the name 0-RTT " +
        "speaks of TLS alone.",
    },
    {
      id: "sealed",
      with: [],
      ask: "What are the first four sealed bytes of the question in act 4, behind the record " +
        "header? In hex.",
      form: BYTES,
      answer: (run) => hex(early(run, THIRD).record.bytes.subarray(5, 9)),
      nearMisses: [
        {
          given: (run) => hex(early(run, THIRD).record.bytes.subarray(0, 4)),
          say: "That is the record header, which is not sealed.",
        },
        {
          given: (run) => hex(early(run, FOURTH).record.bytes.subarray(5, 9)),
          say: "That is the question of act 6, sealed with another key.",
        },
      ],
      clue:
        "Open the packet behind the ClientHello of act 4; the header of a record has five bytes.",
      explain: () =>
        "Eve can read none of it. But she can keep the packet, and send it again: the bank would " +
        "have to notice by itself.",
    },
    {
      id: "unheard",
      with: [],
      ask:
        "In act 4 the bank answers before it has heard the message with which Alice proves that " +
        "she is there, now. Which message is that?",
      form: WORDS,
      answer: () => "finished",
      also: ["Fin", "Alice's Finished"],
      nearMisses: [
        {
          given: () => "end_of_early_data",
          say: "That says where the early data end. Which message proves something?",
        },
        {
          given: () => "certificate_verify",
          say: "Alice has no certificate here, and the bank did not ask for one.",
        },
      ],
      clue: "Look at what Alice sends when the answer has left already.",
      explain: () =>
        "It covers the bank's fresh random, so no copy of an older one would fit. Whatever comes " +
        "before it may be a copy.",
    },
    {
      id: "vain",
      with: [],
      ask: "How many bytes long is the record with the question that is sent in vain?",
      form: NUMBER,
      answer: (run) => String(early(run, FOURTH).record.bytes.length),
      nearMisses: [
        {
          given: () => "6",
          say: "That is the question itself. Its envelope counts, too.",
        },
        {
          given: (run) => String(early(run, FOURTH).record.bytes.length - 5),
          say: "The header of the record has five more.",
        },
      ],
      clue: "It is the sealed record right behind the hello of act 6.",
      explain: () =>
        "Header, question, one byte for its type, and the tag. A bank that refuses has to read past " +
        "them, up to the number of bytes that the ticket allows.",
    },
  ],
};
