import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { PRESSED, readJourney } from "../parts/journey_of_text.ts";

/** The journey of the entry in a run. */
function journey(run: Run) {
  const { bytes } = found(
    run.trace.secrets.find(({ title }) => title === "blog entry"),
    "the blog entry",
  );
  return readJourney(run, fromUtf8(bytes));
}

/** Milliseconds from the button to the moment at which the text leaves. */
function waited(run: Run): number {
  const { pressed, left } = journey(run);
  return (left.at - pressed) / 1000;
}

export const blogPostLesson: Lesson<"https"> = {
  goal: "You can say where the text of a form is at each moment between the press of the button " +
    "and its arrival. You can say why it does not leave before the handshake is done.",
  minutes: 15,
  needToKnow: ["client", "server", "packet", "handshake", "HTTP"],
  hints: [
    "Nothing is sent while Alice writes. Begin with the last act.",
    "Find the arrow with POST in it, in each of the two rows, and what comes before it.",
    "The table says where the text is, with the time since the press of the button.",
  ],
  notes: [
    "Eve copies what passes on Alice's line. Ask the room before you start: somebody presses " +
    "“Publish”, and the connection has yet to be made. Where is the text in that time?",
    either({
      succeeds: "A page with a form, in the clear. The connection is closed behind it.",
      fails: "A page with a form, over TLS. The connection is closed behind it, and its keys are " +
        "forgotten: what comes later will need a handshake of its own.",
    }),
    "Twenty minutes pass, and no packet. What is typed into a form is memory of the browser, and " +
    "a site does not see it, unless the page runs a script that sends it while you type.",
    either({
      succeeds:
        "The browser asks for a connection, and as soon as it stands the text goes out. There " +
        "was nothing to wait for but one round trip of TCP. Eve reads along.",
      fails:
        "First TCP, then the hellos, and all that time the text stays on Alice's machine. The " +
        "browser hands it down, and TLS keeps it, in the clear: there are no keys to seal it with. " +
        "Only behind Alice's Finished does it leave. Nobody may send it sooner; early data would " +
        "be an exception, and browsers do not use that for a form.",
    }),
  ],
  pins: [
    {
      look: "the first thing that leaves after the button",
      why: either({
        succeeds: "It is the text itself.",
        fails: "A hello, with the name of the site in it and nothing of the text.",
      }),
      at: (run) => packetsOf(run, { from: "alice", act: PRESSED })[0]?.event,
    },
    {
      look: "the text on its way",
      why: either({
        succeeds: "Everybody on the way can read it.",
        fails: "Two round trips after the button, and sealed with a key that is as old as the " +
          "Finished in front of it.",
      }),
      at: (run) => {
        const [first] = packetsOf(run, { from: "alice", act: PRESSED });
        const { packet } = journey(run).left;
        return packet.event === first?.event ? undefined : packet.event;
      },
    },
    {
      look: "the answer",
      why: "The blog has the text now. What the browser still shows is a copy.",
      at: (run) => packetsOf(run, { from: "blog", act: PRESSED }).at(-1)?.event,
    },
  ],
  questions: [
    {
      id: "waits",
      with: ["https"],
      ask: "How many milliseconds after the button does the text leave Alice's machine?",
      form: NUMBER,
      answer: (run) => String(waited(run)),
      nearMisses: [
        {
          given: (_run, runOf) => String(waited(runOf([]))),
          say: "By then TCP is open, and a ClientHello leaves. The text is not in it.",
        },
        {
          given: (run) => String((journey(run).arrived.at - journey(run).pressed) / 1000),
          say: "That is when it arrives. It left one trip earlier.",
        },
        {
          given: () => "0",
          say: "The button starts a handshake. The text waits for the end of it.",
        },
      ],
      clue: "Compare the time of the last act's beginning with the time of the arrow with POST.",
      explain: (_run, runOf) =>
        `One round trip for TCP, which takes ${waited(runOf([]))} ms here, and another one for ` +
        "TLS 1.3. Without TLS it would have left after the first.",
    },
    {
      id: "in-front",
      with: ["https"],
      ask:
        "The text does not travel alone. Which handshake message is in front of it, in the same " +
        "packet?",
      form: WORDS,
      answer: (run) =>
        found(
          eventsOf(run, "tls.message", "alice").findLast(({ id, direction }) =>
            direction === "sent" && id < journey(run).left.packet.event
          ),
          "a message in front of the text",
        ).message,
      also: ["Fin"],
      nearMisses: [
        {
          given: () => "ClientHello",
          say: "The hello left a round trip before the text, in a packet of its own.",
        },
        {
          given: () => "ChangeCipherSpec",
          say: "That is no handshake message in TLS 1.3; it is only there for devices on the way.",
        },
      ],
      clue: "Look at the arrow with POST in it, and at the curly braces on its left.",
      explain: () =>
        "Alice's Finished closes the handshake on her side, so in the same moment she may speak. " +
        "Application data sent sooner would break a rule of RFC 9846 §2.",
    },
    {
      id: "random",
      with: ["https"],
      ask: "The form is sent over a new connection. What are the first four bytes of the random " +
        "in its ClientHello, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "alice", PRESSED).random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is the hello for the page with the form. Look in the last act.",
        },
      ],
      clue: "There are two ClientHellos in this row. You want the one behind the button.",
      explain: () =>
        "Another random, other keys. Nothing that was agreed on for the page is used for the form.",
    },
  ],
};
