import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** Packets of Alice's that hold a hello, in order. */
function hellos(run: Run) {
  return packetsOf(run, { from: "alice", act: 2 })
    .filter(({ records }) =>
      records.some(({ type, fragment }) => type === 22 && fragment[0] === 1)
    );
}

/** How long a packet's records are, in bytes. */
function length({ records }: ReturnType<typeof hellos>[number]): number {
  return records.filter(({ type }) => type === 22)
    .reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** What the two agreed on. */
function agreed(run: Run): string {
  return found(eventsOf(run, "tls.connected", "alice")[0], "an agreement").group;
}

export const helloRetryLesson: Lesson<"both-halves"> = {
  goal:
    "You can explain why a TLS 1.3 handshake sometimes takes two round trips, and what the client " +
    "can do about it. You can say why the first hello is not simply forgotten.",
  minutes: 15,
  needToKnow: ["ClientHello", "key share", "group", "RTT"],
  hints: [
    "Count the hellos in each of the two rows.",
    "Compare the two ClientHellos field by field: nearly all is the same, and must be.",
    "The bank's first answer looks like a ServerHello. Its random gives it away.",
  ],
  notes: [
    "Nothing special so far. Keep in mind what Alice cannot know yet: which groups her bank takes.",
    (run) =>
      hellos(run).length > 1
        ? "Alice sends half of a key agreement for x25519, and says that she could do secp384r1 too. " +
          "The bank takes only the latter, so it asks for another half. Alice says hello again, with " +
          "the same random and one thing changed. Whoever wanted to change more on the way would be " +
          "found out: the first hello goes into the transcript, as a hash."
        : "Alice sends two halves, one for each group. The bank takes the one it likes, and all is " +
          "done in one round trip. The price is a longer hello, and one key pair made for nothing.",
    "The same sealed question as ever. How often one had to ask before does not weaken the keys.",
    "Goodbye. Clients that know a server remember which group it took, and guess right next time.",
  ],
  pins: [
    {
      look: "the first hello",
      why: (run) =>
        hellos(run).length > 1
          ? "One half, for the wrong group."
          : "Two halves, one of them for the right group.",
      at: (run) => hellos(run)[0]?.event,
    },
    {
      look: "the request to try again",
      why: "A ServerHello in its form, with a random that everybody knows.",
      at: (run) =>
        hellos(run).length > 1 ? packetsOf(run, { from: "bank", act: 2 })[0]?.event : undefined,
    },
    {
      look: "the second hello",
      why: "The same random, and another half.",
      at: (run) => hellos(run)[1]?.event,
    },
    {
      look: "the question",
      why: either({
        succeeds: "Sealed.",
        fails: "Sealed as ever. Look at the time in the margin: that is the difference.",
      }),
      at: (run) => packetsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
  ],
  questions: [
    {
      id: "longer",
      with: ["both-halves"],
      ask: "How many bytes longer is Alice's hello here than her first one in the other row?",
      form: NUMBER,
      answer: (run, runOf) => String(length(hellos(run)[0]!) - length(hellos(runOf([]))[0]!)),
      nearMisses: [
        {
          given: () => "97",
          say: "That is the half itself. It travels with its group and its length.",
        },
        {
          given: () => "32",
          say: "That is how long a half for x25519 is. The other one is longer.",
        },
      ],
      clue: "Take the size of the first ClientHello in each of the two rows, and subtract.",
      explain: () =>
        "A point of secp384r1, with two bytes for the name of the group and two for the length. Some " +
        "clients think that cheaper than a round trip.",
    },
    {
      id: "random",
      with: [],
      ask: "What are the first four bytes of the random in Alice's second hello, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
      nearMisses: [
        {
          given: () => "cf21ad74",
          say: "That is the random by which everybody knows a HelloRetryRequest.",
        },
      ],
      clue: "Open the second ClientHello; then open the first one, and be surprised.",
      explain: () =>
        "It is that of the first hello. The second repeats the first in all but what was asked for, " +
        "and the bank checks that it does.",
    },
    {
      id: "group",
      with: [],
      ask: "In which group do the two agree on a secret in the end?",
      form: WORDS,
      answer: agreed,
      nearMisses: [
        {
          given: () => "x25519",
          say: "That was Alice's guess. The bank does not take it.",
        },
      ],
      clue: "Look at what is said beside the ServerHello that comes last.",
      explain: () =>
        "The one that the bank asked for. Eve knows that, too: this part of the handshake is in the " +
        "clear.",
    },
  ],
};
