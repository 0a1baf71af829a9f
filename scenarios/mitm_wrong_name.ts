/**
 * Valid for somebody else: the certificate is genuine, and it is for another name. Shows that
 * checking the chain without the name is worth as much as not checking at all.
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mitmWrongNameLesson } from "./lessons/mitm_wrong_name.ts";
import { cafe, halfChecked } from "./parts/cafe.ts";

export default scenario({
  id: "mitm-wrong-name",
  title: "Valid for somebody else",
  level: "first-hour",
  about: "certificate validation",
  summary:
    "Mallory owns mallory.example and has an honest certificate for it, from the authority " +
    "that Alice trusts. She shows it when Alice opens her bank.",
  moral: "A valid certificate says who somebody is, not that it is the one you wanted",
  sources: ["RFC 9525 §6", "RFC 5280 §6.1", "Georgiev et al., ACM CCS 2012"],

  defences: {
    chain: "Alice checks that a trusted authority vouches for the certificate",
    name: "Alice checks that the certificate is for the name she asked for",
  },

  stage(world, on) {
    const cast = cafe(world, { flaws: halfChecked(on) });
    return { ...cast, genuine: cast.honestRoot.issue("mallory.example") };
  },

  story({ alice, bank, mallory, genuine, pin }, act) {
    act("Mallory offers free Wi-Fi", () => mallory.play(impersonate(() => genuine)));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    { with: [], attack: "succeeds", because: "nobody looked at the certificate" },
    {
      with: ["chain"],
      attack: "succeeds",
      because: "the chain is in order, and nobody asked for whom",
    },
    {
      with: ["name"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the certificate is for mallory.example, and Alice wants bank.example",
    },
    {
      with: ["chain", "name"],
      attack: "fails",
      alert: "bad_certificate",
      because: "a trusted root vouches for it, but for mallory.example and not for the bank",
    },
  ],

  lesson: mitmWrongNameLesson,
});
