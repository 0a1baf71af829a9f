/**
 * A key in two hands: Mallory has copied the bank's key, and shows a certificate that is genuine in
 * every byte. How long that works is decided by dates, and by lists that somebody reads (RFC 5280 §5).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines, type RevocationPolicy } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { stolenKeyLesson } from "./lessons/stolen_key.ts";

const DAY = 86_400;
/** How long the bank's certificates last, in days: usually, and where they are renewed by machine. */
const USUAL = 90;
const SHORT = 6;

/** Alice fetches the list for every certificate, and takes none without it. */
const LISTS: RevocationPolicy = {
  ask: "list",
  withoutAnswer: "refuse",
  mustStaple: false,
  nonce: false,
  shortLife: 0,
};

export default scenario({
  id: "stolen-key",
  title: "A key in two hands",
  level: "first-hour",
  about: "certificate validation",
  summary:
    "Mallory works where the bank's servers stand. She copies the key and leaves no trace. Ten days " +
    "later the bank finds out, changes its key, and has the old certificate revoked.",
  moral: "A stolen key works until somebody says it does not, and until somebody listens",
  sources: [
    "RFC 5280 §5.1",
    "RFC 5280 §5.3.1",
    "RFC 5280 §4.1.2.5",
    "RFC 5280 §6.3",
    "RFC 8739 §1",
  ],

  defences: {
    lists: "Alice fetches the authority's list, and looks every certificate up in it",
    short: "The bank's certificates last six days, and are renewed by machine",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const status = world.statusServer("status", { authority: root, host: "status.example" });
    const issue = () =>
      root.issue("bank.example", {
        extensions: status.pointers(),
        notAfter: world.world.calendar() + (on.short ? SHORT : USUAL) * DAY,
      });
    const old = issue();
    const bank = world.server("bank", {
      identity: old,
      app: lines((request) => request === "balance?" ? `${balance}` : "OK"),
    });
    const balance = bank.keepsToHerself("balance of the third day", "42 EUR");
    const alice = world.client("alice", {
      trust: [root],
      ...(on.lists && { config: { revocation: LISTS } }),
    });
    const mallory = world.attacker("mallory", { on: world.link("data centre", alice, bank) });
    world.link("line to the authority", alice, status);
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, on, root, issue, old, bank, alice, mallory, pin };
  },

  story({ world, on, root, issue, old, bank, alice, mallory, pin }, act) {
    act("Mallory copies the bank's key", () => {
      const key = world.grant(mallory, old.key, "she works where the bank's servers stand");
      mallory.play(impersonate(() => ({ chain: old.chain, key })));
    });
    act("Three days later Alice asks for her balance", () => {
      world.elapse({ days: 3 });
      const session = alice.connect(bank);
      session.send("balance?");
      session.close();
    });
    act("On the tenth day the bank finds out", () => {
      world.elapse({ days: 7 });
      const fresh = issue();
      world.ownKey("bank", "the bank's new private key", fresh.key);
      bank.takes(fresh);
      root.revoke(old, "keyCompromise");
      bank.note("the bank changes its key, and has the old certificate revoked");
    });
    const session = act("Ten days later Alice opens her bank again", () => {
      world.elapse({ days: 10 });
      if (on.short) bank.takes(issue());
      return alice.connect(bank);
    });
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wanted: "the PIN that Alice types when all is put right; her balance is lost in every row",
  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the certificate lasts ninety days, and nobody looks whether it was revoked",
    },
    {
      with: ["lists"],
      attack: "fails",
      alert: "certificate_revoked",
      because:
        "the balance of the third day is lost, the PIN is not: the certificate stands on the list",
    },
    {
      with: ["short"],
      attack: "fails",
      alert: "certificate_expired",
      because:
        "the balance of the third day is lost, the PIN is not: the certificate has ended by itself",
    },
    {
      with: ["lists", "short"],
      attack: "fails",
      alert: "certificate_expired",
      because:
        "the balance of the third day is lost, the PIN is not: the date ends it, and no list is asked",
    },
  ],

  lesson: stolenKeyLesson,
});
