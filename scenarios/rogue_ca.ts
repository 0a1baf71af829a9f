/**
 * An authority that everybody trusts is broken into. Shows what pins, logs and revocation lists each
 * add, and what a CAA record does not (RFC 6962 §7.1, RFC 7469 §2.6, RFC 8659 §5.2).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { carryingLists, lines, type Stage, wantingPromises } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { rogueCaLesson } from "./lessons/rogue_ca.ts";

const DAY = 86_400;

function cast(world: Stage, on: Readonly<Record<"pin" | "ct" | "crl", boolean>>) {
  const honestRoot = world.authority("Honest Root");
  const carelessRoot = world.authority("Careless Root");
  const careless = carelessRoot.intermediate("Careless CA");
  const log = world.log("log", { trust: [honestRoot, carelessRoot] });
  const identity = honestRoot.issueLogged("bank.example", [log]);
  const bank = world.server("bank", { identity, app: lines(() => "OK") });
  const monitor = world.monitor("monitor", { watches: [identity] });
  const dns = world.nameServer("dns");
  dns.mayIssue("bank.example", "honest.example");
  const alice = world.client("alice", {
    trust: [honestRoot, carelessRoot],
    pins: on.pin ? [identity.pin] : [],
    ...(on.ct && { config: wantingPromises(1, log) }),
  });
  const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
  world.link("library", monitor, log);
  world.link("line to the name server", monitor, dns);
  const pin = alice.types("PIN", "4711");
  const newPin = alice.types("new PIN", "8265");
  bank.knowsAlready(pin);
  bank.knowsAlready(newPin);
  return { world, on, careless, log, bank, monitor, dns, alice, mallory, pin, newPin };
}

export default scenario({
  id: "rogue-ca",
  title: "Any authority will do",
  level: "first-day",
  about: "Certificate Transparency",
  summary:
    "Alice's browser trusts two authorities, and each may issue for every name. Mallory has broken " +
    "into the one that the bank has never dealt with. Her certificate for the bank has no fault.",
  moral:
    "You cannot keep others from signing for you: see to it that you hear of it, and are heard",
  sources: [
    "RFC 6962 §5.3",
    "RFC 6962 §7.1",
    "RFC 7469 §2.6",
    "RFC 5280 §5",
    "RFC 8659 §1",
    "RFC 8659 §5.2",
  ],

  defences: {
    pin: "Alice's browser has the bank's key built in, and takes no other",
    ct: "Alice's browser takes no certificate that no log has promised to publish",
    crl: "Alice's browser is brought what authorities have revoked, every day",
  },

  stage: cast,

  story({ world, on, careless, log, bank, monitor, dns, alice, mallory, pin, newPin }, act) {
    const forged = act("Mallory breaks into an authority", () => {
      world.grantPower(mallory, "whatever Careless CA can sign", "she has broken into it");
      dns.note('for bank.example, only "honest.example" may issue; nobody looks it up');
      // She knows what browsers want, and has the certificate logged where she must.
      const made = on.ct
        ? careless.issueLogged("bank.example", [log])
        : careless.issue("bank.example");
      mallory.play(impersonate(() => made));
      return made;
    });
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => {
      session.send(`PIN ${pin}`);
      session.close();
    });
    act("The bank's monitor reads the log", () => {
      if (monitor.reads(log).length === 0) {
        return monitor.note("the monitor finds no certificate but the bank's own");
      }
      monitor.looksUp(dns, "bank.example", "careless.example");
      careless.revoke(forged);
      monitor.note("the bank complains, and Careless CA takes the certificate back");
    });
    const later = act("A week later, Alice opens her bank again", () => {
      world.elapse({ days: 7 });
      const nextUpdate = world.world.calendar() + DAY;
      const list = careless.revocationList({ number: 1, nextUpdate });
      return alice.connect(bank, on.crl ? { config: carryingLists(list) } : {});
    });
    act("Alice types her new PIN", () => later.send(`PIN ${newPin}`));
  },

  wanted: "the PIN of the second visit, a week after the first",
  wins: ({ mallory, newPin }) => mallory.knows(newPin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "an authority that Alice trusts has signed it, and nobody else has seen it",
    },
    {
      with: ["pin"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Careless CA has signed it, but the key is not the one built into Alice's browser",
    },
    {
      with: ["ct"],
      attack: "succeeds",
      because: "the bank has found the certificate, and nobody has told Alice's browser",
    },
    {
      with: ["crl"],
      attack: "succeeds",
      because: "nobody takes back a certificate that nobody has heard of",
    },
    {
      with: ["pin", "ct"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "the pin stops both visits, and the log has shown the bank who issued the certificate",
    },
    {
      with: ["pin", "crl"],
      attack: "fails",
      alert: "bad_certificate",
      because:
        "the pin stops both visits; on the list the certificate is not, for nobody has found it",
    },
    {
      with: ["ct", "crl"],
      attack: "fails",
      alert: "certificate_revoked",
      because:
        "the first PIN is lost, the second is not: found in the log, revoked, and on Alice's list",
    },
    {
      with: ["pin", "ct", "crl"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the pin stops both visits, and by the second the certificate is revoked as well",
    },
  ],

  lesson: rogueCaLesson,
});
