import { hex, indexOfBytes, utf8 } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  commonNameIn,
  found,
  HEX_NUMBER,
  type Lesson,
  NUMBER,
  refusalOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The certificates that a client was sent. */
function sentTo(run: Run, node: string) {
  return found(chainCheckOf(run, node), `a chain sent to ${node}`).certificates;
}

const complete = (run: Run) => run.trace.with.includes("complete");

export const missingIntermediateLesson: Lesson<"complete"> = {
  goal:
    "You can say which certificates a server has to send, and why a missing one is not seen on every " +
    "machine. You can tell this trouble from an attack.",
  minutes: 10,
  needToKnow: ["intermediate", "chain", "root", "unknown_ca"],
  hints: [
    "The same server, the same certificate, the same root: ask what differs between the two clients.",
    "Count the certificates that the shop sends, and those that stand between the shop and the root.",
    "One of the two clients has met Honest Issuing before, at another site, and has kept it.",
  ],
  notes: [
    (run) =>
      complete(run)
        ? "The shop sends two certificates, its own and that of Honest Issuing. With the root, which " +
          "every client has, the chain is whole."
        : "The shop sends one certificate, its own, and the desktop is content. It remembers Honest " +
          "Issuing from another site, and fills the gap without a word. That is kind, and it hides " +
          "the mistake.",
    (run) =>
      complete(run)
        ? "The phone has never heard of Honest Issuing, and need not have: the certificate has come along."
        : "The phone knows the root and the shop's certificate, and nothing that joins them. From where " +
          "it stands, this looks just like a certificate of some unknown authority. The repair is at " +
          "the server; a client that looks away would look away from real attacks, too.",
  ],
  pins: [
    {
      look: "what the shop sends to the desktop",
      why: (run) =>
        complete(run)
          ? "Two certificates: the shop's and the intermediate's."
          : "One certificate. What is missing, the desktop knows from elsewhere.",
      at: (run) => sealedPacketsOf(run, { from: "shop", to: "desktop" })[0]?.event,
    },
    {
      look: "what the shop sends to the phone",
      why: "Byte for byte the same list as before. The difference is in the client.",
      at: (run) => sealedPacketsOf(run, { from: "shop", to: "phone" })[0]?.event,
    },
    {
      look: "the phone's judgement",
      why: "Nothing is forged, and the chain does not reach the root.",
      at: (run) => refusalOf(run, "phone")?.id,
    },
  ],
  questions: [
    {
      id: "sent",
      with: [],
      ask: "How many certificates does the shop send to the phone?",
      form: NUMBER,
      answer: (run) => String(sentTo(run, "phone").length),
      nearMisses: [
        { given: () => "2", say: "That would be right. Open the message and count again." },
        { given: () => "3", say: "The root is never needed: clients have it, or do not trust it." },
      ],
      clue: "Look into the Certificate message that the phone was sent.",
      explain: () =>
        "Only its own. A server has to send all that stands between its certificate and the root; the " +
        "root itself may be left out.",
    },
    {
      id: "missing",
      with: ["complete"],
      ask:
        "Whose certificate is it that comes along when the shop sends all it should? Give its name.",
      form: WORDS,
      answer: (run) => commonNameOfSubject(run),
      nearMisses: [
        { given: () => "Honest Root", say: "That one every client has. It was not sent." },
        { given: () => "shop.example", say: "That one came along before, too." },
      ],
      clue: "It is the second one in the list.",
      explain: () =>
        "It has issued the shop's certificate, and the root has issued its. Without it there is no way " +
        "from the one to the other.",
    },
    {
      id: "serial",
      with: [],
      ask:
        "To find the certificate in the server's settings, its owner needs the serial number of " +
        "what the phone was sent. What is it, in hex?",
      form: HEX_NUMBER,
      answer: (run) => hex(serialOf(found(sentTo(run, "phone")[0], "a leaf"))),
      nearMisses: [
        {
          given: (_run, runOf) =>
            hex(serialOf(found(sentTo(runOf(["complete"]), "phone")[1], "an intermediate"))),
          say: "That is the intermediate's, which does not come along in this row.",
        },
      ],
      clue: "Open the certificate that the phone was sent, and look at serialNumber.",
      explain: () =>
        "The same one as the desktop was sent. Nothing is wrong with the certificate itself, only with " +
        "what should stand behind it.",
    },
  ],
};

/** The subject of the second certificate: of the two common names in it, the last. */
function commonNameOfSubject(run: Run): string {
  const der = found(sentTo(run, "phone")[1], "a second certificate");
  const issuer = utf8(commonNameIn(der));
  return commonNameIn(der.subarray(indexOfBytes(der, issuer) + issuer.length));
}
