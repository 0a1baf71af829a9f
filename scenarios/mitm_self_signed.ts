/**
 * In her own name: a certificate for the right name that vouches for itself. Shows that checking
 * the name without the chain is worth as much as not checking at all.
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { selfSignedIdentity } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mitmSelfSignedLesson } from "./lessons/mitm_self_signed.ts";
import { cafe, halfChecked } from "./parts/cafe.ts";

export default scenario({
  id: "mitm-self-signed",
  title: "The certificate that vouches for itself",
  level: "first-hour",
  about: "certificate validation",
  summary: "Mallory writes a certificate for the bank's name and signs it with its own key. " +
    "Everything in it is right, except that nobody else says so.",
  moral: "Anybody can write a name on a certificate; what counts is who signed it",
  sources: ["RFC 5280 §6.1", "RFC 9525 §6", "Fahl et al., ACM CCS 2012"],

  defences: {
    chain: "Alice checks that a trusted authority vouches for the certificate",
    name: "Alice checks that the certificate is for the name she asked for",
  },

  stage: (world, on) => ({ world, ...cafe(world, { flaws: halfChecked(on) }) }),

  story({ world, alice, bank, mallory, pin }, act) {
    act(
      "Mallory offers free Wi-Fi",
      () =>
        mallory.play(
          impersonate((name = "bank.example") => selfSignedIdentity(world, "mallory", name)),
        ),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    { with: [], attack: "succeeds", because: "nobody looked at the certificate" },
    {
      with: ["chain"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the certificate vouches for itself, and no root that Alice trusts does",
    },
    {
      with: ["name"],
      attack: "succeeds",
      because: "the name is right, and nobody asked who vouches for it",
    },
    {
      with: ["chain", "name"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the name is right, and nobody but the certificate itself says so",
    },
  ],

  lesson: mitmSelfSignedLesson,
});
