import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  sealedPacketsOf,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

const RECORD_HEADER = 5;
const MESSAGE_HEADER = 4;

/** The message that the bank sends right after its ServerHello. */
function firstSealedMessage(run: Run): string {
  const sent = eventsOf(run, "tls.message", "bank").filter(({ direction }) => direction === "sent");
  const hello = sent.findIndex(({ message }) => message === "server_hello");
  return found(sent[hello + 1], "a message after the ServerHello").message;
}

export const handshakeLesson: Lesson<never> = {
  goal: "You can say what client and server tell each other before the first word of the " +
    "conversation, and for each message who can read it. You can say what makes the keys, and what " +
    "the certificate is for.",
  minutes: 15,
  needToKnow: ["client", "server", "packet", "public key", "signature"],
  hints: [
    "Go through the arrows one by one, and look at the line that says who can read each of them.",
    "Up to the ServerHello nothing is sealed. Look at what comes right behind it.",
    "Curly braces hold what is sealed with handshake keys. The first word inside the first pair " +
    "is the first thing that Eve cannot read.",
  ],
  notes: [
    "Before anybody says a word, Eve is there and gets a copy of every packet. Keep an eye on her " +
    "lane: for each message we shall ask whether she can read it.",
    "First two hellos, in the clear. Each carries half of a key agreement, a public value that " +
    "everybody may see. From the two halves both sides compute the same secret, and Eve, who saw " +
    "both halves, cannot. You may have read that the client encrypts a secret to the server's " +
    "public key: that was RSA key exchange, and TLS 1.3 has dropped it. The certificate's key " +
    "encrypts nothing at all. It signs everything said so far, and that signature is the proof. " +
    "And the certificate itself is sealed: whoever only listens does not see it.",
    "Now Alice asks, and the bank answers. The keys for this did not exist a moment ago, and there " +
    "is one for each direction. And nothing has been encrypted with a private key, neither here nor " +
    "before.",
    "Both say close_notify. It looks like a courtesy, and it is more: without it, nobody could " +
    "tell a conversation that is over from one that was cut off.",
  ],
  pins: [
    {
      look: "the ClientHello",
      why: "Everything that Alice offers stands here in the clear, half of the key agreement too.",
      at: (run) => clientHelloOf(run, "alice").event,
    },
    {
      look: "the first sealed packet",
      why: "The bank's certificate is in it, and a listener cannot see that.",
      at: (run) => sealedPacketsOf(run, { from: "bank" })[0]?.event,
    },
    {
      look: "the question",
      why: "One round trip after the first hello, Alice may already speak.",
      at: (run) => packetsOf(run, { from: "alice", act: 3 })[0]?.event,
    },
  ],
  questions: [
    {
      id: "key-share",
      with: [],
      ask: "What are the first four bytes of the key share in the bank's ServerHello, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHelloOf(run, "bank").share.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").share.subarray(0, 4)),
          say: "That is Alice's half of the key agreement. The bank's half is in the ServerHello.",
        },
        {
          given: (run) => hex(serverHelloOf(run, "bank").random.subarray(0, 4)),
          say:
            "That is the server random. It goes into the keys by way of the transcript, and it " +
            "is not half of the key agreement.",
        },
      ],
      clue: "Open the ServerHello and look for key_share among its extensions.",
      explain: () =>
        "It is a public value: Eve may see it, and Alice needs it. Only together with one of the " +
        "two private halves does it give the secret, and those never travel.",
    },
    {
      id: "first-sealed",
      with: [],
      ask: "Which handshake message is the first that Eve cannot read?",
      form: WORDS,
      answer: firstSealedMessage,
      also: ["EE"],
      nearMisses: [
        {
          given: () => "ServerHello",
          say: "The ServerHello has to be in the clear: without the key share in it, Alice could " +
            "not compute the keys.",
        },
        {
          given: () => "Certificate",
          say: "The certificate is sealed, yes, and in TLS 1.2 it was not. But one message comes " +
            "before it.",
        },
        {
          given: () => "Finished",
          say: "Finished proves that both saw the same handshake. Several messages before it are " +
            "sealed already.",
        },
        {
          given: () => "application data",
          say:
            "The keys are there sooner than that: in TLS 1.3 most of the handshake is sealed too.",
        },
      ],
      clue: "Look for the first pair of curly braces, and for the first word in it.",
      explain: () =>
        "After the ServerHello both sides have keys, so from there on everything is sealed. " +
        "EncryptedExtensions comes first and has its name from that.",
    },
    {
      id: "hello-length",
      with: [],
      ask: "How many bytes long is the record with Alice's ClientHello, header and all?",
      form: NUMBER,
      answer: (run) => String(clientHelloOf(run, "alice").record.length),
      nearMisses: [
        {
          given: (run) => String(clientHelloOf(run, "alice").record.length - RECORD_HEADER),
          say: "That is the message. The record has a header of 5 bytes in front of it.",
        },
        {
          given: (run) =>
            String(clientHelloOf(run, "alice").record.length - RECORD_HEADER - MESSAGE_HEADER),
          say:
            "Those are the fields of the ClientHello. In front of them stand 4 bytes of message " +
            "header, and 5 bytes of record header in front of those.",
        },
      ],
      clue: "The bytes of a record are its header, 5 of them, and as many as the header says.",
      explain: (run) => {
        const { length } = clientHelloOf(run, "alice").record;
        return `The record header says ${length - RECORD_HEADER}, and is not counted in that ` +
          `itself: 5 more make ${length}. Eve can count them too, as she can with sealed records.`;
      },
    },
  ],
};
