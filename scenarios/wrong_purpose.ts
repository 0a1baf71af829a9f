/**
 * A badge is no shop sign: a certificate made for clients, with a name that its owner could choose,
 * is shown as a server's (RFC 5280 §4.2.1.12).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { ignorePurpose } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { wrongPurposeLesson } from "./lessons/wrong_purpose.ts";
import { cafe } from "./parts/cafe.ts";

export default scenario({
  id: "wrong-purpose",
  title: "A badge is no shop sign",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Honest Root also makes badges for laptops, with which they log in, and lets people name " +
    "their laptops as they like. Mallory's is called bank.example.",
  moral: "A certificate is for something; who checks only for whom, takes it for everything",
  sources: ["RFC 5280 §4.2.1.12", "Brubaker et al., IEEE S&P 2014"],

  defences: {
    marked: "The authority writes into its badges that they are for clients",
    purpose: "Alice checks that the certificate is for servers, if it says what it is for",
  },

  stage(world, on) {
    const cast = cafe(world, { flaws: on.purpose ? [] : [ignorePurpose] });
    const badge = cast.honestRoot.issue(
      "bank.example",
      on.marked ? { extendedKeyUsage: ["clientAuth"] } : { without: ["extendedKeyUsage"] },
    );
    return { ...cast, badge };
  },

  story({ alice, bank, mallory, badge, pin }, act) {
    act("Mallory offers free Wi-Fi", () => mallory.play(impersonate(() => badge)));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the badge does not say what it is for, and nobody asks",
    },
    { with: ["marked"], attack: "succeeds", because: "the badge says so, and nobody asks" },
    {
      with: ["purpose"],
      attack: "succeeds",
      because: "Alice asks, and a certificate that says nothing is for everything",
    },
    {
      with: ["marked", "purpose"],
      attack: "fails",
      alert: "unsupported_certificate",
      because: "the badge says that it is for clients, and Alice wants one for servers",
    },
  ],

  lesson: wrongPurposeLesson,
});
