/**
 * Taken back, and still good: the bank's key is stolen, and the bank has the certificate revoked on
 * the same day. Mallory stands between Alice and everybody who could tell her (RFC 6960, RFC 7633).
 */
import { cutOffQuestions, impersonate, keepAnswer } from "../lab/attacks/mod.ts";
import { lines, type RevocationPolicy } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { revokedLesson } from "./lessons/revoked.ts";

export default scenario({
  id: "revoked",
  title: "Taken back, and still good",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Mallory has stolen the bank's key, and the bank has noticed: its certificate is revoked. Alice " +
    "asks the authority about every certificate. But she asks over Mallory's Wi-Fi.",
  moral: "Who goes on without an answer leaves it to the attacker whether there is one",
  sources: [
    "RFC 6960 §2.2",
    "RFC 6960 §3.2",
    "RFC 6066 §8",
    "RFC 7633 §4.3.3",
    "RFC 8954 §3.1",
    "RFC 5280 §5.3.1",
  ],

  defences: {
    hard: "Alice takes no certificate that nobody vouches for today (hard-fail)",
    staple: "The bank's certificate promises that an answer comes along, and Alice insists on it",
    fresh: "The authority's answers are good for twelve hours, not for four days",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const status = world.statusServer("status", {
      authority: root,
      host: "status.example",
      lasting: on.fresh ? { hours: 12 } : { days: 4 },
    });
    const identity = root.issue("bank.example", {
      extensions: status.pointers({ promised: on.staple }),
    });
    const bank = world.server("bank", { identity, app: lines(() => "OK") });
    const revocation: RevocationPolicy = {
      ask: "responder",
      withoutAnswer: on.hard ? "refuse" : "go on",
      mustStaple: on.staple,
      nonce: false,
      shortLife: 0,
    };
    const alice = world.client("alice", { trust: [root], config: { revocation } });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    world.link("Mallory's line", mallory, status);
    world.link("bank's line", bank, status);
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, on, root, status, bank, alice, mallory, revocation, pin };
  },

  story({ world, on, root, status, bank, alice, mallory, revocation, pin }, act) {
    const { chain } = bank.identity;
    const kept = keepAnswer(chain[0]!, root.certificate, {
      address: status.node.address,
      port: status.port,
    });
    act("Mallory asks about the bank, as everybody may", () => mallory.play(kept.ask));
    const key = act("A day later she steals the key, and the bank finds out", () => {
      world.elapse({ days: 1 });
      const stolen = world.grant(mallory, bank.identity.key, "she has broken into the bank");
      root.revoke(bank.identity, "keyCompromise");
      bank.note("the bank has its certificate taken back: keyCompromise; the next is only ordered");
      if (on.staple) bank.fetchesStaple(root);
      return stolen;
    });
    act("Another day later Mallory offers free Wi-Fi", () => {
      world.elapse({ days: 1 });
      const ocspStaple = kept.goodAt(world.world.calendar());
      mallory.play(cutOffQuestions());
      mallory.play(impersonate(() => ({ chain, key, ...(ocspStaple && { ocspStaple }) })));
    });
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
    act("At home Alice asks again, and then looks at the list", () => {
      world.link("line at home", alice, bank);
      world.link("line to the authority", alice, status);
      if (on.staple) bank.fetchesStaple(root);
      alice.connect(bank);
      alice.connect(bank, {
        config: { ocspStapling: false, revocation: { ...revocation, ask: "list" } },
      });
    });
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "Mallory shows an answer of before: it is genuine, and good for two more days",
    },
    {
      with: ["hard"],
      attack: "succeeds",
      because: "Alice wants an answer, and has one: it is of the day before the theft",
    },
    {
      with: ["staple"],
      attack: "succeeds",
      because: "an answer comes along, as promised: it is of the day before the theft",
    },
    {
      with: ["fresh"],
      attack: "succeeds",
      because: "the old answer has run out, no new one comes through, and Alice goes on without",
    },
    {
      with: ["hard", "staple"],
      attack: "succeeds",
      because: "an answer comes along, as promised: it is of the day before the theft",
    },
    {
      with: ["hard", "fresh"],
      attack: "fails",
      alert: "certificate_unknown",
      because:
        "the old answer has run out, no new one comes through, and without one Alice hangs up",
    },
    {
      with: ["staple", "fresh"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the certificate promises an answer, and Mallory has none that is still good",
    },
    {
      with: ["hard", "staple", "fresh"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "the promise is broken: Mallory has no good answer, and Alice does not even ask for one",
    },
  ],

  lesson: revokedLesson,
});
