import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  type Packet,
  packetsOf,
  remarkOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** Handshake type of a ClientKeyExchange (RFC 5246 §7.4). */
const CLIENT_KEY_EXCHANGE = 16;
/** Header of a handshake message, then two bytes of length. */
const BEFORE_SECRET = 6;

/** The packet in which Alice sends her half of the key exchange, and the message in it. */
function exchange(run: Run): { readonly packet: Packet; readonly message: Bytes } {
  const packets = packetsOf(run, { from: "alice", act: 2 }).map((packet) => ({
    packet,
    message: packet.records.find(({ fragment }) => fragment[0] === CLIENT_KEY_EXCHANGE)?.fragment,
  }));
  const { packet, message } = found(packets.find(({ message }) => message), "a key exchange");
  return { packet, message: message! };
}

/** What Eve counted when she was done. */
function probesOf(run: Run): number {
  const { counts } = found(eventsOf(run, "tally", "eve").at(-1), "what Eve counted");
  return found(counts.find(({ what }) => what === "probes"), "her probes").count;
}

/** An alert of the bank for a probe, by its name. */
function answer(run: Run, alert: string) {
  return eventsOf(run, "tls.alert", "bank").find((event) =>
    event.direction === "sent" && event.alert === alert && event.act === 4
  );
}

export const bleichenbacherLesson: Lesson<"implicit-rejection" | "forward-secrecy"> = {
  goal:
    "You can explain how somebody without the private key has a server decrypt an old recording, by " +
    "asking it thousands of questions. You can say why TLS 1.3 has no RSA key exchange any more.",
  minutes: 25,
  needToKnow: [
    "RSA key exchange",
    "premaster secret",
    "padding",
    "oracle",
    "forward secrecy",
  ],
  hints: [
    "Eve can encrypt anything to the bank's public key, and she can multiply what others encrypted.",
    "A secret that was encrypted well begins with 00 02. So each yes says: this product lies between " +
    "two known bounds.",
    "Compare the two alerts in act 4: one for good padding, one for bad. The rest is division.",
  ],
  notes: [
    "Eve records. She has no key and breaks nothing today. She has time.",
    ({ trace }) =>
      trace.with.includes("forward-secrecy")
        ? "Both sides send one half of a key agreement, and the bank signs its half. The RSA key signs " +
          "here and decrypts nothing. What Eve records, no key of the bank will ever open."
        : "Alice makes up a secret, pads it, and encrypts it to the bank's RSA key. Whoever decrypts this " +
          "one message has all keys of the connection. Eve has recorded it.",
    "Alice sends her PIN, and gets her answer. All of it is sealed, and Eve keeps it.",
    ({ trace, verdict }) =>
      verdict.attack === "succeeds"
        ? "Now Eve asks. She multiplies the recorded ciphertext with the encryption of a number, and " +
          "sends the product as if it were her own secret. If the product decrypts to something that " +
          "begins with 00 02, the bank goes on and then trips over her Finished. If not, it " +
          "complains at once. Each yes leaves a smaller range for Alice's secret, and in the " +
          "end there is one number left."
        : trace.with.includes("forward-secrecy")
        ? "Eve looks for an encrypted secret in her recording, and there is none. She has nothing that " +
          "the bank could decrypt for her."
        : "Eve sends a well padded secret and a badly padded one, and hears the same alert twice. For bad " +
          "padding the bank has taken a random secret and gone on. Nothing tells the two apart, so she " +
          "has no question to ask.",
  ],
  pins: [
    {
      look: "Alice's half of the key exchange",
      why: ({ trace }) =>
        trace.with.includes("forward-secrecy")
          ? "A public number. The secret was never on the wire, not even encrypted."
          : "The secret itself, encrypted. This is what Eve will have decrypted.",
      at: (run) => exchange(run).packet.event,
    },
    {
      look: "Alice's PIN, sealed",
      why: "Eve keeps it for the day on which she has the keys.",
      at: (run) => sealedPacketsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
    {
      look: "the bank's complaint",
      why: "It tells everybody who asks what this number decrypts to: no good padding.",
      at: (run) => answer(run, "decrypt_error")?.id,
    },
    {
      look: "what Eve finds in her recording",
      why: "The RSA key only signed. No secret was sent encrypted.",
      at: (run) => remarkOf(run, "eve", "eve finds no"),
    },
    {
      look: "the moment Eve knows the PIN",
      why: "A month after Alice typed it, and without the bank's key.",
      at: (run) => learningOf(run, "eve", "PIN"),
    },
  ],
  questions: [
    {
      id: "probes",
      with: [],
      ask: "How many connections does Eve open until she has the premaster secret?",
      form: NUMBER,
      answer: (run) => String(probesOf(run)),
      nearMisses: [
        {
          given: (run) => String(probesOf(run) - 2),
          say: "Two more: in the beginning she asks two questions whose answers she knows.",
        },
        {
          given: () => "506",
          say:
            "One for each bit of the key would do if every question halved what is left. Many are " +
            "answered with no, and a no says little.",
        },
        {
          given: () => "1",
          say: "One answer says yes or no, and nothing else.",
        },
      ],
      clue: "Eve says it at the end of act 4.",
      explain: () =>
        "It depends on luck until the first yes; after that, two or three questions halve the range. " +
        "The key is no obstacle: it makes the numbers longer, and that is all.",
    },
    {
      id: "yes",
      with: [],
      ask: "Which alert does the bank send when a probe was well padded?",
      form: WORDS,
      answer: (run) => found(answer(run, "bad_record_mac"), "the bank's alert").alert,
      nearMisses: [
        {
          given: () => "decrypt_error",
          say: "That is its complaint about bad padding. What comes if the padding was good?",
        },
        {
          given: () => "none",
          say:
            "It does go on, but not far: Eve cannot make the Finished that belongs to the secret.",
        },
      ],
      clue: "Look at the first probe of act 4, which Eve padded well herself.",
      explain: () =>
        "With good padding there are keys, and the next record does not open with them. That there is " +
        "another alert, or the same one later, or none: any difference is enough.",
    },
    {
      id: "encrypted",
      with: [],
      ask:
        "What are the first four bytes of the encrypted secret in Alice's ClientKeyExchange, in " +
        "hex?",
      form: BYTES,
      answer: (run) => hex(exchange(run).message.subarray(BEFORE_SECRET, BEFORE_SECRET + 4)),
      nearMisses: [
        {
          given: (run) => hex(exchange(run).message.subarray(0, 4)),
          say: "That is the header of the message. The secret comes after its length.",
        },
        {
          given: () => "00020303",
          say: "That is how secrets begin before they are encrypted. On the wire it looks random.",
        },
      ],
      clue: "Open the packet in which Alice answers the ServerHelloDone, and go past both lengths.",
      explain: () =>
        "Eve multiplies this very number. RSA lets products through: the product of two encryptions is " +
        "the encryption of the product.",
    },
  ],
};
