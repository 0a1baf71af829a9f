import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` values of what is looked at (RFC 5246 §7.4). */
const SERVER_KEY_EXCHANGE = 12;
const CLIENT_KEY_EXCHANGE = 16;

/** The bank's half: behind the kind of curve, its name, and a length (RFC 8422 §5.4). */
function serverHalf(run: Run): Bytes {
  const { body } = clearMessageOf(run, "bank", SERVER_KEY_EXCHANGE);
  return body.subarray(4, 4 + body[3]!);
}

/** Alice's half: behind a length (RFC 8422 §5.7). */
function clientHalf(run: Run): Bytes {
  return clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).body.subarray(1);
}

/** Whole round trips between Alice's hello and the end of her handshake. */
function roundTrips(run: Run): number {
  const sent = eventsOf(run, "wire.sent", "alice");
  const syn = found(sent.find(({ segment }) => segment.flags.includes("SYN")), "the first packet");
  const hello = found(sent.find(({ segment }) => segment.payload.length > 0), "the hello");
  const done = found(eventsOf(run, "tls.connected", "alice")[0], "the end of the handshake");
  return Math.round((done.at - hello.at) / (hello.at - syn.at));
}

export const handshakeTls12EcdheLesson: Lesson<never> = {
  goal:
    "You can say what each side sends in a key agreement, who signs what, and why no key on a " +
    "disk opens a recording of it. You can say what TLS 1.2 still shows to a listener.",
  minutes: 15,
  needToKnow: ["client", "server", "certificate", "key agreement", "signature"],
  hints: [
    "Look for the two messages with KeyExchange in their names, one from each side.",
    "The bank's half comes with a signature, and Alice's does not. Ask what that signature proves.",
    "Count the trips across the line before Alice says something of her own: hello, answer, her " +
    "half, Finished.",
  ],
  notes: [
    "The same bank, the same question, another way to make keys. If you have seen the handshake of " +
    "the textbooks, look for what is missing here: nobody sends a secret, encrypted or not.",
    "The bank sends a public value that it made for this connection, half of a key agreement, and " +
    "signs it together with both randoms. That is all the certificate's key does. Alice sends her " +
    "half. Each side combines its own private half with the other's public one, and both get the " +
    "same premaster secret. Eve has both public halves, and that is not enough. Still the " +
    "certificate is in the clear, and still it takes two round trips: the halves come so late " +
    "because the bank has to say first which curve it is to be.",
    "Question and answer, sealed with one key for each direction. It looks as it did before, on the " +
    "wire. The difference is in what anybody could still do tomorrow.",
    "Goodbye; and now both sides forget the private halves. A thief who comes next year for the " +
    "bank's key finds a key that signs. It opens nothing of today. That is called forward secrecy.",
  ],
  pins: [
    {
      look: "the bank's half, with its signature",
      why: "Without the signature anybody on the way could put in a half of his own.",
      at: (run) => clearMessageOf(run, "bank", SERVER_KEY_EXCHANGE).event,
    },
    {
      look: "Alice's half",
      why: "From here on both have the same secret. Eve has seen everything that was sent for it.",
      at: (run) => clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).event,
    },
    {
      look: "the question",
      why: "Two round trips after the first hello, as with RSA key exchange.",
      at: (run) => packetsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
  ],
  questions: [
    {
      id: "server-half",
      with: [],
      ask: "What are the first four bytes of the bank's half of the key agreement, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHalf(run).subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHalf(run).subarray(0, 4)),
          say: "That is Alice's half. The bank sent its own before that.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "bank", SERVER_KEY_EXCHANGE).body.subarray(0, 4)),
          say:
            "Those bytes say which curve it is, and how long the value is. It begins right behind.",
        },
      ],
      clue: "Open the ServerKeyExchange and look for the public value.",
      explain: () =>
        "A public value, as long as the connection alone. In TLS 1.3 it moved into the ServerHello, " +
        "and saves a round trip there.",
    },
    {
      id: "signed",
      with: [],
      ask: "Which message holds the signature by which the bank proves that it is the bank?",
      form: WORDS,
      answer: (run) =>
        found(
          eventsOf(run, "tls.message", "bank").find(({ message, direction }) =>
            direction === "sent" && message.endsWith("_key_exchange")
          ),
          "a message of the bank with a signature",
        ).message,
      also: ["SKE"],
      nearMisses: [
        {
          given: () => "Certificate",
          say: "There is a signature in it, by the authority, and it is old. Anybody can copy it.",
        },
        {
          given: () => "CertificateVerify",
          say: "So it would be in TLS 1.3. In TLS 1.2 only clients send that message.",
        },
        {
          given: () => "Finished",
          say: "That is a MAC, not a signature: whoever has the keys can make it.",
        },
      ],
      clue: "Look for what only the holder of the certificate's key can make, for this connection.",
      explain: () =>
        "It signs the half of the key agreement and both randoms. So it cannot be an old one, and " +
        "nobody can exchange the half for his own.",
    },
    {
      id: "round-trips",
      with: [],
      ask: "TCP aside: after how many round trips may Alice ask her question?",
      form: NUMBER,
      answer: (run) => String(roundTrips(run)),
      nearMisses: [
        {
          given: () => "1",
          say: "So it is in TLS 1.3. Here the halves are exchanged one trip later.",
        },
        {
          given: () => "3",
          say: "You counted the one that TCP takes. TLS itself needs fewer.",
        },
      ],
      clue: "Each time Alice has to wait for the bank is one round trip. Count from her hello on.",
      explain: () =>
        "Once for the bank's hello with its half, and once for its Finished. TLS 1.3 sends a half " +
        "along with the first hello, and saves the second wait.",
    },
  ],
};
