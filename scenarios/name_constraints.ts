/**
 * An authority for coffee machines: whoever keeps its key signs for a bank. Its certificate can say
 * for which names it may sign, of one kind of name and not of others (RFC 5280 §4.2.1.10).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { ignoreNameConstraints, matchCommonName } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { nameConstraintsLesson } from "./lessons/name_constraints.ts";
import { cafe } from "./parts/cafe.ts";

export default scenario({
  id: "name-constraints",
  title: "An authority for coffee machines",
  level: "deeper",
  about: "certificate validation",
  summary: "A company of coffee shops has an authority of its own for its machines, under Honest " +
    "Root. Mallory keeps its key, and signs a certificate for Alice's bank.",
  moral: "Whoever may sign for some names must not sign for others, wherever the name is written",
  sources: ["RFC 5280 §4.2.1.10", "RFC 5280 §6.1.3", "RFC 9525 §6.3"],

  defences: {
    limit: "The root permits the company's authority names in cafe.example only",
    check: "Alice checks that names lie where the authorities above permit them",
    san: "Alice looks for the name in the subjectAltName alone",
  },

  stage(world, on) {
    const flaws = [
      ...on.check ? [] : [ignoreNameConstraints],
      ...on.san ? [] : [matchCommonName],
    ];
    const cast = cafe(world, { flaws });
    const company = cast.honestRoot.intermediate(
      "Coffee Company",
      on.limit ? { permittedDomains: ["cafe.example"] } : {},
    );
    return { ...cast, company };
  },

  story({ alice, bank, mallory, company, pin }, act) {
    let onLabelOnly = false;
    act("Mallory offers free Wi-Fi", () =>
      mallory.play(
        impersonate((name = "bank.example") =>
          company.issue(name, onLabelOnly ? { without: ["subjectAltName"] } : {})
        ),
      ));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    const again = act("Mallory writes the name on the label, and Alice comes back", () => {
      onLabelOnly = true;
      return alice.connect(bank);
    });
    act("Alice types her PIN again", () => again.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    { with: [], attack: "succeeds", because: "nobody has set a limit, and nobody looks for one" },
    { with: ["limit"], attack: "succeeds", because: "there is a limit, and nobody looks" },
    { with: ["check"], attack: "succeeds", because: "Alice looks, and nobody has set a limit" },
    {
      with: ["san"],
      attack: "succeeds",
      because: "the name stands where it belongs, and nobody asks who may write it there",
    },
    {
      with: ["limit", "check"],
      attack: "succeeds",
      because: "the limit speaks of DNS names, and the second time the name is on the label",
    },
    {
      with: ["limit", "san"],
      attack: "succeeds",
      because: "the name stands where the limit would apply, and nobody looks",
    },
    {
      with: ["check", "san"],
      attack: "succeeds",
      because: "Alice looks in the right place, and nobody has set a limit",
    },
    {
      with: ["limit", "check", "san"],
      attack: "fails",
      alert: "bad_certificate",
      because: "bank.example is not below cafe.example, and on the label Alice does not read it",
    },
  ],

  lesson: nameConstraintsLesson,
});
