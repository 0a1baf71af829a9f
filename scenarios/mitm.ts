/**
 * Mallory in the café: an on-path attacker (RFC 3552 §3.3.5) meets a client that encrypts
 * perfectly and never asks whose key it encrypts to.
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { acceptAnyCertificate } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mitmLesson } from "./lessons/mitm.ts";

export default scenario({
  id: "mitm",
  title: "Mallory in the café",
  level: "first-hour",
  about: "certificate validation",
  summary:
    "Alice does her banking over a café's Wi-Fi. Mallory runs the Wi-Fi, and shows Alice a " +
    "certificate for the bank that she signed herself.",
  moral: "A secret channel to the wrong person keeps no secret",
  sources: [
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
    "RFC 5280 §6.1",
    "RFC 7469 §2.6",
    "Georgiev et al., ACM CCS 2012",
  ],

  defences: {
    validation: "Alice checks the chain, the dates and the name",
    pinning: "Alice accepts only the bank's key she met before",
  },

  stage(world, on) {
    const honestRoot = world.authority("Honest Root");
    const malloryRoot = world.authority("Mallory Root"); // trusted by nobody

    const bank = world.server("bank", {
      identity: honestRoot.issue("bank.example"),
      app: lines((request) => request === "balance?" ? "42 EUR" : "OK"),
    });
    const alice = world.client("alice", {
      trust: [honestRoot],
      pins: on.pinning ? [bank.identity.pin] : [],
      flaws: on.validation ? [] : [acceptAnyCertificate],
    });
    const cafe = world.link("café Wi-Fi", alice, bank, { latency: 5 });
    const mallory = world.attacker("mallory", { on: cafe });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { alice, bank, mallory, malloryRoot, pin };
  },

  story({ alice, bank, mallory, malloryRoot, pin }, act) {
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(impersonate((name = "bank.example") => malloryRoot.issue(name))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    act("Alice asks for her balance", () => session.send("balance?"));
    act("The bank has answered, and nobody has noticed", () => session.receive());
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    { with: [], attack: "succeeds", because: "nobody asked who vouches for the key" },
    {
      with: ["validation"],
      attack: "fails",
      alert: "unknown_ca",
      because: "no root that Alice trusts vouches for Mallory's key",
    },
    {
      with: ["pinning"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the key is not the one that Alice knows for the bank",
    },
    {
      with: ["validation", "pinning"],
      attack: "fails",
      alert: "unknown_ca",
      because: "no root that Alice trusts vouches for Mallory's key; the pin is not even asked",
    },
  ],

  lesson: mitmLesson,
});
