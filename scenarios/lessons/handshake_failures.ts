import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  clientHelloOf,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  refusalOf,
  type Run,
  type Text,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` value (RFC 9846 §4). */
const CLIENT_HELLO = 1;
/** Acts, by the trouble in them. */
const [SUITE, CLIENT, EXPIRED] = [2, 5, 7] as const;

const repaired = (run: Run) => run.trace.with.includes("repaired");

/** What to say where something is wrong, and where it has been put right. */
const told = (wrong: string, right: string): Text => (run) => repaired(run) ? right : wrong;

/** Complaints of an act, by whoever made them. */
function complaints(run: Run, act: number) {
  return eventsOf(run, "tls.alert").filter((event) =>
    event.act === act && event.direction === "sent" && event.reason !== undefined
  );
}

/** How many of the calls ended without any certificate having been judged. */
function beforeCertificates(run: Run): number {
  const acts = eventsOf(run, "tls.alert")
    .filter(({ direction, reason }) => direction === "sent" && reason !== undefined)
    .map(({ act }) => act);
  const judged = new Set(eventsOf(run, "tls.check", "alice").map(({ act }) => act));
  return acts.filter((act) => !judged.has(act)).length;
}

export const handshakeFailuresLesson: Lesson<"repaired"> = {
  goal:
    "You can tell from an alert what went wrong, which side has to do something, and what. You " +
    "do not answer a failed check by switching it off.",
  minutes: 20,
  needToKnow: ["alert", "handshake", "cipher suite", "certificate", "root"],
  hints: [
    "For each call, find out who sent the alert. That side was not content with the other.",
    "Some calls end before there is a certificate, others because of one. Look at how far each got.",
    "The table names trouble, alert and remedy. In the row with “repaired”, look at what changed on " +
    "the wire.",
  ],
  notes: [
    told(
      "The oldest trouble: one side speaks only TLS 1.2, the other only TLS 1.3. The server says so " +
        "in the clear, since there are no keys to say it with.",
      "The server speaks TLS 1.2 as well, and the old telephone gets what it can do. The price is " +
        "that the older version has to be kept safe too.",
    ),
    told(
      "Both speak TLS 1.3, and have no cipher suite in common. The alert only says that something " +
        "did not fit: to find out what, compare the list in the hello with the server's.",
      "The server offers the third suite of TLS 1.3 as well. Which one is chosen does not matter " +
        "much, they are all good.",
    ),
    told(
      "The same server, and Alice typed another name for it. A certificate is for names, not for " +
        "machines, and this one is not in it. Alice cannot know that it is the same shop.",
      "The certificate now has both names in it, and nothing else has changed.",
    ),
    told(
      "Nothing is wrong with the certificate here. This machine trusts another root, and so it " +
        "cannot tell an honest authority from anybody who calls himself one.",
      "The root has been installed on this machine, by whoever looks after it. A click on “proceed " +
        "anyway” would have looked the same, and would have let anybody in.",
    ),
    told(
      "The office wants to know who comes. Look at the order: Alice thinks that the connection " +
        "stands, and then hears the alert. In TLS 1.3 a client is done one step before the server " +
        "has looked at its certificate.",
      "Alice shows a certificate that was issued for clients, and signs with its key. The same " +
        "messages as the server's, the other way round.",
    ),
    "Time goes by, and nobody does anything. Most of the outages that certificates cause begin just " +
    "like this.",
    told(
      "Nothing has changed but the date. The alert is a precise one, and still people call it an " +
        "attack, or a bug of the browser.",
      "The certificate was made to last. In practice it is better to let a program renew it, often, " +
        "than to remember it once a year.",
    ),
  ],
  pins: [
    {
      look: "a hello that does not fit",
      why: "All that the client can do stands in it. Whoever looks for the fault begins here.",
      at: (run) => clearMessageOf(run, "alice", CLIENT_HELLO).event,
    },
    {
      look: "the name that is not in the certificate",
      why: "The check says which names are in it, and which one was asked for.",
      at: (run) => repaired(run) ? undefined : refusalOf(run, "alice")?.id,
    },
    {
      look: "what the office says",
      why: told(
        "It comes sealed, when Alice believes that she is connected.",
        "A certificate is asked for inside of the handshake, and sealed: no listener sees Alice's.",
      ),
      at: (run) => packetsOf(run, { from: "office", act: CLIENT }).at(-1)?.event,
    },
  ],
  questions: [
    {
      id: "alert",
      with: [],
      ask: "Which alert does Alice send in the last call, after a hundred days?",
      form: WORDS,
      answer: (run) => found(complaints(run, EXPIRED)[0], "an alert in the last call").alert,
      nearMisses: [
        {
          given: () => "bad_certificate",
          say: "That one stands for faults without an alert of their own, such as another name. " +
            "This fault has one.",
        },
        {
          given: () => "unknown_ca",
          say: "The authority is the one that Alice trusts. Look at the date.",
        },
        {
          given: () => "certificate_revoked",
          say: "Nobody has taken it back. It has simply run out.",
        },
      ],
      clue: "Look at the last arrow of the last act.",
      explain: () =>
        "The receiver of an alert knows from its name what to repair. Only the log of the side that " +
        "sent it knows the details.",
    },
    {
      id: "who",
      with: [],
      ask: "Who ends the call in which no badge was shown?",
      form: WORDS,
      answer: (run) => found(complaints(run, CLIENT)[0], "an alert in the office").node,
      nearMisses: [
        {
          given: () => "alice",
          say: "Alice is content: she knows who the server is, and has sent her Finished.",
        },
        {
          given: () => "shop",
          say: "The shop does not ask for client certificates. This is another server.",
        },
      ],
      clue: "Find the alert that comes after Alice's Finished, and the side it comes from.",
      explain: () =>
        "Only the server can miss the client's certificate. Programs often see it as an error on " +
        "their first read, when they had thought that the connection stands.",
    },
    {
      id: "early",
      with: [],
      ask: "How many of the six calls end before Alice has seen any certificate?",
      form: NUMBER,
      answer: (run) => String(beforeCertificates(run)),
      nearMisses: [
        {
          given: () => "3",
          say: "In the call without a badge the server does show its own certificate first.",
        },
        {
          given: () => "6",
          say: "Most of these calls get as far as the certificate. Look for Cert in the diagram.",
        },
      ],
      clue: "A certificate comes behind the ServerHello. Count the calls that have none.",
      explain: () =>
        "No version, or no suite, in common: then there is nothing to go on with. The four others " +
        "are about who somebody is.",
    },
    {
      id: "random",
      with: [],
      ask: "To look for it in the server's log, Alice needs the hello that was refused for its " +
        "cipher suite. What are the first four bytes of its random, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "alice", SUITE).random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice", 1).random.subarray(0, 4)),
          say: "That hello was refused for its version. Take the next one.",
        },
      ],
      clue: "It is the hello of the second act.",
      explain: () =>
        "Every hello has a random of its own, so it can serve as a name for the connection. Key logs " +
        "use it that way.",
    },
  ],
};
