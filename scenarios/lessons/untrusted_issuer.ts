import { hex } from "../../lab/bytes/mod.ts";
import {
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  type Run,
  serialOf,
} from "../../lab/scenario/mod.ts";

/** How Alice judged the chains that she was shown, one for each of her connections. */
function chainsOf(run: Run) {
  return eventsOf(run, "tls.check", "alice").filter(({ subject }) =>
    subject === "certificate chain"
  );
}

function serialAt(run: Run, connection: number): string {
  const check = found(chainsOf(run)[connection], `connection ${connection}`);
  return hex(serialOf(found(check.certificates[0], "a certificate")));
}

const has = (run: Run, defence: string) => run.trace.with.includes(defence);

export const untrustedIssuerLesson: Lesson<"installed" | "check"> = {
  goal:
    "You can say what an unknown issuer means, and what it does not mean. You can explain why " +
    "installing a root repairs this, and switching the check off does not.",
  minutes: 15,
  needToKnow: ["authority", "root", "trust anchor", "unknown_ca"],
  hints: [
    "The alert is the same for the company's certificate and for Mallory's: why?",
    "Ask what Alice's laptop would have to know to tell the two apart.",
    "Compare the rows in which Alice looks: in which of them does the intranet work?",
  ],
  notes: [
    (run) =>
      !has(run, "check")
        ? "Alice's client looks away, and so the intranet works. To all who try it out, this is as good " +
          "as a repair."
        : has(run, "installed")
        ? "The company's root is on the laptop, so there is a way from the certificate to something that " +
          "Alice trusts. The intranet works, and the check is on."
        : "The certificate is genuine, and the laptop has no way to know it. Roots are a matter of choice: " +
          "this one nobody has chosen here. The client is right to say unknown_ca.",
    "The same name, the same Wi-Fi for Alice as far as she can tell. Mallory has an authority of her own, " +
    "and anybody can have one.",
    either({
      succeeds:
        "Mallory's certificate is judged as the company's was: not at all. Whether the root is " +
        "installed plays no part any more.",
      fails:
        "Nobody whom Alice trusts vouches for this key. Mallory's root is as unknown as it should be.",
    }),
    "There goes the password. It was lost in the moment in which somebody switched the check off, to get " +
    "on with the work.",
  ],
  pins: [
    {
      look: "Mallory takes her place",
      why: "From here on it matters what Alice's client has learnt to overlook.",
      at: (run) => eventsOf(run, "note", "mallory")[0]?.id,
    },
    {
      look: "Alice's judgement of Mallory's certificate",
      why: either({
        succeeds: "The chain ends nowhere, and a built-in mistake lets it pass.",
        fails: "The chain ends at a root that nobody has chosen.",
      }),
      at: (run) => chainsOf(run)[1]?.id,
    },
    {
      look: "the moment Mallory has the password",
      why: "Opened with a key of her own connection.",
      at: (run) => learningOf(run, "mallory", "password"),
    },
  ],
  questions: [
    {
      id: "refused",
      with: ["check"],
      ask:
        "In the row in which the check is on and no root is installed: how many of Alice's connections " +
        "are refused?",
      form: NUMBER,
      answer: (run) => String(chainsOf(run).filter(({ ok }) => !ok).length),
      nearMisses: [
        {
          given: () => "1",
          say: "Mallory's is refused, and it is not the only one. Look at the first act.",
        },
      ],
      clue: "Count the judgements of Alice's that end with an alert.",
      explain: () =>
        "Hers and the company's own. A check without the root is safe and useless, and that is why " +
        "somebody sooner or later switches it off.",
    },
    {
      id: "taken",
      with: ["installed"],
      ask:
        "The root is installed, and Alice's client looks away. What is the serial number of the " +
        "certificate that it takes in the café, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialAt(run, 1),
      nearMisses: [
        {
          given: (run) => serialAt(run, 0),
          say: "That is the company's, which Alice was shown at home.",
        },
      ],
      clue: "Open the certificate of Alice's second connection.",
      explain: () =>
        "Mallory wrote it for the name that Alice asked for. The installed root would have told the two " +
        "apart, had anybody looked.",
    },
  ],
};
