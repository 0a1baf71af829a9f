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
  packetsOf,
  refusalOf,
  remarkOf,
  type Run,
  serverHelloOf,
  type Text,
  WORDS,
} from "../../lab/scenario/mod.ts";

type Defence = "extended-main-secret" | "same-name" | "certificate-first";

/** What there is to say, by the first of the defences that matters in a row. */
function by(texts: Readonly<Record<Defence | "nothing", string>>): Text {
  const order = ["certificate-first", "extended-main-secret", "same-name"] as const;
  return ({ trace }) => texts[order.find((name) => trace.with.includes(name)) ?? "nothing"];
}

/** Alice's Finished when she comes back; in the row without defences nobody touches it. */
function finishedAgain(run: Run): number {
  return found(packetsOf(run, { from: "alice", act: 4 }).at(-1), "Alice's Finished").event;
}

/** The last judgement Alice gives of a certificate, and whom it was for. */
function shownLast(run: Run): string {
  const judged = eventsOf(run, "tls.check", "alice")
    .findLast(({ subject }) => subject === "certificate chain");
  const name = found(judged, "a certificate").checks.find(({ rule }) => rule === "name")?.detail;
  return found(/DNS:([\w.-]+)/.exec(name ?? "")?.[1], "the name in the certificate");
}

const ORDERS = "The order goes out under Mallory's own keys, so the bank reads it well. It is an " +
  "order that only customers may give, so the bank asks for a new handshake with a certificate. ";

export const tripleHandshakeLesson: Lesson<Defence> = {
  goal:
    "You can explain how two connections come to have one main secret, and what somebody in the " +
    "middle gains by that. You can say what a main secret has to be made of.",
  minutes: 30,
  needToKnow: ["main secret", "RSA key exchange", "resumption", "renegotiation", "mutual TLS"],
  hints: [
    "In act 2, put the messages on the left beside those on the right. Which ones differ?",
    "A resumption shows no certificate. Ask what is left that differs between left and right.",
    "A second handshake has to name the Finished of the first. Compare those of act 4.",
  ],
  notes: [
    "Mallory is not on anybody's way here. She has a site, a certificate for its real name, and " +
    "people who visit her of their own accord.",
    by({
      "nothing":
        "She calls the bank with Alice's hello, and gives Alice the bank's answer. Only the " +
        "certificate is her own. Alice encrypts the premaster secret to Mallory, and Mallory encrypts " +
        "the same secret to the bank. Same secret, same randoms: both connections have one main " +
        "secret. The Finished still differ, because the two certificates do.",
      "same-name":
        "Alice checks the name, and it is right: she wanted Mallory's site. So both connections come " +
        "to have one main secret, as before. The Finished still differ, because the certificates do.",
      "extended-main-secret":
        "The messages are the same as ever, and so is the premaster secret. But both ends make the " +
        "main secret from all they have seen, and Alice has seen another certificate than Mallory. " +
        "There are two main secrets now.",
      "certificate-first":
        "The bank asks for a certificate at once. Mallory has none that it would take. Alice's would " +
        "not help her: Alice would sign what she has seen, and she has seen Mallory's certificate. " +
        "The bank hangs up, and Mallory passes that on.",
    }),
    "Mallory answers as any site would. Both connections end in good order, and all sides may go " +
    "on from them later: Alice, Mallory, and the bank.",
    by({
      "nothing":
        "Alice comes back, and no certificate is shown: the old main secret is proof enough. Nothing " +
        "differs any more between left and right. Mallory passes every message on as it is, and even " +
        "the Finished are the same. And yet there are two connections, and she has the keys of both.",
      "same-name":
        "In a resumption nobody shows a certificate, so there is no name to check. Left and right " +
        "are the same now, down to the Finished.",
      "extended-main-secret":
        "The randoms are the same, and the main secrets are not. Mallory can still lead both " +
        "handshakes, each under its own keys. But the Finished of the two connections differ.",
      "certificate-first":
        "There is no session to go on from, so all begins anew. It ends in the same way: the bank " +
        "wants a certificate, and Mallory has none.",
    }),
    by({
      "nothing": ORDERS +
        "Mallory passes that on to Alice. Alice names the Finished of her connection, the bank " +
        "compares it with its own, and they are the same. So the bank thinks that this is the client " +
        "from before, and says that it is Alice.",
      "same-name": ORDERS +
        "Mallory passes that on, and Alice agrees. But now the certificate is the bank's. Alice wanted " +
        "Mallory's site, so the name is wrong, and she ends it.",
      "extended-main-secret": ORDERS +
        "Mallory passes that on, and Alice names the Finished of her connection. The bank has another " +
        "one in its memory. So it knows that this is not the client from before.",
      "certificate-first":
        "She has no connection to the bank, so there is nothing she could say. No order is given.",
    }),
    "Alice reads: Paid. She had asked for nothing. From the third handshake on, Mallory cannot " +
    "read a word, but her order was there before.",
  ],
  pins: [
    {
      look: "her own certificate",
      why: "The hello in this packet is the bank's. The certificate is Mallory's.",
      at: (run) => packetsOf(run, { from: "mallory", to: "alice", act: 2 })[0]?.event,
    },
    {
      look: "what she has",
      why: "Compare what Alice and the bank put into it: with the whole handshake, or without.",
      at: (run) => remarkOf(run, "mallory", "mallory has two connections"),
    },
    {
      look: "Finished, when Alice comes back",
      why: "If they are the same, neither end can tell that there are two connections.",
      at: (run) =>
        eventsOf(run, "note", "mallory").find(({ act, text }) =>
          act === 4 && text.includes("Finished")
        )?.id,
    },
    {
      look: "the order",
      why: "Given before the bank knows who it is talking to.",
      at: (run) => packetsOf(run, { from: "mallory", to: "bank", act: 5 })[0]?.event,
    },
    {
      look: "the bank's complaint",
      why: "The bank misses what Mallory cannot give it: a certificate, or the right Finished.",
      at: (run) => complaintOf(run, "bank")?.id,
    },
    {
      look: "the certificate of the third handshake",
      why: either({
        succeeds: "It is for the bank. Alice wanted Mallory's site, and does not compare.",
        fails: "It is for the bank. Alice wanted Mallory's site, so she refuses it.",
      }),
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the payment",
      why: "Ordered by Mallory, and signed for by Alice.",
      at: (run) => eventsOf(run, "app.effect", "bank").at(-1)?.id,
    },
  ],
  questions: [
    {
      id: "random",
      with: [],
      ask:
        "In act 2, Alice and Mallory make keys from two randoms. What are the first four bytes of the " +
        "one that the server gives, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHelloOf(run, "mallory", 2).random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice", 2).random.subarray(0, 4)),
          say: "That is the client's, from Alice's hello. Look at what comes back.",
        },
        {
          given: (run) => hex(serverHelloOf(run, "bank", 4).random.subarray(0, 4)),
          say: "That is from the second visit. A resumption has new randoms, too.",
        },
      ],
      clue: "It stands in the ServerHello that Alice gets.",
      explain: () =>
        "The bank has chosen it: look at its ServerHello, one step before. A server may pass on any " +
        "random it likes.",
    },
    {
      id: "finished",
      with: [],
      ask: "When Alice comes back, her Finished goes to the bank as it is. In which event?",
      form: EVENT,
      answer: (run) => `#${finishedAgain(run)}`,
      nearMisses: [
        {
          given: (run) => {
            const [, , last] = packetsOf(run, { from: "alice", act: 2 });
            return `#${found(last, "Alice's first Finished").event}`;
          },
          say: "That is from the first visit. There Mallory has to make one of her own.",
        },
        {
          given: (run) =>
            `#${found(packetsOf(run, { from: "bank", act: 4 }).at(-1), "a Finished").event}`,
          say: "That is the bank's own, which goes to Alice as it is. Look for hers.",
        },
      ],
      clue: "In a resumption the client's Finished is the last message.",
      explain: () =>
        "It is sealed, and the bank opens it with keys of its own. The keys are the same because the " +
        "main secret and both randoms are.",
    },
    {
      id: "refusal",
      with: ["extended-main-secret"],
      ask: "In which event does the bank find out that something is wrong?",
      form: EVENT,
      answer: (run) => `#${found(complaintOf(run, "bank"), "the bank's alert").id}`,
      nearMisses: [
        {
          given: (run) =>
            `#${
              found(packetsOf(run, { from: "mallory", to: "bank", act: 5 })[0], "an order").event
            }`,
          say: "The bank finds nothing wrong with the order. It asks who gives it.",
        },
        {
          given: (run) => `#${found(remarkOf(run, "mallory", "mallory sees"), "a remark")}`,
          say: "Mallory can see it there already. The bank cannot.",
        },
      ],
      clue: "Look for the mark of a refusal in the bank's lane.",
      explain: () =>
        "Alice's hello names the Finished of her connection with Mallory. The bank knows another one, " +
        "because the main secrets differ.",
    },
    {
      id: "name",
      with: ["same-name"],
      ask: "For which name is the certificate that Alice refuses?",
      form: WORDS,
      answer: shownLast,
      nearMisses: [
        {
          given: () => "mallory.example",
          say: "That is the name she wanted, and the one she was shown on her first visit.",
        },
      ],
      clue: "Look at the checks that Alice makes in act 5.",
      explain: () =>
        "It is a good certificate, and the right one for the bank. But Alice has not called the bank. " +
        "A connection should end up with whom it began.",
    },
  ],
};
