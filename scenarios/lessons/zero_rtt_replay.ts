import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  EVENT,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  shownTicketsOf,
} from "../../lab/scenario/mod.ts";

type Defence = "freshness" | "recording" | "single-use" | "too-early";

/** The payments of one server, or of both, in order. */
function payments(run: Run, node?: string): readonly number[] {
  return eventsOf(run, "app.effect", node).map(({ id }) => id);
}

/** How a server judged early data, in the order in which they came; true if it took them. */
function judgements(
  run: Run,
  node: string,
): readonly { readonly id: number; readonly ok: boolean }[] {
  return eventsOf(run, "tls.check", node).filter(({ subject }) => subject === "early data");
}

/** What there is to say to a copy: whether it was carried out, and why. */
function copied(run: Run, act: number, node: string): string {
  const paid = eventsOf(run, "app.effect", node).some((event) => event.act === act);
  if (paid) return "The server takes it, and pays. ";
  const judged = judgements(run, node).find(({ id }) => run.trace.events[id]!.act === act);
  return judged?.ok === false
    ? "The server does not read the data, and goes on with the handshake as if there were none. " +
      "Mallory has no key with which to go on. "
    : "The server reads the order and answers that it is too early for it. An honest client would " +
      "say it again after the handshake. Mallory cannot. ";
}

export const zeroRttReplayLesson: Lesson<Defence> = {
  goal: "You can explain why early data can be replayed while everything after them cannot. You " +
    "can say what each of the defences against it remembers, and where it ends.",
  minutes: 20,
  needToKnow: ["0-RTT", "session ticket", "replay", "random"],
  hints: [
    "Mallory changes nothing and reads nothing. She only says again what Alice has said.",
    "After a handshake, keys depend on a random of the server's. On what do the keys of the very first packet depend?",
    "Ask of each defence: what does the server have to remember, for how long, and does the other server know it?",
  ],
  notes: [
    "An ordinary visit. At its end Alice has a ticket, and the ticket allows early data next time. " +
    "The two servers of the bank share the key of the tickets, so that either knows her.",
    "Mallory copies packets. That is all she will ever do in this story, besides sending them.",
    (run) =>
      "Alice saves a round trip: hello, ticket and payment leave together. The bank has not said " +
      "a word yet, so nothing of the bank's is in these bytes, nothing that makes them of today. " +
      (run.trace.with.includes("too-early")
        ? "The bank asks for the order again, after the handshake, and then pays. The round trip is not saved."
        : "The bank pays."),
    (run) => "The same bytes again, to the same server, a moment later. " + copied(run, 4, "bank"),
    (run) =>
      "The same bytes, to a server that has never seen them, but can open the ticket. " +
      copied(run, 5, "bank2") +
      "The standard wants each server to take the same first flight once at most. For a bank of " +
      "many servers that is many times.",
    (run) =>
      "An hour later, once more. " + copied(run, 6, "bank2") +
      (run.verdict.attack === "succeeds"
        ? "Nothing was broken: every record is genuine, and the bank was told so by its own keys."
        : "Whoever offers early data has to decide what may be said in them. Reading a page twice " +
          "does no harm; paying twice does."),
  ],
  pins: [
    {
      look: "Alice's first packet",
      why: "Hello, ticket and order together. These bytes will be seen again.",
      at: (run) => shownTicketsOf(run, "alice")[0]?.event,
    },
    {
      look: "the copy goes to the same server",
      why: "Nothing in it is changed: compare the bytes.",
      at: (run) => remarkOf(run, "mallory", "mallory sends a copy"),
    },
    {
      look: "the second payment",
      why: "Nobody has ordered this one.",
      at: (run) => payments(run)[1],
    },
    {
      look: "the payment",
      why: "There is one, and it is Alice's.",
      at: (run) => run.verdict.attack === "fails" ? payments(run)[0] : undefined,
    },
  ],
  questions: [
    {
      id: "payments",
      with: [],
      ask: "How often does the bank pay, both servers together?",
      form: NUMBER,
      answer: (run) => String(payments(run).length),
      nearMisses: [
        {
          given: () => "1",
          say: "So often Alice has ordered it.",
        },
        {
          given: (run) => String(payments(run).length - 1),
          say: "You counted the copies. The original is paid too.",
        },
        {
          given: () => "2",
          say: "Nothing limits it to one payment for each server. Count again, act by act.",
        },
      ],
      clue: "Look at the table behind the diagram.",
      explain: () =>
        "Once for Alice, and once for each copy. It would go on like this for as long as the ticket " +
        "is good.",
    },
    {
      id: "random",
      with: [],
      ask: "What are the first four bytes of the client random that reaches the second server in " +
        "act 5, in hex?",
      form: BYTES,
      answer: (run) =>
        hex(
          found(
            shownTicketsOf(run, "mallory").find(({ event }) => run.trace.events[event]!.act === 5),
            "the copy",
          ).random.subarray(0, 4),
        ),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is from Alice's first visit. Mallory was not copying yet.",
        },
        {
          given: (run) =>
            hex(
              found(shownTicketsOf(run, "mallory")[0], "the copy").ticket.subarray(0, 4),
            ),
          say: "That is how the ticket begins: with the name of the key that it is sealed with.",
        },
      ],
      clue:
        "Open the hello that Mallory sends. Then compare it with the one that Alice sent in act 3.",
      explain: () =>
        "It is Alice's, to the last bit. A random of the client's keeps clients apart; against copies " +
        "only a random of the server's would help, and that is not there yet.",
    },
    {
      id: "window",
      with: ["freshness"],
      ask: "With the freshness window alone, how often does the bank pay?",
      form: NUMBER,
      answer: (run) => String(payments(run).length),
      nearMisses: [
        {
          given: () => "1",
          say: "A window bounds how late a copy may come, and not how many come within it.",
        },
        {
          given: (_run, runOf) => String(payments(runOf([])).length),
          say: "That is without a window. The copy of act 6 comes too late now.",
        },
      ],
      clue: "Go through acts 3 to 6: which of the four comes too late?",
      explain: () =>
        "The copies of acts 4 and 5 come within seconds, and the one of act 6 an hour late. A window " +
        "makes the other defences cheap: what is too old need not be remembered.",
    },
    {
      id: "elsewhere",
      with: ["recording"],
      ask:
        "Each server remembers the hellos it has seen. In which event is the order carried out " +
        "all the same for a second time? Give its number.",
      form: EVENT,
      answer: (run) => `#${found(payments(run, "bank2")[0], "a payment of the second server")}`,
      nearMisses: [
        {
          given: (run) => `#${payments(run, "bank")[0]}`,
          say: "That is the first time, and it is what Alice wanted.",
        },
        {
          given: (run) => `#${found(remarkOf(run, "mallory", "mallory sends a copy"), "the copy")}`,
          say: "There Mallory sends the first copy, to the server that remembers it.",
        },
      ],
      clue: "The server that knows the hello refuses it. There is another one.",
      explain: () =>
        "To the second server the copy is the first of its kind. To forbid that, both would need one " +
        "memory, or tickets that are good at one server only.",
    },
  ],
};
