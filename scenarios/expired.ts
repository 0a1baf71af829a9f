/**
 * A key out of a dustbin: the certificate is genuine, and its time is over. Shows what dates are
 * for: nobody takes care of a key for ever (RFC 5280 §4.1.2.5).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { ignoreDates } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { expiredLesson } from "./lessons/expired.ts";

const DAY = 86_400;

export default scenario({
  id: "expired",
  title: "A key out of a dustbin",
  level: "first-hour",
  about: "certificate validation",
  summary: "The bank has a new key, and a disk with the old one has gone into a dustbin. Mallory " +
    "finds it a hundred days later. The certificate for it is genuine, for the right name, and out " +
    "of date.",
  moral: "A date is a promise with an end: nobody looks after a key for ever",
  sources: ["RFC 5280 §4.1.2.5", "RFC 5280 §6.1.3", "RFC 9846 §6.2", "CWE-298"],

  defences: { dates: "Alice checks that it is not too late for the certificate, nor too early" },

  stage(world, on) {
    const honestRoot = world.authority("Honest Root");
    const old = honestRoot.issue("bank.example");
    const bank = world.server("bank", {
      identity: honestRoot.issue("bank.example", {
        notAfter: world.world.calendar() + 200 * DAY,
      }),
      app: lines(() => "OK"),
    });
    world.ownKey("bank", "the bank's old private key", old.key);
    const alice = world.client("alice", {
      trust: [honestRoot],
      flaws: on.dates ? [] : [ignoreDates],
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, old, bank, alice, mallory, pin };
  },

  story({ world, old, bank, alice, mallory, pin }, act) {
    act("A hundred days go by", () => world.elapse({ days: 100 }));
    act("Mallory finds a disk, and offers free Wi-Fi", () => {
      const key = world.grant(mallory, old.key, "the bank has thrown away the disk it was on");
      mallory.play(impersonate(() => ({ chain: old.chain, key })));
    });
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "name, chain and signature are in order, and nobody asked for the date",
    },
    {
      with: ["dates"],
      attack: "fails",
      alert: "certificate_expired",
      because: "the certificate is genuine, and its time is over: Alice looked at the date",
    },
  ],

  lesson: expiredLesson,
});
