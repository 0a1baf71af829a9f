import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  eventsOf,
  found,
  type Lesson,
  NUMBER,
  packetsOf,
  remarkOf,
  type Run,
  type Text,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** How often a server was probed. */
function probesOf(run: Run, server: string): string {
  const numbers = eventsOf(run, "round").filter(({ series }) => series === `probes of ${server}`)
    .map(({ number }) => number);
  return String(Math.max(...numbers));
}

/** The oldest version in which a server finished a handshake. */
function oldestOf(run: Run, server: string): string {
  const order = ["SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"];
  const spoken = new Set(eventsOf(run, "tls.connected", server).map(({ version }) => version));
  return found(order.find((version) => spoken.has(version)), "a version");
}

/** What to say before and after the owners have read their reports. */
const told = (before: string, after: string): Text => ({ trace }) =>
  trace.with.includes("hardened") ? after : before;

export const misconfiguredServerLesson: Lesson<"hardened"> = {
  goal:
    "You can read the report of a TLS scanner: for each finding you know how it was found out, " +
    "why it matters, and what the owner should do.",
  minutes: 20,
  needToKnow: ["cipher suite", "certificate", "forward secrecy", "downgrade", "session ticket"],
  hints: [
    "Each probe is a ClientHello that offers less than an ordinary one. What is left in it is what " +
    "the inspector wants to know.",
    "A refusal is good news here. Compare for each probe what was offered and what came back.",
    "Read the table of a server from the left: what was found, how bad it is, why, and what to do.",
  ],
  notes: [
    "The inspector has no secret and no trick: he offers one version alone, then one suite less each " +
    "time, and writes down the answers. This bank takes what is modern and refuses everything else, " +
    "so most of the probes end in an alert. For a server that is a good mark.",
    told(
      "The shop speaks TLS 1.3 to whoever can. But it still takes suites from older days, and it does " +
        "not heed a client that says it was made to fall back. Nobody notices, since honest clients " +
        "never ask for those. An attacker on the way asks for nothing else.",
      "The shop has taken the old suites off its list, and it heeds fallbacks. Its customers have " +
        "not noticed anything.",
    ),
    told(
      "The museum takes whatever it ever took. Every finding is something that was good once, with a " +
        "date on which it ceased to be. It also shows why a scanner tries things one by one: in a " +
        "single ordinary call none of this would have been seen.",
      "A new configuration, a new certificate, and the museum has the same mark as the bank. Only " +
        "visitors with programs of twenty years ago have to stay outside.",
    ),
  ],
  pins: [
    {
      look: "the very first probe",
      why: "A hello that offers one version and nothing older: whoever answers, speaks it.",
      at: (run) => clientHelloOf(run, "inspector").event,
    },
    {
      look: "the museum's first answer",
      why: told(
        "It refuses the one version that is not old.",
        "A ServerHello of TLS 1.3: until now there was an alert in this place.",
      ),
      at: (run) => packetsOf(run, { from: "museum", act: 3 })[0]?.event,
    },
    {
      look: "the inspector's last remark",
      why: "The grade follows from what was counted, by rules that stand in the lab's own code.",
      at: (run) => remarkOf(run, "inspector", `${probesOf(run, "museum")} probes, `),
    },
  ],
  questions: [
    {
      id: "probes",
      with: [],
      ask: "How many connections did the inspector need for the museum?",
      form: NUMBER,
      answer: (run) => probesOf(run, "museum"),
      nearMisses: [
        {
          given: (run) => probesOf(run, "shop"),
          say: "That was enough for the shop. The museum takes more, so there was more to ask.",
        },
        {
          given: () => "4",
          say:
            "So many are drawn. The others are folded into one line, and took place all the same.",
        },
      ],
      clue: "The table of grades has a column for it.",
      explain: () =>
        "A server only ever says what it chooses, never what else it would take. So each version and " +
        "each suite costs a connection, and one more to hear the refusal.",
    },
    {
      id: "oldest",
      with: [],
      ask: "Which is the oldest version that the museum still speaks?",
      form: WORDS,
      answer: (run) => oldestOf(run, "museum"),
      also: ["SSLv3", "SSL 3"],
      nearMisses: [
        {
          given: () => "TLS 1.0",
          say: "There is one before that: its name does not even begin with TLS.",
        },
        {
          given: () => "TLS 1.2",
          say: "That is the newest one it has.",
        },
      ],
      clue: "The table of grades lists the versions, the newest first.",
      explain: () =>
        "It was given up in 2015, by RFC 7568. As long as it is switched on, an attacker on the way " +
        "may try to make two programs of today use it.",
    },
    {
      id: "no-secrecy",
      with: [],
      ask: "Which cipher suite of the shop has no forward secrecy?",
      form: WORDS,
      answer: (run) =>
        found(
          eventsOf(run, "tls.connected", "shop").find(({ group }) => group === "RSA"),
          "a connection with RSA key exchange",
        ).cipherSuite,
      also: ["RSA_WITH_AES_128_GCM_SHA256"],
      nearMisses: [
        {
          given: () => "ECDHE_RSA_WITH_AES_128_CBC_SHA",
          say:
            "ECDHE makes a new secret for each connection. Something else is old about this one.",
        },
        {
          given: () => "ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          say: "That is the good one: a new secret for each connection, and an AEAD.",
        },
      ],
      clue: "Look for the suite without DHE in its name.",
      explain: () =>
        "Its secret is encrypted to the certificate's key. It has an AEAD, and looks modern, and " +
        "still a key stolen one day opens all its recordings.",
    },
    {
      id: "random",
      with: [],
      ask:
        "The bank's owner looks for the first probe in his log. What are the first four bytes of " +
        "the random in it, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "inspector").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "inspector", 2).random.subarray(0, 4)),
          say: "That one went to the shop.",
        },
      ],
      clue: "Open the first ClientHello of all.",
      explain: () =>
        "A scan is visible to whoever is scanned. Ask before you knock at servers that are not yours.",
    },
  ],
};
