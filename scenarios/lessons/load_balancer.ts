import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  packetsOf,
  type Run,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The packet with the order, behind the balancer. */
function orderBehind(run: Run) {
  return found(packetsOf(run, { from: "balancer", to: "shop", act: 3 })[0], "the order");
}

/** How many handshakes were finished, by their clients. */
function handshakes(run: Run): string {
  const clients = new Set(
    eventsOf(run, "tls.message").filter(({ direction, message }) =>
      direction === "sent" && message === "client_hello"
    ).map(({ node }) => node),
  );
  return String(clients.size);
}

/** Everybody who is proved to know the card number, Alice aside. */
function readers({ trace }: Run): string {
  const { id } = found(trace.secrets.find(({ title }) => title === "card number"), "the card");
  return trace.parties.map((party) => party.id)
    .filter((node) =>
      node !== "alice" && trace.knowledge.some((one) => one.node === node && one.secret === id)
    ).join(" and ");
}

export const loadBalancerLesson: Lesson<"re-encryption" | "pass-through"> = {
  goal: "You can say in which of three set-ups a load balancer, and the network behind it, sees " +
    "what clients send. You know which questions to ask about a site of your own.",
  minutes: 15,
  needToKnow: ["handshake", "certificate", "load balancer", "eavesdropper"],
  hints: [
    "Ask for each arrow who made the keys. A connection protects the way between those two, and " +
    "nothing behind it.",
    "Count the ClientHellos in each of the three set-ups, and look at whose they are.",
    "In the table of who knows what, compare the lane of the balancer in the three set-ups, not " +
    "only Eve's.",
  ],
  notes: [
    "Eve does not sit in Alice's café this time. She listens inside, on the link between the load " +
    "balancer and the shop, where many people think that nobody listens.",
    ({ trace }) =>
      trace.with.includes("pass-through")
        ? "One handshake, and it reaches from Alice to the shop. The balancer carries records to and " +
          "fro and holds no key. It can still choose a machine by the name in the hello."
        : trace.with.includes("re-encryption")
        ? "Alice's handshake ends at the balancer, which has the certificate and the key. The balancer " +
          "then begins a second one with the shop, as a client, and checks the shop's certificate."
        : "Alice's handshake ends at the balancer, which has the certificate and the key. The lock " +
          "in her browser is closed, and says nothing about what comes behind.",
    either({
      succeeds:
        "Here is the card number, sealed on the way to the balancer and in the clear behind " +
        "it. Alice cannot see that, and neither can her browser. Only whoever set it up knows.",
      fails:
        "The card number again, and on the link behind the balancer Eve sees a record. Whether " +
        "the balancer itself reads it is another question: look at its lane in the table.",
    }),
    "Alice says goodbye. In a design of your own, write down for every link which keys protect it, " +
    "and who holds them; that list is short, and it answers most questions.",
  ],
  pins: [
    {
      look: "what Alice is greeted with",
      why: "Whoever signs here has the key of the site, and with it the end of the connection.",
      at: (run) => serverHelloOf(run, helper(run)).event,
    },
    {
      look: "the order behind the balancer",
      why: either({
        succeeds: "The same words that came sealed go on in the clear.",
        fails: "Eve gets a copy of this, and it tells her a length and no more.",
      }),
      at: (run) => orderBehind(run).event,
    },
    {
      look: "the moment Eve knows the card number",
      why: "She needed a copy of one packet, and nothing else.",
      at: (run) => learningOf(run, "eve", "card number"),
    },
  ],
  questions: [
    {
      id: "random",
      with: ["re-encryption"],
      ask: "Eve copies a ClientHello. What are the first four bytes of the random in it, in hex?",
      form: BYTES,
      answer: (run) => hex(clientHelloOf(run, "balancer").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is Alice's, and it ends at the balancer. Eve sits behind that.",
        },
        {
          given: (run) => hex(serverHelloOf(run, "shop").random.subarray(0, 4)),
          say: "That is the shop's answer. Look one arrow earlier.",
        },
      ],
      clue: "Look for a ClientHello with a circle on Eve's lane.",
      explain: () =>
        "The balancer is a client here, with a hello of its own. Two connections stand end to end, " +
        "and between them everything is in the clear, inside the balancer.",
    },
    {
      id: "handshakes",
      with: ["pass-through"],
      ask: "How many handshakes are there in this row?",
      form: NUMBER,
      answer: handshakes,
      nearMisses: [
        {
          given: () => "2",
          say:
            "It is drawn twice, because it crosses two links. Compare the randoms: is it another?",
        },
        {
          given: () => "0",
          say: "Somebody does shake hands: look at the ends, not at the middle.",
        },
      ],
      clue: "Count the hellos that have a random of their own.",
      explain: () =>
        "One, from Alice to the shop. The balancer passes the same bytes on, link by link, and has " +
        "no part in it.",
    },
    {
      id: "readers",
      with: ["re-encryption"],
      ask: "Who can read the card number now, besides Alice and the shop?",
      form: WORDS,
      answer: (run) => readers(run).replace(" and shop", ""),
      also: ["load balancer"],
      nearMisses: [
        {
          given: () => "nobody",
          say: "Each link is protected. But the words are opened and sealed again somewhere.",
        },
        {
          given: () => "eve",
          say: "Eve has only records with keys she does not hold. Look at the other lane.",
        },
      ],
      clue: "Look at the table of who knows what.",
      explain: () =>
        "Encryption on every link is not encryption from end to end. Whoever breaks into that one " +
        "machine, or runs it, reads it all.",
    },
  ],
};

/** Whose handshake Alice takes part in. */
function helper({ trace }: Run): string {
  return trace.with.includes("pass-through") ? "shop" : "balancer";
}
