/**
 * Everybody an authority: Mallory signs a certificate for the bank with the key of her own, which
 * an honest authority has certified, as a server's and nothing more (RFC 5280 §4.2.1.9).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { playingAuthority } from "../lab/cast/mod.ts";
import { ignoreAuthority, ignoreBasicConstraints, ignoreKeyUsage } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { leafAsCaLesson } from "./lessons/leaf_as_ca.ts";
import { cafe } from "./parts/cafe.ts";

export default scenario({
  id: "leaf-as-ca",
  title: "Everybody an authority",
  level: "first-day",
  about: "certificate validation",
  summary: "Mallory owns mallory.example and has an honest certificate for it. With its key she " +
    "signs another one, for the bank. Every signature in the chain is genuine.",
  moral: "A chain of genuine signatures is worth nothing if somebody in it was not allowed to sign",
  sources: ["CVE-2002-0862", "RFC 5280 §4.2.1.9", "RFC 5280 §4.2.1.3", "RFC 5280 §6.1.4"],

  defences: {
    constraints: "Alice checks that every issuer is marked as an authority",
    usage: "Alice checks that every issuer's key may sign certificates",
  },

  stage(world, on) {
    const flaws = on.constraints && on.usage
      ? []
      : on.constraints
      ? [ignoreKeyUsage]
      : on.usage
      ? [ignoreBasicConstraints]
      : [ignoreAuthority];
    const cast = cafe(world, { flaws });
    const genuine = cast.honestRoot.issue("mallory.example");
    return { ...cast, pretended: playingAuthority(world, "mallory", genuine) };
  },

  story({ alice, bank, mallory, pretended, pin }, act) {
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(impersonate((name = "bank.example") => pretended.issue(name))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the chain ends at a trusted root, and nobody asked who may sign",
    },
    {
      with: ["constraints"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Alice asked whether mallory.example is marked as an authority, and it is not",
    },
    {
      with: ["usage"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Alice asked whether the key of mallory.example may sign certificates, and it may not",
    },
    {
      with: ["constraints", "usage"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "mallory.example is not marked as an authority, and its key may not sign certificates",
    },
  ],

  lesson: leafAsCaLesson,
});
