/**
 * One authority too many: by mistake a customer is made an authority. A limit that the root has
 * written into the certificate above contains the damage, if clients count (RFC 5280 §4.2.1.9).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { ignorePathLength } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { pathLengthLesson } from "./lessons/path_length.ts";

export default scenario({
  id: "path-length",
  title: "One authority too many",
  level: "deeper",
  about: "certificate validation",
  summary:
    "An honest authority takes the wrong form, and Mallory's certificate for her shop says " +
    "that she is an authority herself. Now she can sign for anybody, the bank included.",
  moral: "Write down how far trust may be handed on, and count",
  sources: ["RFC 5280 §4.2.1.9", "RFC 5280 §6.1.4", "Brubaker et al., IEEE S&P 2014"],

  defences: {
    limit: "The root allows the issuing authority no other authority below it",
    count: "Alice counts the authorities below each that has such a limit",
  },

  stage(world, on) {
    const honestRoot = world.authority("Honest Root");
    const issuing = honestRoot.intermediate("Honest Issuing", on.limit ? { pathLength: 0 } : {});
    const bank = world.server("bank", {
      identity: issuing.issue("bank.example"),
      app: lines(() => "OK"),
    });
    const alice = world.client("alice", {
      trust: [honestRoot],
      flaws: on.count ? [] : [ignorePathLength],
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { bank, alice, mallory, pin, mistaken: issuing.intermediate("Mallory's Shop") };
  },

  story({ bank, alice, mallory, mistaken, pin }, act) {
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(impersonate((name = "bank.example") => mistaken.issue(name))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    { with: [], attack: "succeeds", because: "nobody has set a limit, and nobody counts" },
    { with: ["limit"], attack: "succeeds", because: "there is a limit, and nobody counts" },
    { with: ["count"], attack: "succeeds", because: "Alice counts, and nobody has set a limit" },
    {
      with: ["limit", "count"],
      attack: "fails",
      alert: "bad_certificate",
      because: "below Honest Issuing there may be no other authority, and Alice counted one",
    },
  ],

  lesson: pathLengthLesson,
});
