import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { loadOf, roundTripsOf, waitOf, WAYS } from "../parts/page_loads.ts";

/** Places in `LINES`, and those in `WAYS`. */
const [HOME, TRAIN, SATELLITE] = [0, 1, 2] as const;
const [TLS12, TLS13, RESUMED12, RESUMED13, EARLY] = [0, 1, 2, 3, 4] as const;

const wait = (run: Run, line: number, way: number) => waitOf(loadOf(run, line, way));

/** The way by which the page is there soonest. */
function quickest(run: Run): string {
  const waits = WAYS.map((_, way) => wait(run, SATELLITE, way));
  return WAYS[waits.indexOf(Math.min(...waits))]!;
}

export const latencyLesson: Lesson<never> = {
  goal: "You can reckon how long somebody waits for a page, from the distance and from how it is " +
    "connected. You can say which of the five ways saves a round trip, and which saves other things.",
  minutes: 20,
  needToKnow: ["RTT", "handshake", "resumption", "session ticket", "0-RTT"],
  hints: [
    "A round trip is twice the latency. Divide each number of the table by that.",
    "TCP takes one round trip in every row, and the question with its answer takes another one. " +
    "What is between them is TLS.",
    "Look at what leaves together with the first hello of the last page load.",
  ],
  notes: [
    "A server 5 milliseconds away, as in the same country. Two page loads are drawn, TLS 1.2 and " +
    "TLS 1.3, each anew; three more follow that are alike. Whatever way is taken, nobody would " +
    "notice the difference here.",
    "The same five page loads, ten times as far away. Let the room multiply before you show the " +
    "table.",
    "A satellite is so far up that a packet takes a quarter of a second. The drawn ones are the last " +
    "two, resumed and with early data. Notice two things in the table. Resumption saves a round " +
    "trip in TLS 1.2, and in TLS 1.3 it saves none, only certificates and signatures. And early " +
    "data saves one, at a price: somebody who copies them can send them again.",
  ],
  pins: [
    {
      look: "Alice's hello for TLS 1.3",
      why: "Half of the key agreement is in it. In TLS 1.2 that came a round trip later.",
      at: (run) => helloIn(run, "alice", TLS13),
    },
    {
      look: "the hello that resumes",
      why: "It carries the ticket, and still the question waits for the answer to it.",
      at: (run) => helloIn(run, "carol", RESUMED13),
    },
    {
      look: "Carol's early data",
      why: "Her question is on its way before she has heard anything at all.",
      at: (run) => {
        const hello = helloIn(run, "carol", EARLY) ?? Infinity;
        return sealedPacketsOf(run, { from: "carol" }).find(({ event }) => event > hello)?.event;
      },
    },
  ],
  questions: [
    {
      id: "satellite",
      with: [],
      ask:
        "Carol is 250 ms away, one way. How many milliseconds sooner than over TLS 1.2 is the page there " +
        "over TLS 1.3, both times anew?",
      form: NUMBER,
      answer: (run) => String(wait(run, SATELLITE, TLS12) - wait(run, SATELLITE, TLS13)),
      nearMisses: [
        {
          given: (run) => String((wait(run, SATELLITE, TLS12) - wait(run, SATELLITE, TLS13)) / 2),
          say: "A packet takes 250 ms one way. What is saved is a round trip.",
        },
        {
          given: (run) => String(wait(run, TRAIN, TLS12) - wait(run, TRAIN, TLS13)),
          say: "That is what Bob saves, on his train.",
        },
      ],
      clue: "Take the two first rows of the table, and Carol's column.",
      explain: (run) =>
        `One round trip: ${wait(run, SATELLITE, TLS12)} against ${
          wait(run, SATELLITE, TLS13)
        } ms. At home the same round trip is ` +
        `${wait(run, HOME, TLS12) - wait(run, HOME, TLS13)} ms, and nobody feels it.`,
    },
    {
      id: "resumed",
      with: [],
      ask: "How many round trips does resumption save in TLS 1.3, without early data?",
      form: NUMBER,
      answer: (run) =>
        String(
          roundTripsOf(loadOf(run, HOME, TLS13)) - roundTripsOf(loadOf(run, HOME, RESUMED13)),
        ),
      nearMisses: [
        {
          given: (run) =>
            String(
              roundTripsOf(loadOf(run, HOME, TLS12)) - roundTripsOf(loadOf(run, HOME, RESUMED12)),
            ),
          say: "So many it saves in TLS 1.2. Compare the rows of TLS 1.3.",
        },
        {
          given: () => "2",
          say: "That would leave no time to ask and to answer. Compare the rows of TLS 1.3.",
        },
      ],
      clue: "Compare the column with round trips in the rows of TLS 1.3, anew and resumed.",
      explain: () =>
        "The full handshake needs only one, so there is nothing left to save. What is saved is the " +
        "certificate on the wire, and the signature.",
    },
    {
      id: "quickest",
      with: [],
      ask: "By which of the five ways is the page there soonest?",
      form: WORDS,
      answer: quickest,
      also: ["early data", "0-RTT", "TLS 1.3 early data", "TLS 1.3 with early data"],
      nearMisses: [
        {
          given: () => "TLS 1.3, resumed",
          say: "The ticket alone does not save a wait. One way uses it for more.",
        },
        {
          given: () => "TLS 1.3",
          say: "It is the quickest of those that begin anew. There is a quicker one.",
        },
      ],
      clue: "Look for the smallest numbers in the table.",
      explain: (run) =>
        `${
          roundTripsOf(loadOf(run, HOME, EARLY))
        } round trips, one for TCP and one for question and ` +
        "answer: TLS itself costs no time at all. But early data can be repeated by whoever copies " +
        "them, so it is for questions that do no harm when asked twice.",
    },
    {
      id: "random",
      with: [],
      ask: "What are the first four bytes of the random in Carol's very first hello, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "carol").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is Alice's. Carol's page loads are in the third act.",
        },
        {
          given: (run) => hex(clientHelloOf(run, "bob").random.subarray(0, 4)),
          say: "That is Bob's. Carol's page loads are in the third act.",
        },
      ],
      clue:
        "It is folded away in the diagram. The list of keys has a line for each connection, and " +
        "names it by its random.",
      explain: () =>
        "Folded does not mean made up: all fifteen page loads were carried out, and each has keys of " +
        "its own.",
    },
  ],
};

/** The n-th hello of somebody, from 0: the first thing on each connection. */
function helloIn(run: Run, from: string, n: number): number | undefined {
  const ports = new Map<number, number>();
  for (const { event } of packetsOf(run, { from })) {
    const sent = run.trace.events[event]!;
    if (sent.kind !== "wire.sent") continue;
    const { port } = sent.segment.from;
    if (!ports.has(port)) ports.set(port, event);
  }
  return [...ports.values()][n];
}
