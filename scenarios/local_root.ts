/**
 * A root of one's own: a program has added an authority to Alice's laptop, and its key lies in every
 * laptop of the series (as in 2015). What pins are worth against it (RFC 7469 §2.6).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { localRootLesson } from "./lessons/local_root.ts";
import { readers } from "./parts/readers.ts";

export default scenario({
  id: "local-root",
  title: "One root more on the laptop",
  level: "first-day",
  about: "certificate validation",
  summary:
    "A program that came with Alice's laptop has added a root of its own, Helper Root. Alice has " +
    "long removed the program; the root has stayed. Mallory has a laptop of the same series.",
  moral: "Whoever adds a root to a machine decides who may be everybody on it",
  sources: [
    "RFC 7469 §2.6",
    "RFC 5280 §6.1.1",
    "US-CERT Alert TA15-051A, Lenovo Superfish, 2015",
  ],

  defences: {
    pins: "Alice's browser has pinned the bank's key",
    strict: "Pins hold for roots that were added, too",
    "own-key": "Every laptop makes a key of its own for Helper Root",
  },

  stage(world, on) {
    const honestRoot = world.authority("Honest Root");
    const helperRoot = world.authority("Helper Root");
    world.ownKey("alice", "key of Helper Root", helperRoot.key);
    const bank = world.server("bank", {
      identity: honestRoot.issue("bank.example"),
      app: lines((request) => request === "balance?" ? "42 EUR" : "OK"),
    });
    const alice = world.client("alice", {
      ...(on.strict
        ? { trust: [honestRoot, helperRoot] }
        : { trust: [honestRoot], added: [helperRoot] }),
      pins: on.pins ? [bank.identity.pin] : [],
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    // The same name, and in that row another key.
    const onHerLaptop = on["own-key"] ? world.authority("Helper Root") : helperRoot;
    if (on["own-key"]) world.ownKey("mallory", "key of Mallory's Helper Root", onHerLaptop.key);
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, bank, alice, mallory, onHerLaptop, shared: !on["own-key"], pin };
  },

  story({ world, bank, alice, mallory, onHerLaptop, shared, pin }, act) {
    act("Mallory looks into her own laptop", () => {
      if (shared) {
        world.grant(mallory, onHerLaptop.key, "the same key lies in every laptop of the series");
      }
      mallory.note("mallory has found a Helper Root on her laptop, and the key that goes with it");
    });
    act(
      "Mallory offers free Wi-Fi",
      () => mallory.play(impersonate((name = "bank.example") => onHerLaptop.issue(name))),
    );
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    act("Alice looks behind the padlock", () => {
      session.send("balance?");
      session.receive();
      alice.note(`alice's browser shows a closed padlock, issued by ${session.serverIssuer}`);
    });
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the root on Alice's laptop vouches for whoever has its key, and Mallory has it",
    },
    {
      with: ["pins"],
      attack: "succeeds",
      because: "pins are not asked where the chain ends at a root that was added",
    },
    {
      with: ["strict"],
      attack: "succeeds",
      because: "there is no pin that could hold",
    },
    {
      with: ["own-key"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Mallory's Helper Root has another key than Alice's, so her signature does not fit",
    },
    {
      with: ["pins", "strict"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Helper Root has signed it, but the key is not the bank's, and the pin holds here, too",
    },
    {
      with: ["pins", "own-key"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Mallory's Helper Root has another key than Alice's: it ends before any pin is asked",
    },
    {
      with: ["strict", "own-key"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Mallory's Helper Root has another key than Alice's; of pins there is none",
    },
    {
      with: ["pins", "strict", "own-key"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "Mallory's Helper Root has another key than Alice's: it ends before the pin, which would hold",
    },
  ],

  tables: (_cast, trace) => [readers(trace, "PIN")],

  lesson: localRootLesson,
});
