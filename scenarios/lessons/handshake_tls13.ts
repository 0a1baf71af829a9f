import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  type ConnectionFigures,
  connectionsOf,
  found,
  type Lesson,
  NUMBER,
  type Run,
  sealedPacketsOf,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` values (RFC 9846 §4). */
const CERTIFICATE = 11;
const CLIENT_KEY_EXCHANGE = 16;

const [FIRST, SECOND, THIRD] = [2, 3, 4] as const;

/** The figures of a call, by its act. */
function call(run: Run, act: number): ConnectionFigures {
  return found(connectionsOf(run, "alice")[act - FIRST], `the call of act ${act}`);
}

function saved(run: Run): number {
  return call(run, SECOND).done - call(run, SECOND).hello -
    (call(run, THIRD).done - call(run, THIRD).hello);
}

export const handshakeTls13Lesson: Lesson<never> = {
  goal:
    "You can say what TLS 1.3 changed in the handshake, and what each change is good for: one " +
    "round trip less, a sealed certificate, no key exchange that a stolen key undoes.",
  minutes: 20,
  needToKnow: ["handshake", "certificate", "RSA key exchange", "key agreement", "RTT"],
  hints: [
    "Go down the table line by line, and find the arrows that each number comes from.",
    "Look in each call for the first pair of curly braces. In the third it comes much sooner.",
    "Ask in each call where the secret comes from: from a message that a key on a disk opens, or " +
    "from two halves that nobody keeps.",
  ],
  notes: [
    "Three calls to the same bank, which shows the same certificate and uses the same key each " +
    "time. Let the room guess beforehand: which of them would Eve like best?",
    "The handshake of the textbooks. Two round trips, everything in the clear up to Finished, and " +
    "the secret in a parcel that the bank's key opens, today and in ten years.",
    "The secret now comes from two halves that both sides make up and throw away. The number of " +
    "round trips is the same, and Eve sees the certificate as before. But the bank's key only signs.",
    "TLS 1.3: Alice guesses which group the bank will want, and sends her half with the first " +
    "hello. So the keys are there one trip sooner, and the certificate goes out sealed. RSA key " +
    "exchange is not among the choices any more, nor is any way to seal records but an " +
    "AEAD.",
  ],
  pins: [
    {
      look: "the certificate of the first call, in the clear",
      why: "In the first two calls a listener sees whom Alice talks to, and more than the name.",
      at: (run) => clearMessageOf(run, "bank", CERTIFICATE).event,
    },
    {
      look: "the parcel with the secret",
      why:
        "Only the first call has one. Eve keeps it for the day on which she gets the bank's key.",
      at: (run) => clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).event,
    },
    {
      look: "the first sealed packet of the third call",
      why: "It comes right behind the ServerHello, and the certificate is in it.",
      at: (run) => sealedPacketsOf(run, { from: "bank", act: THIRD })[0]?.event,
    },
  ],
  questions: [
    {
      id: "saved",
      with: [],
      ask: "How many milliseconds sooner than in the second call are there keys in the third?",
      form: NUMBER,
      answer: (run) => String(saved(run) / 1000),
      nearMisses: [
        {
          given: (run) => String(saved(run) / 2000),
          say: "That is one way. A round trip is there and back.",
        },
        {
          given: (run) => String((call(run, SECOND).done - call(run, SECOND).hello) / 1000),
          say: "So long the handshake of the second call takes. By how much is the third shorter?",
        },
      ],
      clue: "The table has a line for it, from hello to keys, with a number for each call.",
      explain: (run) =>
        `One round trip, which takes ${
          saved(run) / 1000
        } ms on this line. On a slow line it is as ` +
        "much more as the line is slower.",
    },
    {
      id: "share",
      with: [],
      ask:
        "In the third call the bank's half of the key agreement is in its ServerHello. What are " +
        "its first four bytes, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHelloOf(run, "bank", THIRD).share.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(serverHelloOf(run, "bank", THIRD).random.subarray(0, 4)),
          say: "That is the server random. The half is in an extension, key_share.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "bank", 12).body.subarray(4, 8)),
          say: "That is the bank's half of the second call, from its ServerKeyExchange.",
        },
      ],
      clue: "Open the ServerHello of the last act and look for key_share.",
      explain: () =>
        "In TLS 1.2 it came in a message of its own, which also had the signature in it. In TLS 1.3 " +
        "the signature comes later, sealed, and covers the whole handshake.",
    },
    {
      id: "gone",
      with: [],
      ask:
        "Which message does TLS 1.2 use to say that the next record is sealed, while in TLS 1.3 " +
        "it means nothing?",
      form: WORDS,
      answer: () => "ChangeCipherSpec",
      also: ["CCS", "change_cipher_spec"],
      nearMisses: [
        {
          given: () => "Finished",
          say: "Finished is the first message that is sealed. Something announces it.",
        },
        {
          given: () => "ServerHelloDone",
          say: "That says that the server waits. Its records are in the clear before and after.",
        },
      ],
      clue: "Look in the first two calls for what stands in front of the curly braces.",
      explain: () =>
        "TLS 1.3 changes keys at fixed points of the handshake, and needs no word for it. Many " +
        "clients still send the old one, so that devices on the way see what they are used to.",
    },
  ],
};
