/**
 * What the label says: a client looks for the server's name in the common name, where authorities
 * write what they like (RFC 9525 §2, §6.3).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { matchCommonName } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { wrongHostLesson } from "./lessons/wrong_host.ts";
import { cafe } from "./parts/cafe.ts";

export default scenario({
  id: "wrong-host",
  title: "What the label says",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Honest Root also certifies machines that are no web sites, under any label that their " +
    "owners like. Mallory's coffee machine is called bank.example, and Alice's client reads labels.",
  moral: "Look for the name where the authority has checked it, and nowhere else",
  sources: ["RFC 9525 §2", "RFC 9525 §6.3", "RFC 2818 §3.1", "RFC 5280 §4.2.1.6"],

  defences: {
    san: "Alice looks for the name in the subjectAltName alone",
    checked: "The authority does not write domain names of others on its labels",
  },

  stage(world, on) {
    const cast = cafe(world, { flaws: on.san ? [] : [matchCommonName] });
    const machine = cast.honestRoot.issue(
      on.checked ? "Mallory's coffee machine" : "bank.example",
      { without: ["subjectAltName"] },
    );
    return { ...cast, machine };
  },

  story({ alice, bank, mallory, machine, pin }, act) {
    act("Mallory offers free Wi-Fi", () => mallory.play(impersonate(() => machine)));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the label says bank.example, and Alice reads the label",
    },
    {
      with: ["san"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the name stands on the label alone, and Alice does not look there",
    },
    {
      with: ["checked"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Alice reads the label, and it says Mallory's coffee machine",
    },
    {
      with: ["san", "checked"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the certificate names no host, neither where Alice looks nor on its label",
    },
  ],

  lesson: wrongHostLesson,
});
