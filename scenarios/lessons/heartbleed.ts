import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  sealedPacketsOf,
} from "../../lab/scenario/mod.ts";

/** Lengths in bytes: what Mallory sends as payload, and the padding behind it. */
const [PAYLOAD, PADDING] = ["hi!".length, 16];
/** A record's header and the part of the nonce that travels, in bytes. */
const BEFORE_TEXT = 5 + 8;

/** How many bytes each answer carries, its own padding aside. */
function answersOf(run: Run): readonly number[] {
  return eventsOf(run, "note", "mallory").flatMap(({ text }) => {
    const count = /gets (\d+) bytes back/.exec(text)?.[1];
    return count === undefined ? [] : [Number(count)];
  });
}

/** Alice's request, sealed. */
function request(run: Run) {
  return found(sealedPacketsOf(run, { from: "alice", act: 1 })[0], "Alice's request");
}

export const heartbleedLesson: Lesson<"bounds-check" | "no-heartbeat"> = {
  goal:
    "You can explain why a length that a peer sends must be held against what has come. You can " +
    "say what a hole in a program has to do with keys, and what it has not.",
  minutes: 15,
  needToKnow: ["record", "heartbeat", "cookie", "plaintext"],
  hints: [
    "Mallory breaks no cipher. She is a client like any other.",
    "Her heartbeat holds three bytes. Read what it says about its own length.",
    "The answer is as long as she said, not as long as what she sent. Something fills the rest.",
  ],
  notes: [
    "Alice asks for her mail. Her request is sealed, and Mallory, who could copy it, would learn " +
    "nothing. But the server opens it, and it lies in the server's memory in the clear.",
    ({ trace, verdict }) =>
      verdict.attack === "succeeds"
        ? "Mallory connects, as anybody may. A heartbeat is a question: send me these bytes back. She " +
          "sends three, and says that they are many. The server copies as many as she says, and what lies " +
          "behind her three bytes is what others have sent."
        : trace.with.includes("no-heartbeat")
        ? "Mallory offers heartbeats, and the server does not take them up. What nobody speaks, nobody " +
          "gets wrong."
        : "Mallory sends three bytes and says that they are many. The server compares, and passes the " +
          "message over in silence, as the rule wants. An honest heartbeat behind it is answered.",
  ],
  pins: [
    {
      look: "Alice's request, sealed",
      why: "On the wire nobody can read it. It is opened where it arrives.",
      at: (run) => request(run).event,
    },
    {
      look: "what Mallory asks",
      why: "Three bytes, and a length that is a lie.",
      at: (run) => remarkOf(run, "mallory", "mallory sends three bytes"),
    },
    {
      look: "what Mallory hears instead",
      why: "It was not offered, so there is nothing to ask.",
      at: (run) => remarkOf(run, "mallory", "The server speaks no heartbeats"),
    },
    {
      look: "the moment Mallory knows the cookie",
      why: either({
        succeeds: "It came under her own keys. She was meant to read what she is sent.",
        fails: "",
      }),
      at: (run) => learningOf(run, "mallory", "session cookie"),
    },
  ],
  questions: [
    {
      id: "bytes",
      with: [],
      ask:
        "Mallory sends three bytes and sixteen bytes of padding behind them. How many of the bytes " +
        "that the answer carries has she not sent herself?",
      form: NUMBER,
      answer: (run) => String(found(answersOf(run)[0], "an answer") - PAYLOAD - PADDING),
      nearMisses: [
        {
          given: (run) => String(answersOf(run)[0]),
          say: "That is all that she gets. The first nineteen of them are her own.",
        },
        {
          given: (run) => String(found(answersOf(run)[0], "an answer") - PAYLOAD),
          say: "The padding of her own question lies behind the three bytes, and comes back too.",
        },
      ],
      clue: "Mallory notes how much comes back. It begins with what she sent.",
      explain: () =>
        "They are what lies behind her question in the server's memory. In the real case it was up to " +
        "64 kilobytes for each question, and nobody counts the questions.",
    },
    {
      id: "sealed",
      with: [],
      ask:
        "What are the first four bytes of the sealed text in Alice's request, behind the header " +
        "and the nonce? In hex.",
      form: BYTES,
      answer: (run) => hex(request(run).record.bytes.subarray(BEFORE_TEXT, BEFORE_TEXT + 4)),
      nearMisses: [
        {
          given: (run) => hex(request(run).record.bytes.subarray(5, 9)),
          say: "That is the nonce, of which eight bytes travel in TLS 1.2.",
        },
        {
          given: () => "47455420",
          say: "That is how her request begins before it is sealed.",
        },
      ],
      clue: "Header five bytes, nonce eight bytes, then the sealed text.",
      explain: () =>
        "Nothing is wrong with these bytes: AES-GCM hides the cookie as it should. The leak is at the " +
        "end where it is opened.",
    },
    {
      id: "silence",
      with: ["bounds-check"],
      ask:
        "Mallory sends two heartbeats, one that lies and one that does not. How many are answered?",
      form: NUMBER,
      answer: (run) => String(answersOf(run).length),
      nearMisses: [
        { given: () => "2", say: "Look at how many answers she counts." },
        { given: () => "0", say: "The server does answer what fits." },
      ],
      clue: "Mallory says at the end how many answers she got.",
      explain: () =>
        "The one whose length fits. The other one gets no answer and no alert, which is what RFC 6520 " +
        "has always asked for.",
    },
  ],
};
