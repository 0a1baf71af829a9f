import { hex } from "../../lab/bytes/mod.ts";
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

/** What the browser says first when Alice types the address. */
function firstRequest(run: Run) {
  return found(packetsOf(run, { from: "alice", act: 3 })[0], "a packet of Alice's in act 3");
}

export const sslStripLesson: Lesson<"hsts" | "visited" | "preload"> = {
  goal:
    "You can explain how an attacker keeps a browser from ever beginning TLS. You can say what " +
    "HSTS changes, and why a first visit needs the preload list.",
  minutes: 20,
  needToKnow: ["HTTP", "redirect", "on-path attacker", "handshake"],
  hints: [
    "Look at the very first packet that Alice sends when she types the address: is it sealed?",
    "Count the handshakes, and look at who is the client in each of them.",
    "Compare the row with hsts alone to the row with hsts and visited. The header is the same; ask " +
    "what the browser knew when Alice typed the address.",
  ],
  notes: [
    "One week earlier, over a network where nobody meddles. In some rows Alice has been to the " +
    "site, and in others she has not; keep that in mind for later.",
    "Mallory has no certificate, no stolen key and no flaw to use. Connections that begin with TLS " +
    "she lets pass. She waits for the ones that begin in the clear.",
    either({
      succeeds:
        "Alice types a name, and her browser asks over HTTP, in the clear. The site answers " +
        "with a redirect to HTTPS, and Mallory follows it in the browser's place. She gets the page " +
        "over TLS, turns every https in it into http, and sends it on. No certificate was forged, " +
        "so there is no warning, only a lock that is not there.",
      fails:
        "Alice types the same name, and her browser does not ask in the clear at all: it knows " +
        "that this site wants TLS. What passes Mallory is sealed from the first request on. She " +
        "could still offer a certificate of her own, and the browser would refuse it.",
    }),
    either({
      succeeds:
        "The form was changed to http, so the password goes out in the clear. Mallory reads " +
        "it and logs in for Alice, who sees her mail as always. Ask the class who would have looked " +
        "for the words not secure.",
      fails: "The password goes out sealed. Nothing had to be noticed by Alice, and that is the " +
        "point: what people must notice, they will miss one day.",
    }),
  ],
  pins: [
    {
      look: "the first packet",
      why: either({
        succeeds: "In the clear: whoever is on the way can read it, and answer it.",
        fails:
          "Nothing that Mallory could answer: the browser begins with TLS, or is in it already.",
      }),
      at: (run) => firstRequest(run).event,
    },
    {
      look: "the redirect that never arrived",
      why: "The site did ask for TLS. The one who heard it was Mallory.",
      at: (run) => remarkOf(run, "mallory", "mallory follows the redirect"),
    },
    {
      look: "the browser remembers",
      why: "No packet was needed for this decision, so no attacker could touch it.",
      at: (run) => remarkOf(run, "alice", "alice's browser asks"),
    },
    {
      look: "the moment Mallory has the password",
      why: "She broke no cipher. It was never encrypted for her to break.",
      at: (run) => learningOf(run, "mallory", "password"),
    },
  ],
  questions: [
    {
      id: "random",
      with: [],
      ask:
        "Somebody does speak TLS with the site today. What are the first four bytes of the random " +
        "in that client's hello, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "mallory").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(serverHelloOf(run, "mail").random.subarray(0, 4)),
          say: "That is the random of the server. The client's stands in the ClientHello.",
        },
      ],
      clue: "Look for a ClientHello in act 3, and at whose lane it begins.",
      explain: () =>
        "It is Mallory's. The connection to the site is perfect TLS, and that is no help to Alice, " +
        "who is not the client in it.",
    },
    {
      id: "learns",
      with: ["hsts"],
      ask: "In which packet does Mallory read the password? Give the number of the event.",
      form: EVENT,
      answer: (run) => `#${found(packetsOf(run, { from: "alice", act: 4 })[0], "a login").event}`,
      nearMisses: [
        {
          given: (run) => `#${firstRequest(run).event}`,
          say: "That is where it begins: the first request. The password comes in the next act.",
        },
        {
          given: (run) => `#${found(learningOf(run, "mallory", "password"), "the password")}`,
          say: "There the lab notes that she knows it. The packet it came in is a little earlier.",
        },
      ],
      clue: "Look for what Alice sends in act 4.",
      explain: () =>
        "The site did send its header this time, and Mallory left it out: on a first visit there " +
        "is nothing yet that the browser could remember.",
    },
    {
      id: "clear",
      with: ["hsts", "visited"],
      ask:
        "How many packets with something in them does Alice send in the clear after the first act?",
      form: NUMBER,
      answer: (run) => String(clearPackets(run)),
      nearMisses: [
        {
          given: () => "1",
          say:
            "Without HSTS there would be that one request. Look at what the browser says in act 3.",
        },
        {
          given: () => "2",
          say: "That is what she sends in the clear where the attack succeeds. Look at this row.",
        },
      ],
      clue:
        "Go through Alice's arrows from act 2 on, and look for one without brackets that is no " +
        "ClientHello.",
      explain: () =>
        "None, the hello of the handshake aside. A week ago the site told the browser to use nothing " +
        "but TLS for a year, and the address is changed before a packet leaves.",
    },
  ],
};

/** Requests of Alice's that anybody can read, since Mallory has come. */
function clearPackets(run: Run): number {
  return packetsOf(run, { from: "alice" })
    .filter(({ event }) => run.trace.events[event]!.act > 1)
    .filter(({ records }) => records.length === 0).length;
}
