import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  eventsOf,
  learningOf,
  type Lesson,
  NUMBER,
  type Run,
  sealedPacketsOf,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** Where X25519 begins in a hybrid share of the client: behind a key of ML-KEM-768 (FIPS 203 §8). */
const BEHIND_ML_KEM = 1184;

function helloLength(run: Run): number {
  return clientHelloOf(run, "alice").record.length;
}

export const postQuantumLesson: Lesson<"mlkem"> = {
  goal:
    "You can say which recordings of today a quantum computer would open one day, and why a hybrid " +
    "key agreement is the answer. You can say what that costs on the wire.",
  minutes: 15,
  needToKnow: ["key agreement", "key share", "forward secrecy", "signature"],
  hints: [
    "Ask what Eve has on her tape on the very first day, in either row.",
    "Look at what the machine is given, and at what it gives back.",
    "Two key agreements, one secret of both: how many of them does somebody have to break?",
  ],
  notes: [
    "Copying costs next to nothing, and she can wait. Ask the room how long a medical finding should " +
    "stay secret.",
    (run) =>
      run.trace.with.length === 0
        ? "Two public halves of x25519 pass Eve. To compute a private half from one of them would " +
          "take all computers of the world longer than there is time. There is forward secrecy: no " +
          "key on any disk opens this."
        : "The same x25519, and in front of it the key of another kind of agreement, ML-KEM. The " +
          "clinic answers with a parcel that only Alice can open. Both secrets go into the keys, one " +
          "behind the other. Those 1184 bytes of Alice's and 1088 of the clinic's are the whole price.",
    "A short conversation that should stay between the two for decades.",
    "Today the tape is noise, in both rows. Eve puts it into a cupboard.",
    either({
      succeeds:
        "Nobody has such a machine, and nobody knows whether there will be one in five years, " +
        "in fifty or ever. The lab has none either: the story hands over what it would find, and says " +
        "so. From there on everything is computed. Forward secrecy does not help, since it protects " +
        "from stolen keys and not from better arithmetic.",
      fails:
        "The machine does what it did in the other row, and Eve has the x25519 secret. It is half of " +
        "what the keys were made from. For ML-KEM no quick way is known, with or without such a " +
        "machine. And should somebody find one next year, x25519 is still there: that is why it is " +
        "a hybrid.",
    }),
  ],
  pins: [
    {
      look: "Alice's public half",
      why: (run) =>
        run.trace.with.length === 0
          ? "These 32 bytes are all that the machine will need."
          : "1216 bytes. The last 32 of them are x25519, and that is the part that the machine can use.",
      at: (run) => clientHelloOf(run, "alice").event,
    },
    {
      look: "the clinic's public half",
      why: "Eve needs this one as well, and has it.",
      at: (run) => serverHelloOf(run, "clinic").event,
    },
    {
      look: "the finding, sealed",
      why: "It lies on the tape for twenty years.",
      at: (run) => sealedPacketsOf(run, { from: "clinic", act: 3 })[0]?.event,
    },
    {
      look: "the machine's answer",
      why: "Supposed by the story, and written down as such.",
      at: (run) => eventsOf(run, "grant", "eve")[0]?.id,
    },
    {
      look: "the finding, twenty years old",
      why: "It is as true as it was.",
      at: (run) => learningOf(run, "eve", "alice's finding"),
    },
  ],
  questions: [
    {
      id: "longer",
      with: ["mlkem"],
      ask: "How many bytes longer is Alice's ClientHello here than in the other row?",
      form: NUMBER,
      answer: (run, runOf) => String(helloLength(run) - helloLength(runOf([]))),
      nearMisses: [
        {
          given: () => "1184",
          say: "So long is the key of ML-KEM. One of the lists in the hello has grown as well.",
        },
        {
          given: () => "1216",
          say: "So long is the whole half. But a half was in the other hello, too.",
        },
      ],
      clue: "Take the length of the first record in each row, and subtract.",
      explain: () =>
        "The key of ML-KEM, and two bytes for the name of one more group. It still fits into one " +
        "packet here; where it does not, some old device on the way may stumble.",
    },
    {
      id: "part",
      with: ["mlkem"],
      ask: "What are the first four bytes that the machine is given here, in hex?",
      form: BYTES,
      answer: (run) =>
        hex(clientHelloOf(run, "alice").share.subarray(BEHIND_ML_KEM, BEHIND_ML_KEM + 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").share.subarray(0, 4)),
          say: "That is where ML-KEM begins. What the machine can break stands behind it.",
        },
        {
          given: (run) => hex(serverHelloOf(run, "clinic").share.subarray(-32, -28)),
          say: "That is the clinic's x25519. The machine was asked about Alice's half.",
        },
      ],
      clue: "Open Alice's hello at key_share. Of its 1216 bytes the machine can use the last 32.",
      explain: () =>
        "The public half of x25519. From these 32 bytes it finds the private half, and with that and " +
        "the clinic's half Eve computes the x25519 secret by herself.",
    },
    {
      id: "today",
      with: [],
      ask:
        "Something else in this handshake would not stand up to such a machine. It need not be " +
        "replaced before there is one, since no recording helps there. What?",
      form: WORDS,
      answer: () => "signature",
      also: [
        "signatures",
        "CertificateVerify",
        "certificate",
        "the certificate's signature",
        "certificate_verify",
      ],
      nearMisses: [
        {
          given: () => "AES",
          say:
            "Such a machine would not do much to AES. It computes private keys from public ones.",
        },
        {
          given: () => "key agreement",
          say: "That is what the recording is opened with. It has to be replaced before.",
        },
      ],
      clue: "Where else is there a public key, with a private one that somebody could compute?",
      explain: () =>
        "Whoever computes the key of a certificate can pose as its owner from then on, and not " +
        "yesterday. So signatures have time, and key agreements have not.",
    },
  ],
};
