import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  EVENT,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  remarkOf,
  type Run,
  serverHelloOf,
} from "../../lab/scenario/mod.ts";

/** The answer in which the server says what it can do, as it left the server. */
function offer(run: Run) {
  return found(
    packetsOf(run, { from: "mail", act: 4 }).find(({ payload }) =>
      fromUtf8(payload).includes("STARTTLS")
    ),
    "an offer of STARTTLS",
  );
}

/** What was left of it. */
function whatCame(run: Run) {
  return found(packetsOf(run, { from: "mallory", to: "alice", act: 4 })[0], "Mallory's answer");
}

export const mailStartTlsLesson: Lesson<"required" | "implicit"> = {
  goal:
    "You can explain how a conversation goes over to TLS half-way, and why an attacker can keep " +
    "it from doing so. You can name two settings of a mail program that take that away from her.",
  minutes: 15,
  needToKnow: ["STARTTLS", "SMTP", "on-path attacker", "downgrade"],
  hints: [
    "Look at act 1 first: which of the lines travel in the clear?",
    "Compare what the server offers in act 4 with what arrives at Alice.",
    "One line is missing, and it is the one that says STARTTLS. Ask what each mail program makes of " +
    "an offer that never comes.",
  ],
  notes: [
    ({ trace }) =>
      trace.with.includes("implicit")
        ? "Port 465: TLS first, and only then does the mail server say its name. There is nothing " +
          "in the clear that anybody could change."
        : "This is how it is meant. The two begin in the clear, the server offers STARTTLS, the mail " +
          "program accepts, and the same connection goes on as TLS. Only then comes the password. " +
          "Whatever was learnt before is forgotten, because anybody could have said it.",
    "The same account, another network. Mallory cannot break TLS, so she will see to it that there " +
    "is none.",
    ({ trace }) =>
      trace.with.includes("implicit")
        ? "The connection begins with a handshake, and Mallory lets it pass: she has no certificate " +
          "for the server's name."
        : "The mail program calls, and the server says its name, in the clear. Up to here all is as " +
          "in the morning.",
    ({ trace }) =>
      trace.with.includes("implicit")
        ? "The server's offers come sealed. Mallory cannot even tell which line they are in."
        : trace.with.includes("required")
        ? "The server offers STARTTLS, and Mallory leaves that line out. The mail program asks for TLS, " +
          "is not offered any, and hangs up. Alice cannot send her letter, and that is the right end."
        : "The server offers STARTTLS, and Mallory leaves that line out. To the mail program it looks " +
          "like an old server that cannot do it, and it was told to make the best of that.",
    either({
      succeeds:
        "The password goes out in base64, which looks like encryption and is none: whoever " +
        "reads it turns it back. The login succeeds, and Alice sees nothing out of the ordinary.",
      fails: "The password goes out sealed. Mallory counts bytes.",
    }),
    either({
      succeeds:
        "And the letter follows, in the clear as well. Between mail servers this is still how " +
        "it goes where neither side insists; they have rules of their own for that.",
      fails: "The letter is handed in, and Mallory has read none of it.",
    }),
  ],
  pins: [
    {
      look: "the handshake as it is meant",
      why: "On the same connection that began in the clear, or from its first byte.",
      at: (run) => clientHelloOf(run, "alice").event,
    },
    {
      look: "the certificate's owner answers",
      why: "From here on the words are sealed, for the one who holds the key.",
      at: (run) => serverHelloOf(run, "mail").event,
    },
    {
      look: "the line that is missing",
      why: "No key protected the offer, so nobody could miss it.",
      at: (run) => remarkOf(run, "mallory", "mallory leaves out"),
    },
    {
      look: "the mail program decides",
      why: either({
        succeeds: "No offer is taken for an answer: the best that can be had is no TLS at all.",
        fails: "No offer is taken for a reason to stop.",
      }),
      at: (run) => remarkOf(run, "alice", "alice's mail program"),
    },
    {
      look: "the moment Mallory has the password",
      why: "She undid base64. There was nothing else to undo.",
      at: (run) => learningOf(run, "mallory", "password"),
    },
  ],
  questions: [
    {
      id: "random",
      with: [],
      ask: "In the morning all is well. What are the first four bytes of the random in the mail " +
        "program's ClientHello, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(serverHelloOf(run, "mail").random.subarray(0, 4)),
          say: "That is the server's random, in the ServerHello.",
        },
      ],
      clue: "Look in act 1, behind the answer to STARTTLS.",
      explain: () =>
        "The hello stands on a connection that carried plain words a moment before. That is all " +
        "STARTTLS is: from here on, the bytes are records.",
    },
    {
      id: "missing",
      with: [],
      ask: "By how many bytes is the answer with the offers shorter when it arrives at Alice?",
      form: NUMBER,
      answer: (run) => String(offer(run).payload.length - whatCame(run).payload.length),
      nearMisses: [
        {
          given: () => "8",
          say:
            "That is the word itself. The number and the hyphen in front belong to its line, and " +
            "so do the two bytes that end it.",
        },
        {
          given: () => "12",
          say: "The line ends with two bytes that one does not see.",
        },
      ],
      clue: "Compare the two packets in act 4: what the server sent, and what Mallory made of it.",
      explain: () =>
        "A whole line is gone, its end included. What remains is a perfect answer of a server that " +
        "offers no TLS.",
    },
    {
      id: "stops",
      with: ["required"],
      ask: "At which event does the mail program decide to hang up? Give its number.",
      form: EVENT,
      answer: (run) =>
        `#${found(remarkOf(run, "alice", "alice's mail program hangs"), "a remark")}`,
      nearMisses: [
        {
          given: (run) => `#${found(remarkOf(run, "mallory", "mallory leaves"), "a remark")}`,
          say: "There Mallory meddles, and nobody has noticed anything yet.",
        },
      ],
      clue: "Look for the last remark on Alice's lane.",
      explain: () =>
        "Nothing proves that Mallory was there. The mail program does not need proof: it was told " +
        "that this account has TLS, so a server without it is the wrong one or a wrong answer.",
    },
  ],
};
