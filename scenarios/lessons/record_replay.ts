import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  complaintOf,
  either,
  EVENT,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  type Packet,
  type Run,
} from "../../lab/scenario/mod.ts";
import {
  arrivalsOf,
  COUNTED_FROM_THE_HANDSHAKE,
  expectedNumber,
  ordersOf,
  QUIET_HANDSHAKE,
} from "./parts.ts";

const TAG = 16;

/** The second of two packets that hold the same order. */
function copy(run: Run): Packet {
  return found(arrivalsOf(run)[1], "the copy");
}

function payment(run: Run, index: number): string {
  return `#${found(eventsOf(run, "app.effect", "bank")[index], "a payment").id}`;
}

export const recordReplayLesson: Lesson<"numbers"> = {
  goal: "You can explain why a tag does not stop a replay, and what does. You can say where the " +
    "record number is, although it never travels.",
  minutes: 10,
  needToKnow: ["record", "tag", "nonce", "replay"],
  hints: [
    "Compare the two records that reach the bank. Look for a difference.",
    "There is none. So what has to be different must be on the bank's side.",
    "The bank counts. The first record of orders is number 0, and the next has to fit number 1.",
  ],
  notes: [
    "Mallory cannot read the order, and she cannot change it either. But she can count records, and " +
    "she can make copies.",
    QUIET_HANDSHAKE +
    " The handshake itself would be no use to her a second time: new randoms and " +
    "new key shares make new keys.",
    either({
      succeeds:
        "The same bytes arrive twice. Each copy is authentic, Alice really wrote that. But " +
        "the tag says who wrote it, and not how often. In this row each record brings its own " +
        "number along, and the bank believes it.",
      fails:
        "Both sides count in silence. The number is not in the record; it goes into the nonce. " +
        "The copy was sealed as number 0, the bank tries to open it as number 1, and the tag does " +
        "not match. What TLS 1.3 cannot protect in this way is 0-RTT data: that can be replayed in " +
        "another connection, where counting begins again.",
    }),
  ],
  pins: [
    {
      look: "the order",
      why: "Alice sends it once. Remember its bytes.",
      at: (run) => ordersOf(run)[0]?.event,
    },
    {
      look: "the copy",
      why: "The same bytes again, down to the tag.",
      at: (run) => arrivalsOf(run)[1]?.event,
    },
    {
      look: "the second payment",
      why: "Nobody told a lie here, and Alice is 100 EUR short.",
      at: (run) => eventsOf(run, "app.effect", "bank")[1]?.id,
    },
    {
      look: "the bank's complaint",
      why: "To the bank this is not a copy, just a record that does not open.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
  ],
  questions: [
    {
      id: "expected",
      with: ["numbers"],
      ask: "Under which record number does the bank try to open the copy?",
      form: NUMBER,
      answer: expectedNumber,
      nearMisses: [
        {
          given: () => "0",
          say:
            "That is the number under which Alice sealed it. The bank has opened that one before, " +
            "and is waiting for the next.",
        },
        { given: () => "2", say: COUNTED_FROM_THE_HANDSHAKE },
      ],
      clue: "The bank's complaint names the record that it could not open.",
      explain: (run) =>
        `Alice sealed it as record 0, and the bank has counted on to ${expectedNumber(run)}. The ` +
        "number goes into the nonce on both sides, so under another number the tag does not match.",
    },
    {
      id: "tag",
      with: ["numbers"],
      ask: "What are the first four bytes of the copy's tag, in hex?",
      form: BYTES,
      answer: (run) => hex(copy(run).payload.subarray(-TAG).subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(copy(run).payload.subarray(-4)),
          say: "Those are its last four bytes. The tag is the last 16 of the record: begin there.",
        },
        {
          given: (run) => hex(copy(run).payload.subarray(5, 9)),
          say: "There the sealed content begins, right behind the header. The tag is at the end.",
        },
      ],
      clue: "The tag is the last 16 bytes of a record.",
      explain: () =>
        "It is the tag that Alice made, and in the first record it was right. The tag has not gone " +
        "bad: the bank counts, and would need another one now.",
    },
    {
      id: "second",
      with: [],
      ask: "Without the defence, in which event does the bank pay for the second time? Give its " +
        "number.",
      form: EVENT,
      answer: (run) => payment(run, 1),
      nearMisses: [
        {
          given: (run) => payment(run, 0),
          say: "That is the payment Alice wanted. Look for the next one.",
        },
        {
          given: (run) => `#${copy(run).event}`,
          say: "There the copy leaves Mallory. The bank has to receive it before it pays.",
        },
      ],
      clue: "The payments stand in the bank's lane, and in the evidence under the verdict.",
      explain: () =>
        "The order was genuine each time it came. If it must not count twice, somebody has to count.",
    },
  ],
};
