import { hex } from "../../lab/bytes/mod.ts";
import {
  chainCheckOf,
  either,
  EVENT,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  refusalOf,
  type Run,
  sealedPacketsOf,
  serialOf,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** Serial number of the first certificate that a party was shown. */
function serialShownTo(run: Run, node: string): string {
  const check = found(chainCheckOf(run, node), `a certificate shown to ${node}`);
  return hex(serialOf(found(check.certificates[0], "a leaf")));
}

/** The packet with the certificate, which travels behind the ServerHello and sealed. */
function certificatePacket(run: Run, from: string, to: string): string {
  return `#${found(sealedPacketsOf(run, { from, to })[0], `a flight of ${from}`).event}`;
}

export const mitmLesson: Lesson<"validation" | "pinning"> = {
  goal:
    "You can explain why encryption is worth nothing until somebody asks whose key it is. You " +
    "can name two checks that stop Mallory, and say what each of them looks at.",
  minutes: 20,
  needToKnow: ["handshake", "certificate", "root", "man in the middle"],
  hints: [
    "Count the handshakes. There are two, and the bank takes part in only one of them.",
    "Look at who signed the certificate that Alice is shown, and at whom she trusts.",
    "In the rows that hold, Alice's check names the certificate that she refuses: its issuer is " +
    "Mallory Root, and her only root is Honest Root.",
  ],
  notes: [
    "Mallory breaks nothing. She offers free Wi-Fi, and Alice's packets come to her by themselves.",
    either({
      succeeds: "Two handshakes, and both are perfect: one of Alice with Mallory, one of Mallory " +
        "with the bank. The certificate says bank.example, and Mallory Root signed it, whom nobody " +
        "knows. Mallory's signature in the handshake is in order as well, because the key is her " +
        "own. Alice's program was told to accept any certificate, and so it does.",
      fails:
        "The same certificate, and now Alice looks at it before she says a word. Either nobody " +
        "she trusts vouches for it, or the key is not the one she met before. She sends an alert " +
        "and hangs up. The bank had a perfect handshake with Mallory, by the way: it never asked " +
        "who the client is.",
    }),
    "Alice's PIN is sealed, Mallory opens it, reads it and seals it again for the bank. It was " +
    "encrypted all the way, with excellent keys, and it is no secret any more.",
    "The balance comes back by the same road. Mallory could have changed it on the way: to Alice, " +
    "Mallory's words are the bank's.",
    "Nobody has noticed. And this is how it comes about in real life: somebody turned the check off " +
    "to make an error message go away. Do not teach that, not even for a test; let the test trust a " +
    "root of its own.",
  ],
  pins: [
    {
      look: "Mallory's certificate on its way",
      why: "Sealed for everybody but Alice: this handshake is as good as any, only the other end " +
        "is Mallory.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "Alice's judgement",
      why: either({
        succeeds: "The check fails, and a built-in mistake lets it pass.",
        fails: "This is the moment that decides: Alice refuses the certificate, and says why.",
      }),
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the PIN",
      why: "She opened the packet with a key of her own: no cipher was broken for this.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "serial",
      with: ["validation"],
      ask: "What is the serial number of the certificate that Alice refuses, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownTo(run, "alice"),
      nearMisses: [
        {
          given: (run) => serialShownTo(run, "mallory"),
          say: "That is the bank's own certificate. Mallory saw it; Alice never did.",
        },
      ],
      clue: "Look at Alice's check that failed, and open the certificate it was about.",
      explain: () =>
        "Mallory Root gave it that number, and names the bank in it all the same: an authority can " +
        "write what it likes. What counts is whether Alice trusts it, and she does not.",
    },
    {
      id: "packet",
      with: [],
      ask: "In which event does Mallory's certificate leave for Alice? Give its number.",
      form: EVENT,
      answer: (run) => certificatePacket(run, "mallory", "alice"),
      nearMisses: [
        {
          given: (run) => certificatePacket(run, "bank", "mallory"),
          say: "That is the bank's own certificate, on its way to Mallory.",
        },
        {
          given: (run) => `#${serverHelloOf(run, "mallory").event}`,
          say:
            "That is Mallory's ServerHello. Her certificate comes in the packet behind it, sealed.",
        },
        {
          given: (run) => `#${found(refusalOf(run, "alice"), "Alice's check").id}`,
          say: "There Alice judges the certificate. It had to travel first.",
        },
      ],
      clue: "Look for an arrow from Mallory to Alice with curly braces: the mark ′ says that " +
        "somebody else wrote it than it claims.",
      explain: () =>
        "TLS 1.3 seals the certificate, so on this wire only Alice and Mallory can read it. Sealed " +
        "does not mean honest: it is Mallory who shares that key with Alice.",
    },
    {
      id: "pinned",
      with: ["pinning"],
      ask: "With pinning alone, which alert does Alice send?",
      form: WORDS,
      answer: ({ verdict }) => found(verdict.endedBy ?? undefined, "an alert"),
      nearMisses: [
        {
          given: (_run, runOf) =>
            found(runOf(["validation"]).verdict.endedBy ?? undefined, "an alert"),
          say:
            "That is what she says when nobody she trusts vouches for the certificate. In this " +
            "row she does not ask that: she only compares the key.",
        },
        {
          given: () => "handshake_failure",
          say:
            "That one is for sides that cannot agree on a suite or a group. Here everything was " +
            "agreed, and then the key was the wrong one.",
        },
      ],
      clue: "Run the row with pinning alone, and look at what ends it.",
      explain: () =>
        "Alice has met the bank's key before and holds the new one against it. Who signed the " +
        "certificate does not matter to a pin, which is why it also stops authorities gone astray.",
    },
  ],
};
