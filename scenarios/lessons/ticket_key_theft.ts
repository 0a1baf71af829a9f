import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  type ShownTicket,
  shownTicketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` value (RFC 5246 §7.4). */
const CLIENT_HELLO = 1;

function shown(run: Run): ShownTicket {
  return found(shownTicketsOf(run, "alice")[0], "a ticket that Alice shows");
}

/** How many records Eve says she opens, visit by visit. */
function opened(run: Run): readonly number[] {
  return eventsOf(run, "note", "eve").flatMap(({ text }) => {
    const count = /opens (\d+) of/.exec(text)?.[1];
    return count === undefined ? [] : [Number(count)];
  });
}

function has(run: Run, defence: "tls13" | "psk_dhe_ke" | "rotation"): boolean {
  return run.trace.with.includes(defence);
}

export const ticketKeyTheftLesson: Lesson<"tls13" | "psk_dhe_ke" | "rotation"> = {
  goal:
    "You can say what is in a session ticket of TLS 1.2 and of TLS 1.3, and what its theft, or " +
    "that of the key that seals it, opens. You can say what early data do not have.",
  minutes: 20,
  needToKnow: ["session ticket", "resumption", "forward secrecy", "PSK", "0-RTT"],
  hints: [
    "Forward secrecy says: what was thrown away cannot be stolen. Ask what has not been thrown away.",
    "A ticket is the server's own memory, kept by the client. Follow it: when is it in the clear?",
    "Compare the second visit with and without a key share in the ServerHello.",
  ],
  notes: [
    "Eve keeps everything, as in the story of the tape. This time no key of a certificate will be " +
    "stolen, and it would not help her: that key only signs.",
    (run) =>
      "Behind the handshake the bank hands Alice a ticket: all that it has to remember of her, " +
      "sealed under a key that only the bank knows. " +
      (has(run, "tls13")
        ? "In TLS 1.3 it travels among sealed records, and the secret in it was derived for " +
          "resumption alone. This visit does not hang on it."
        : "In TLS 1.2 it travels in the clear, one message before the Finished, and the secret in " +
          "it is the main secret of this very connection."),
    (run) =>
      "Alice shows the ticket, in the clear, and no certificate is needed. " +
      (!has(run, "tls13")
        ? "In TLS 1.2 the same main secret is used again, with new randoms, and there is no key " +
          "agreement. Early data are not known there, so her program asks after the handshake."
        : has(run, "psk_dhe_ke")
        ? "With her hello she sends a question as early data, under the ticket's key alone. All else " +
          "is under keys that a fresh key agreement went into."
        : "With her hello she sends a question as early data. The rest of the visit hangs on the " +
          "ticket's key too, because both sides agreed to do without a key agreement."),
    (run) =>
      has(run, "rotation")
        ? "The bank throws the key away under which Alice's ticket was sealed. The ticket is worth " +
          "nothing from then on: whoever shows it gets a full handshake, and that is all the harm."
        : "Nothing happens in this week, and that is the trouble. The key that sealed Alice's " +
          "ticket is still in use. A study of 2016 found that connections to one in ten large sites " +
          "could be opened by a theft up to 30 days later.",
    either({
      succeeds:
        "The key is taken out of the bank's memory. It opens the ticket, the ticket has the secret, " +
        "and the secret has the visit. Somewhere there was a key agreement with values that were " +
        "thrown away, and it did not help, because what came of it was kept in an envelope.",
      fails:
        "The key is taken out of the bank's memory. See what it opens, and what not. Two things " +
        "help: a fresh key agreement, so that the ticket alone is not enough, and keys that are " +
        "thrown away. Early data have neither time nor partner for a key agreement, so for them " +
        "there is only the second.",
    }),
  ],
  pins: [
    {
      look: "the ticket is shown",
      why: "In the clear, in every version: the server has to read it before there are keys.",
      at: (run) => shown(run).event,
    },
    {
      look: "the ticket key is stolen",
      why: "It is no key of a certificate, so nobody will revoke it.",
      at: (run) => eventsOf(run, "grant", "eve")[0]?.id,
    },
    {
      look: "the balance of the first visit",
      why: "That visit had a key agreement of its own, and then put its secret into a ticket.",
      at: (run) => learningOf(run, "eve", "balance on the first visit"),
    },
    {
      look: "Alice's early question",
      why: "Under the ticket's key alone, in every row with TLS 1.3.",
      at: (run) => learningOf(run, "eve", "question on the second visit"),
    },
    {
      look: "the key is thrown away",
      why: "What is gone cannot be stolen. This is all that protects early data.",
      at: (run) => remarkOf(run, "bank", "the bank makes"),
    },
  ],
  questions: [
    {
      id: "name",
      with: [],
      ask:
        "A ticket of this bank begins with the name of the key that it is sealed with. What are " +
        "the first four bytes of the ticket that Alice shows in act 3, in hex?",
      form: BYTES,
      answer: (run) => hex(shown(run).ticket.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(shown(run).random.subarray(0, 4)),
          say: "That is the random of the hello. The ticket is in an extension of it.",
        },
        {
          given: (run) => hex(clearMessageOf(run, "alice", CLIENT_HELLO).body.subarray(2, 6)),
          say: "That is the random of the first hello, and there was no ticket yet.",
        },
        {
          given: (run) => hex(shown(run).ticket.subarray(-4)),
          say: "That is the end of the ticket. The name stands in front.",
        },
      ],
      clue: "Open the first hello of act 3, and look for the extension session_ticket.",
      explain: () =>
        "The bank looks for a key of that name. Eve can compare it too: all tickets under one key " +
        "begin alike, so she sees how long a key is used.",
    },
    {
      id: "visit",
      with: ["tls13"],
      ask:
        "With TLS 1.3 and no key agreement on the second visit: which visit does the ticket key " +
        "open?",
      form: WORDS,
      answer: (run) => opened(run)[0]! > 0 ? "both" : "the second",
      also: ["second visit", "only the second", "the second one", "2nd", "act 3"],
      nearMisses: [
        {
          given: () => "both",
          say: "In TLS 1.2 it would be both. Read Eve's two remarks in act 5.",
        },
        {
          given: () => "the first",
          say: "That one had a key agreement, and its ticket passed Eve sealed.",
        },
        {
          given: () => "none",
          say: "Something opens here. Read Eve's two remarks in act 5.",
        },
      ],
      clue: "Eve makes a remark for each recorded connection, in order.",
      explain: () =>
        "The ticket's key is made for coming back, and one cannot compute backwards from it to the " +
        "first visit's keys. The second visit has nothing else to make keys from.",
    },
    {
      id: "early",
      with: ["tls13", "psk_dhe_ke"],
      ask:
        "With both defences of TLS 1.3, how many sealed records of the second visit does Eve open?",
      form: NUMBER,
      answer: (run) => String(opened(run)[1]),
      nearMisses: [
        {
          given: () => "0",
          say: "Then she would know nothing. Look at who knows the question.",
        },
        {
          given: (_run, runOf) => String(opened(runOf(["tls13"]))[1]),
          say: "That is without a key agreement on the second visit.",
        },
        {
          given: () => "1",
          say: "One of them is the question. Something else is sealed with the same key.",
        },
      ],
      clue: "Eve's second remark in act 5 has the number.",
      explain: () =>
        "The question, and the message EndOfEarlyData that ends it, are under a key from the ticket " +
        "alone. Everything else needs the key agreement too.",
    },
  ],
};
