/**
 * The company's own root: a genuine certificate from an authority that Alice's machine does not
 * know. Shows the two ways out, and which of them lets others in (RFC 5280 §6.1.1).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { acceptAnyCertificate } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { untrustedIssuerLesson } from "./lessons/untrusted_issuer.ts";

export default scenario({
  id: "untrusted-issuer",
  title: "The company's own root",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Alice's company has an authority of its own, and Alice's new laptop has never heard of it. " +
    "She can install its root, or tell her client to look away. A café with free Wi-Fi is near.",
  moral: "When an issuer is unknown, make it known; whoever looks away looks away from everybody",
  sources: ["RFC 5280 §6.1.1", "RFC 9846 §6.2", "Georgiev et al., ACM CCS 2012"],

  defences: {
    installed: "The company's root is installed on Alice's laptop",
    check: "Alice leaves the check of certificates switched on",
  },

  stage(world, on) {
    const companyRoot = world.authority("Company Root");
    const malloryRoot = world.authority("Mallory Root"); // trusted by nobody
    const intranet = world.server("intranet", {
      identity: companyRoot.issue("intranet.example"),
      app: lines((request) => request === "hello?" ? "welcome" : "OK"),
    });
    const alice = world.client("alice", {
      trust: on.installed ? [companyRoot] : [],
      flaws: on.check ? [] : [acceptAnyCertificate],
    });
    const mallory = world.attacker("mallory", { on: world.link("Wi-Fi", alice, intranet) });
    const password = alice.types("password", "horse7staple");
    intranet.knowsAlready(password);
    return { intranet, alice, mallory, malloryRoot, password };
  },

  story({ intranet, alice, mallory, malloryRoot, password }, act) {
    act("Alice tries the intranet from home", () => {
      const session = alice.connect(intranet);
      if (!session.alive) return;
      session.send("hello?");
      session.close();
    });
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(impersonate((name = "intranet.example") => malloryRoot.issue(name))),
    );
    const session = act("Alice goes on in the café", () => alice.connect(intranet));
    act("Alice types her password", () => session.send(`login ${password}`));
  },

  wins: ({ mallory, password }) => mallory.knows(password),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "looking away makes the intranet work, and Mallory's copy of it",
    },
    {
      with: ["installed"],
      attack: "succeeds",
      because: "the root is there, and nobody looks whether it vouches for the key",
    },
    {
      with: ["check"],
      attack: "fails",
      alert: "unknown_ca",
      because: "Alice knows no root: she turns Mallory away, and her company's intranet as well",
    },
    {
      with: ["installed", "check"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the company's root is known, and it was Mallory's that signed the copy",
    },
  ],

  lesson: untrustedIssuerLesson,
});
