import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  chainCheckOf,
  clientHelloOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `ContentType` of the dummy that TLS 1.3 sends in between. */
const CHANGE_CIPHER_SPEC = 20;

/** How the archive judged Alice's certificate. */
function judged(run: Run) {
  return found(chainCheckOf(run, "archive"), "the archive's check of Alice's chain");
}

/** Serial number of Alice's certificate, in hex. */
function serial(run: Run): string {
  return hex(serialOf(judged(run).certificates[0]!));
}

/** Messages that Alice sends in her handshake, by name. */
function sent(run: Run): readonly string[] {
  return eventsOf(run, "tls.message", "alice").filter(({ direction }) => direction === "sent")
    .map(({ message }) => message);
}

export const mutualTlsLesson: Lesson<"tls13"> = {
  goal:
    "You can say which three messages a client certificate adds to a handshake, and what each of " +
    "them proves. You can say who else reads it, in TLS 1.2 and in TLS 1.3.",
  minutes: 15,
  needToKnow: ["certificate", "CertificateVerify", "mutual TLS", "authority"],
  hints: [
    "Look for what the archive asks for, and for what Alice sends that she would not send elsewhere.",
    "A certificate is public. Ask what keeps Eve from showing a copy of it.",
    "Compare the two rows: is Alice's certificate in braces or not?",
  ],
  notes: [
    "Eve only listens. She is not after the file: she wants to know who asks for it, and that can be " +
    "worth more.",
    either({
      succeeds:
        "The archive shows its certificate and asks for one. Alice sends hers, and then she signs all " +
        "that was said so far: whoever has only a copy of a certificate cannot do that. The archive " +
        "checks her chain against the staff's authority, which no browser trusts and need not. All of " +
        "it goes over the wire in the clear, with her name.",
      fails:
        "The same request, the same proof. But in TLS 1.3 both have keys right after the two hellos, " +
        "and certificates come behind that, sealed. Eve sees how long they are, and no name.",
    }),
    "No password was sent, and none was stored. The archive knows who asks, because the handshake " +
    "proved it. What she may see is another question, and TLS does not answer it.",
    "Goodbye. Ask the class what happens when a member of staff leaves: the certificate must be " +
    "revoked or run out, just as a door key must be given back.",
  ],
  pins: [
    {
      look: "Alice's certificate and signature",
      why: either({
        succeeds: "In the clear: open it and read the name.",
        fails: "Inside the braces: Eve copied it and cannot open it.",
      }),
      at: (run) => proof(run),
    },
    {
      look: "the file",
      why: "The archive answers because it knows who asks.",
      at: (run) => packetsOf(run, { from: "archive", act: 3 })[0]?.event,
    },
    {
      look: "the moment Eve knows who it is",
      why: "She had to break nothing.",
      at: (run) => learningOf(run, "eve", "who she is"),
    },
  ],
  questions: [
    {
      id: "serial",
      with: [],
      ask: "What is the serial number of Alice's certificate, in hex?",
      form: BYTES,
      answer: serial,
      nearMisses: [
        {
          given: (run) =>
            hex(serialOf(found(chainCheckOf(run, "alice"), "a check").certificates[0]!)),
          say: "That is the archive's certificate. Alice's goes in the other direction.",
        },
      ],
      clue: "Open the Certificate that Alice sends, and look near its beginning.",
      explain: () =>
        "Anybody on the way could have read it in this row. A serial number follows somebody about " +
        "even where there is no name.",
    },
    {
      id: "proof",
      with: [],
      ask: "Which message of Alice's proves that she is no copyist of her certificate?",
      form: WORDS,
      answer: (run) => found(sent(run).find((name) => name.endsWith("_verify")), "a proof"),
      also: ["CV"],
      nearMisses: [
        {
          given: () => "Certificate",
          say: "That is public, and Eve has a copy of it by now.",
        },
        {
          given: () => "Finished",
          say:
            "That proves that both have the same keys and saw the same handshake, not whose they are.",
        },
      ],
      clue: "Look for a signature that is new in every handshake.",
      explain: () =>
        "It signs the whole handshake so far, with the key that belongs to the certificate. A copy " +
        "from yesterday fits no handshake of today.",
    },
    {
      id: "more",
      with: ["tls13"],
      ask: "How many handshake messages does Alice send, her hello included?",
      form: NUMBER,
      answer: (run) => String(sent(run).length),
      nearMisses: [
        {
          given: () => "2",
          say:
            "That is what a client sends that nobody asks for a certificate. Open her second flight.",
        },
        {
          given: (run) => String(packetsOf(run, { from: "alice", act: 2 }).length),
          say: "Those are packets. One packet may hold several messages; open them.",
        },
      ],
      clue: "Count the messages in all packets of Alice's in act 2.",
      explain: () =>
        "Hello and Finished as always, and between them the certificate and the signature that goes " +
        "with it.",
    },
  ],
};

/** The packet in which Alice's certificate travels. */
function proof(run: Run): number | undefined {
  const { event } = clientHelloOf(run, "alice");
  return packetsOf(run, { from: "alice", act: 2 }).find((packet) =>
    packet.event > event && packet.records.some(({ type }) => type !== CHANGE_CIPHER_SPEC)
  )?.event;
}
