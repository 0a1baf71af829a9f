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
const CLIENT_HELLO = 1;
const CERTIFICATE = 11;
const CLIENT_KEY_EXCHANGE = 16;

/** The premaster secret as it travels: behind two octets of length (RFC 5246 §7.4.7.1). */
function encryptedSecret(run: Run): Bytes {
  return clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).body.subarray(2);
}

/** The first message that Alice seals: what she sends behind her ClientKeyExchange. */
function firstSealed(run: Run): string {
  const sent = eventsOf(run, "tls.message", "alice").filter((event) => event.direction === "sent");
  const exchange = sent.findIndex(({ message }) => message === "client_key_exchange");
  return found(sent[exchange + 1], "a message behind the ClientKeyExchange").message;
}

export const handshakeTls12RsaLesson: Lesson<never> = {
  goal: "You can tell the story of the premaster secret, from the client's random numbers to the " +
    "keys, and say what of it a listener sees. You can say what would happen if the server's key " +
    "were stolen one day.",
  minutes: 15,
  needToKnow: ["client", "server", "certificate", "public key", "handshake"],
  hints: [
    "Look at the curly braces: how far down do you have to go until the first pair?",
    "The line below an arrow says who can read it. The certificate is readable here, and so is the " +
    "message that the secret is in.",
    "ClientKeyExchange holds 48 bytes that Alice made up, encrypted to the key in the certificate. " +
    "Everything that is sealed later hangs on them.",
  ],
  notes: [
    "This is the handshake that most books and courses tell, and it was right for many years. Keep " +
    "an eye on Eve, and ask for each message what she sees of it.",
    "Two hellos, and neither makes a secret yet. The certificate comes in the clear: whoever " +
    "listens sees whom Alice talks to. Then Alice makes up 48 bytes, the premaster secret, and " +
    "encrypts them with the public key from the certificate. Only the holder of the private key can " +
    "open that. Both sides mix it with the two randoms and get the main secret, and from that the " +
    "keys. No signature proves who the bank is: that it can use the secret at all is the proof. " +
    "And two round trips have gone by.",
    "Now question and answer, sealed. Notice what Eve has kept by now: the two randoms, the " +
    "encrypted secret, and these two records. Only one thing is missing, and it lies on the bank's " +
    "disk, year after year.",
    "Both say goodbye, and forget their keys. Eve forgets nothing. If she ever gets the bank's " +
    "private key she opens the ClientKeyExchange of today, and with it everything.",
  ],
  pins: [
    {
      look: "the bank's certificate, in the clear",
      why: "TLS 1.3 seals this message. Here everybody on the way sees the name in it.",
      at: (run) => clearMessageOf(run, "bank", CERTIFICATE).event,
    },
    {
      look: "the encrypted secret",
      why:
        "Eve has a copy of it. It is as safe as the bank's private key, for as long as that key " +
        "exists anywhere.",
      at: (run) => clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).event,
    },
    {
      look: "the question",
      why: "Two round trips after the first hello. TLS 1.3 would be here one round trip sooner.",
      at: (run) => packetsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
  ],
  questions: [
    {
      id: "encrypted",
      with: [],
      ask: "What are the first four bytes of the encrypted premaster secret, in hex?",
      form: BYTES,
      answer: (run) => hex(encryptedSecret(run).subarray(0, 4)),
      nearMisses: [
        {
          given: (run) =>
            hex(clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).body.subarray(0, 4)),
          say: "The first two of these are a length. The secret comes behind it.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "alice", CLIENT_HELLO).body.subarray(2, 6)),
          say: "That is the client random. It is mixed into the keys, and it is no secret.",
        },
      ],
      clue: "Open the ClientKeyExchange. It begins with a length of two bytes.",
      explain: () =>
        "Eve can read these bytes as well as you. They are RSA ciphertext: without the bank's " +
        "private key they say nothing.",
    },
    {
      id: "length",
      with: [],
      ask: "How many bytes long is the encrypted premaster secret?",
      form: NUMBER,
      answer: (run) => String(encryptedSecret(run).length),
      nearMisses: [
        {
          given: () => "48",
          say: "So long is what Alice made up. Encrypted with RSA it is as long as the key.",
        },
        {
          given: (run) => String(clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).body.length),
          say: "That is the whole body of the message, with the two bytes of length in front.",
        },
      ],
      clue: "The message says itself how long it is, in its first two bytes.",
      explain: (run) =>
        `The bank's key has ${
          encryptedSecret(run).length * 8
        } bits, and so has everything that is ` +
        "encrypted to it. Inside are 48 bytes, and the rest is padding.",
    },
    {
      id: "first-sealed",
      with: [],
      ask: "Which message of Alice's is the first that Eve cannot read?",
      form: WORDS,
      answer: firstSealed,
      also: ["Fin"],
      nearMisses: [
        {
          given: () => "ClientKeyExchange",
          say:
            "The message itself is in the clear, and Eve sees where the secret begins and ends. " +
            "Only what is inside is encrypted.",
        },
        {
          given: () => "ChangeCipherSpec",
          say: "That one announces the new keys, and is itself in the clear.",
        },
        {
          given: () => "application data",
          say: "One message before it is sealed already.",
        },
      ],
      clue: "Look for the first pair of curly braces.",
      explain: () =>
        "Up to TLS 1.2 the handshake is in the clear but for its last message on each side. That is " +
        "why a listener sees certificates there.",
    },
  ],
};
