import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  either,
  eventsOf,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` values (RFC 5246 §7.4). */
const CLIENT_HELLO = 1;
const CERTIFICATE = 11;
const CLIENT_KEY_EXCHANGE = 16;

/** Alice's first ClientKeyExchange behind its length, which takes so many bytes. */
function exchange(run: Run, length: number): Bytes {
  return clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).body.subarray(length);
}

/** How many records Eve says she has opened, all connections together, in the last act. */
function opened(run: Run): number {
  return eventsOf(run, "note", "eve").filter(({ act }) => act === 5)
    .reduce((sum, { text }) => sum + Number(/opens (\d+) of/.exec(text)?.[1] ?? 0), 0);
}

export const recordNowDecryptLaterLesson: Lesson<"ecdhe" | "tls13"> = {
  goal:
    "You can say what forward secrecy protects, and from whom. You can tell by a connection's " +
    "cipher suite whether a key stolen later opens its recording.",
  minutes: 15,
  needToKnow: ["RSA key exchange", "key agreement", "forward secrecy", "premaster secret"],
  hints: [
    "Nothing is broken in this story. Ask what Eve has on her tape from the very first day.",
    "Compare the two rows at Alice's ClientKeyExchange: what is in it, and who could open it?",
    "A key that only signs proves who somebody is. It is of no use to whoever wants to read.",
  ],
  notes: [
    "Eve is as passive as one can be: she copies. Disks are cheap, and she does not need to know " +
    "yet what for.",
    (run) =>
      "A handshake and a short conversation. " +
      (run.trace.with.length === 0
        ? "Alice makes up a secret and encrypts it to the bank's key, so it passes Eve inside an " +
          "envelope that one key opens. That key will be used for years."
        : "Two halves of a secret pass Eve in the clear, made for this connection alone. The bank's " +
          "key signs its half, and does nothing else."),
    "Another day, another connection, and new keys for it. Eve has both on the tape. To her it is " +
    "noise, as it should be.",
    "What can she do with it today? She sees where the sealed records begin and end. That is all, " +
    "in every row.",
    either({
      succeeds:
        "Now she has the key, and every envelope of those years opens at once: all connections, of " +
        "all customers. That the certificate has expired does not matter; dates are for those who " +
        "trust a certificate, not for those who own its key. And nobody at the bank notices.",
      fails:
        "The same key, found on the same disk. It says who the bank was, and nothing more: the " +
        "secrets came from values that both sides threw away after the call. Whoever has the key " +
        "can pose as the bank while the certificate is good, so it still has to be guarded. The " +
        "past is out of its reach.",
    }),
    either({
      succeeds:
        "A recording does not age. What was opened once stays open, and whatever else was recorded " +
        "in those years opens with the same key, on any day.",
      fails:
        "Time alone changes nothing, and neither does another look with the same key. What would is " +
        "a machine that breaks the key agreement itself. That is why today's clients mix a second " +
        "one into it that such a machine is not known to break.",
    }),
  ],
  pins: [
    {
      look: "Alice's part in the keys",
      why: (run) =>
        run.trace.with.length === 0
          ? "The secret itself, in an envelope. It lies on the tape from now on."
          : "Half of a key agreement. Without the private half, that Alice threw away, it is worth nothing.",
      at: (run) =>
        run.trace.with.includes("tls13")
          ? packetsOf(run, { from: "alice", act: 2 })[0]?.event
          : clearMessageOf(run, "alice", CLIENT_KEY_EXCHANGE).event,
    },
    {
      look: "the key is found",
      why:
        "It is granted by the story, and the record says so. Keys do get lost: on disks, in backups, by bugs.",
      at: (run) => eventsOf(run, "grant", "eve")[0]?.id,
    },
    {
      look: "the balance, three years old",
      why: "Eve opens a record that she has kept since the first day.",
      at: (run) => learningOf(run, "eve", "alice's balance"),
    },
    {
      look: "what the key opens",
      why: "Nothing at all, and the reason is in the remark.",
      at: (run) =>
        run.verdict.attack === "fails"
          ? eventsOf(run, "note", "eve").findLast(({ act }) => act === 5)?.id
          : undefined,
    },
  ],
  questions: [
    {
      id: "envelope",
      with: [],
      ask:
        "What are the first four bytes of the secret in its envelope, as Eve has it on tape from " +
        "act 2? In hex.",
      form: BYTES,
      answer: (run) => hex(exchange(run, 2).subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(exchange(run, 0).subarray(0, 4)),
          say: "The first two of these are a length. The envelope begins behind it.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "alice", CLIENT_HELLO).body.subarray(2, 6)),
          say: "That is the client random. It goes into the keys as well, and was never a secret.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "bank", CERTIFICATE).body.subarray(0, 4)),
          say: "That is from the certificate. It holds the key that the envelope was closed with.",
        },
      ],
      clue: "Look into Alice's ClientKeyExchange, behind its length of two bytes.",
      explain: () =>
        "These bytes have been enough all the time; only the key was missing. No later care of " +
        "Alice's or the bank's could take them off the tape.",
    },
    {
      id: "opened",
      with: [],
      ask: "How many sealed records does Eve open with the key, both connections together?",
      form: NUMBER,
      answer: (run) => String(opened(run)),
      nearMisses: [
        {
          given: (run) => String(eventsOf(run, "app.data", "alice").length),
          say:
            "So many hold what Alice and the bank said. Eve opens the Finished messages and the " +
            "goodbyes too: all that is sealed.",
        },
        {
          given: (run) => String(opened(run) / 2),
          say: "That is one of the two connections. The key opens the envelopes of both.",
        },
        {
          given: () => "0",
          say: "You are thinking of the defences. Here none is on.",
        },
      ],
      clue: "Read Eve's remarks in act 5, and add them up.",
      explain: () =>
        "All of them: whoever has the main secret has the keys of both directions. And each " +
        "connection of those years has its envelope on the tape.",
    },
    {
      id: "half",
      with: ["ecdhe"],
      ask: "What are the first four bytes of Alice's half of the key agreement in act 2, in hex?",
      form: BYTES,
      answer: (run) => hex(exchange(run, 1).subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(exchange(run, 0).subarray(0, 4)),
          say: "The first byte of these is a length. Her half begins behind it.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "alice", CLIENT_HELLO).body.subarray(2, 6)),
          say: "That is the client random.",
        },
      ],
      clue: "It is in her ClientKeyExchange, behind a length of one byte.",
      explain: () =>
        "Eve has this half and the bank's, both in the clear, and the bank's key as well. The secret " +
        "needs one of the two private values, and those were never sent or kept.",
    },
    {
      id: "use",
      with: ["tls13"],
      ask: "The bank's private key is used once in each handshake. What for?",
      form: WORDS,
      answer: () => "signing",
      also: ["to sign", "sign", "signature", "a signature", "CertificateVerify", "for signing"],
      nearMisses: [
        {
          given: () => "encryption",
          say: "Then a stolen key would read recordings. Look at Eve's remark in act 5.",
        },
        {
          given: () => "decryption",
          say: "That was its use with RSA key exchange, in the row without defences.",
        },
      ],
      clue: "Eve's remark in act 5 says it.",
      explain: () =>
        "It makes the CertificateVerify and is put away again. Proof of who somebody is has to hold " +
        "for a moment only; secrecy has to hold for years.",
    },
  ],
};
