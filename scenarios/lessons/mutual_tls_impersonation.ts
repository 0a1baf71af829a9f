import { hex } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  commonNameIn,
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The certificates that the archive was shown, in their order. */
function shownToArchive(run: Run) {
  return found(chainCheckOf(run, "archive"), "what the archive was shown").certificates;
}

/** The certificate that Alice showed in the canteen. */
function shownInCanteen(run: Run) {
  return found(chainCheckOf(run, "mallory")?.certificates[0], "what Alice showed");
}

/** The name a certificate is for: the last of the common names in it. */
function subjectOf(der: Uint8Array): string {
  const issuer = commonNameIn(der);
  const behind = hex(der).indexOf(hex(new TextEncoder().encode(issuer))) / 2 + issuer.length;
  return commonNameIn(der.subarray(behind));
}

export const mutualTlsImpersonationLesson: Lesson<"own" | "exact"> = {
  goal:
    "You can say which certificate of a list TLS proves something about, and what. You can check an " +
    "application that takes names from client certificates for this mistake.",
  minutes: 15,
  needToKnow: ["mutual TLS", "CertificateVerify", "certificate", "chain"],
  hints: [
    "A certificate is public: ask who has seen Alice's, and what they can do with a copy.",
    "Count the certificates that Mallory shows to the archive, and say what each of them is for.",
    "One signature is made in the handshake. With which of the keys can Mallory make it?",
  ],
  notes: [
    "Mallory runs the canteen's site. It asks for certificates, as the other sites of the hospital do, and " +
    "nobody is surprised.",
    "Alice's browser shows her certificate, and proves that it is hers. That is as it should be, and it " +
    "gives nothing away: the key stays with Alice. What Mallory keeps is a copy of what everybody may see.",
    either({
      succeeds:
        "Mallory shows two certificates. The first is her own, and with its key she signs: TLS is content, " +
        "and rightly so. Of the second nobody has proved anything. The archive looks through the " +
        "list for somebody it knows, finds Alice, and hands out the file.",
      fails:
        "Mallory shows two certificates, as before. The archive asks only about the first, whose key has " +
        "just been proved, and there stands mallory.staff.example. TLS did its part in every row; " +
        "the application has to read it rightly.",
    }),
  ],
  pins: [
    {
      look: "Alice shows who she is",
      why: "In the right way, and to a site that she has reason to trust.",
      at: (run) => sealedPacketsOf(run, { from: "alice", act: 2 })[0]?.event,
    },
    {
      look: "Mallory's list",
      why: "Two certificates, and one key.",
      at: (run) => remarkOf(run, "mallory", "mallory shows"),
    },
    {
      look: "the archive's effect",
      why: "It believes that Alice has asked.",
      at: (run) => eventsOf(run, "app.effect", "archive")[0]?.id,
    },
    {
      look: "the moment Mallory has the diagnosis",
      why: "In a connection of her own, with a certificate of her own.",
      at: (run) => learningOf(run, "mallory", "diagnosis"),
    },
  ],
  questions: [
    {
      id: "proved",
      with: [],
      ask:
        "For whom is the certificate whose key Mallory has proved to the archive? Give its name.",
      form: WORDS,
      answer: (run) => subjectOf(found(shownToArchive(run)[0], "a first certificate")),
      also: ["mallory"],
      nearMisses: [
        {
          given: () => "alice.staff.example",
          say: "That is what the archive believes. For that key Mallory cannot sign.",
        },
        {
          given: () => "Hospital Staff CA",
          say: "It has issued both. Whose is the first one in the list?",
        },
      ],
      clue: "Open the list that the archive was shown. The proof is about the first one.",
      explain: () =>
        "The signature in the handshake fits this certificate and no other. The rest of the list is there to " +
        "help find a way to a root, and says nothing about who is calling.",
    },
    {
      id: "shown",
      with: ["exact"],
      ask: "How many certificates does the archive get from Mallory?",
      form: NUMBER,
      answer: (run) => String(shownToArchive(run).length),
      nearMisses: [
        {
          given: () => "1",
          say:
            "So many would do: the staff's authority has issued hers directly. Open the message.",
        },
        {
          given: () => "3",
          say: "The authority's own is not among them. Count again.",
        },
      ],
      clue: "Look into the Certificate message that the archive receives.",
      explain: () =>
        "Her own, and a copy of Alice's, which no check of the chain needs. Servers accept lists with more " +
        "in them than they need, and that is allowed.",
    },
    {
      id: "copy",
      with: ["exact"],
      ask:
        "The archive compares whole certificates. What is the serial number of the one that it " +
        "finds in its register, in hex?",
      form: HEX_NUMBER,
      answer: (run) => hex(serialOf(shownInCanteen(run))),
      nearMisses: [
        {
          given: (run) => hex(serialOf(found(shownToArchive(run)[0], "a first certificate"))),
          say: "That is Mallory's own, and it is in no register of the archive's.",
        },
      ],
      clue: "It is the certificate that Alice showed in the canteen.",
      explain: () =>
        "Byte for byte what Alice showed in the canteen. To compare more of it does not help: a copy has all " +
        "of it, apart from the key.",
    },
  ],
};
