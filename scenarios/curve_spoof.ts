/**
 * The same key on another curve: a root's public key becomes the base point of a curve of Mallory's,
 * and the private key to it is 1 (CVE-2020-0601, RFC 5480 §2.1.1).
 */
import { spoofCurve } from "../lab/attacks/mod.ts";
import { computeOnAnyCurve, trustRootByKey, trustRootOnAnyCurve } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { curveSpoofLesson } from "./lessons/curve_spoof.ts";
import { cafe } from "./parts/cafe.ts";

export default scenario({
  id: "curve-spoof",
  title: "The same key on another curve",
  level: "deeper",
  about: "certificate validation",
  summary:
    "Alice's client knows roots by the bytes of their keys, and lets certificates say themselves " +
    "on which curve to compute. Mallory copies the key of Honest Root, and chooses a curve for it.",
  moral: "A key is a number and what to do with it; compare both, and let nobody else choose",
  sources: ["CVE-2020-0601", "RFC 5480 §2.1.1", "RFC 3279 §2.3.5", "RFC 5280 §6.1.1"],

  defences: {
    named: "Alice takes keys on named curves only",
    whole: "Alice knows a root by its whole certificate",
  },

  stage(world, on) {
    const flaws = on.named && on.whole
      ? []
      : on.named
      ? [trustRootByKey]
      : on.whole
      ? [computeOnAnyCurve]
      : [trustRootOnAnyCurve];
    return { world, ...cafe(world, { flaws }) };
  },

  story({ world, alice, bank, mallory, honestRoot, pin }, act) {
    act("Mallory looks up the certificate of Honest Root", () =>
      void world.grantPower(
        mallory,
        "the certificate of Honest Root",
        "it is public: every device that trusts it has a copy",
      ));
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(spoofCurve(honestRoot.certificate)),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the bytes of the key are the root's, and on Mallory's curve she can sign with it",
    },
    {
      with: ["named"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Alice computes on curves with a name only, and on the real one Mallory's signature fails",
    },
    {
      with: ["whole"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Alice knows Honest Root by all its bytes, and Mallory's is another certificate",
    },
    {
      with: ["named", "whole"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Mallory's root has a curve without a name, and is not the certificate that Alice knows",
    },
  ],

  lesson: curveSpoofLesson,
});
