import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  complaintOf,
  either,
  EVENT,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";

/** The request whose beginning is Mallory's. */
function beginning(run: Run): number {
  const sent = eventsOf(run, "app.data", "mallory").find(({ direction }) => direction === "sent");
  return found(sent, "what Mallory says").id;
}

/** What the bank did without Alice's asking. */
function payment(run: Run): number | undefined {
  return eventsOf(run, "app.effect", "bank").find(({ effect }) => effect.startsWith("pays"))?.id;
}

export const renegotiationLesson: Lesson<"renegotiation-info" | "no-renegotiation"> = {
  goal:
    "You can explain how an attacker gets her words in front of somebody else's without reading " +
    "or changing a byte of them. You can say what the two handshakes lacked, and what mends it.",
  minutes: 25,
  needToKnow: ["handshake", "renegotiation", "cookie", "Finished", "on-path attacker"],
  hints: [
    "Count the handshakes that Alice sees, and the handshakes that the bank sees.",
    "Mallory's request ends in the middle of a header field. Ask what the bank reads next.",
    "Alice's hello says nothing of an earlier handshake. She knows of none; the bank does.",
  ],
  notes: [
    "Mallory has no key of anybody's and no false certificate. What she has is a bank that agrees " +
    "to shake hands again in the middle of a conversation, as TLS up to 1.2 allows.",
    either({
      succeeds:
        "Mallory takes Alice's hello and lets it wait. She opens a connection of her own, says the " +
        "beginning of a request, and then hands in Alice's hello, inside her connection. For the bank " +
        "this is a renegotiation. For Alice it is a first handshake, and every check is fine: it is " +
        "the right bank, the right key, the right transcript.",
      fails:
        "The same trick. But the bank either asks which handshake this one goes on from, and Alice's " +
        "hello says none, or it does not begin anew on an old connection at all. Alice gets no " +
        "connection, and the beginning that Mallory has sent stays without an end.",
    }),
    either({
      succeeds:
        "Alice asks for her balance, with her cookie, sealed with keys that Mallory does not have. " +
        "The bank puts both halves together: Mallory's first line, and Alice's request as the value of " +
        "a header field that nobody reads. The cookie is Alice's, so the payment is Alice's.",
      fails:
        "There is nothing to send it over. Whatever Alice wants to say waits in her own machine.",
    }),
    either({
      succeeds:
        "She gets an answer to a question that she has not asked. The data were never opened on the " +
        "way and never changed. What was false is where the conversation began, and no one had " +
        "signed that.",
      fails: "She sees an error or waits. That is a nuisance, and nothing was paid.",
    }),
  ],
  pins: [
    {
      look: "the other beginning",
      why: "A request without an end: its last line waits for a value.",
      at: (run) => remarkOf(run, "mallory", "mallory has begun a request"),
    },
    {
      look: "Alice's hello, sealed by Mallory",
      why: "In the clear on the left, sealed with Mallory's own keys on the right.",
      at: (run) => packetsOf(run, { from: "mallory", to: "bank", act: 2 }).at(4)?.event,
    },
    {
      look: "the bank's complaint",
      why: "It asks for the handshake before, and Alice's hello says that there was none.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
    {
      look: "the payment",
      why: "Ordered by Mallory, and authorised by Alice's cookie.",
      at: payment,
    },
    {
      look: "what Alice gets",
      why: either({
        succeeds: "Paid, she reads. She had asked for her balance.",
        fails: "No connection, and so no answer.",
      }),
      at: (run) => remarkOf(run, "alice", "alice "),
    },
  ],
  questions: [
    {
      id: "handshakes",
      with: [],
      ask: "How many ClientHellos reach the bank on this one connection?",
      form: NUMBER,
      answer: (run) =>
        String(
          eventsOf(run, "tls.message", "bank").filter(({ message, direction }) =>
            message === "client_hello" && direction === "received"
          ).length,
        ),
      nearMisses: [
        {
          given: () => "1",
          say: "That is what Alice sees. Look at what the bank gets, also inside the braces.",
        },
      ],
      clue: "Follow the arrows that end at the bank in act 2.",
      explain: () =>
        "The first is Mallory's, the second Alice's. Up to TLS 1.2 a server may be asked for a new " +
        "handshake at any time.",
    },
    {
      id: "whose",
      with: [],
      ask:
        "In which event does somebody begin the request that the bank carries out? Give its number.",
      form: EVENT,
      answer: (run) => `#${beginning(run)}`,
      nearMisses: [
        {
          given: (run) =>
            `#${found(packetsOf(run, { from: "alice", act: 3 })[0], "a request").event}`,
          say: "That is the end of it. The bank had read the first line long before.",
        },
        {
          given: (run) => `#${found(payment(run), "a payment")}`,
          say: "That is when it is carried out. Look for where it begins.",
        },
      ],
      clue: "Look at what Mallory seals before she hands in Alice's hello.",
      explain: () =>
        "Mallory wrote the first line, Alice all the rest. The bank sees one stream of bytes and " +
        "cannot tell.",
    },
    {
      id: "random",
      with: ["renegotiation-info"],
      ask:
        "Two clients have sent a hello here. What are the first four bytes of Mallory's random, in " +
        "hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "mallory").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is the random in Alice's hello. Mallory's connection begins a little later.",
        },
      ],
      clue: "Look for the first ClientHello that begins in Mallory's lane.",
      explain: () =>
        "The bank remembers the Finished of that first handshake. A hello that goes on from it must " +
        "name it, and Alice's cannot.",
    },
  ],
};
