/**
 * Nothing was broken into: an old root runs out of time, and with it everybody whose software knows
 * one way only (RFC 4158 §2.2). Compare AddTrust External CA Root in 2020, DST Root CA X3 in 2021.
 */
import { lines } from "../lab/cast/mod.ts";
import { followSentChain } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { chainOutageLesson } from "./lessons/chain_outage.ts";

const DAY = 86_400;

export default scenario({
  id: "chain-outage",
  title: "The day the root ran out",
  level: "deeper",
  about: "walk-through",
  summary:
    "Nobody attacks. New Root is young, so Old Root has vouched for it, and the bank sends that " +
    "cross-certificate along. Then Old Root expires. The shop's till trusts both roots.",
  moral: "There may be more than one way to a trusted root; a client has to try them all",
  sources: [
    "RFC 4158 §2.2",
    "RFC 5280 §3.2",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
    "OpenSSL blog, Old Let's Encrypt Root Certificate Expiration and OpenSSL 1.0.2, 2021",
  ],

  defences: {
    search: "The till searches every way to a root that it trusts",
    trimmed: "The bank does not send the cross-certificate",
  },

  stage(world, on) {
    const inHalfAYear = world.world.calendar() + 180 * DAY;
    const oldRoot = world.authority("Old Root", { notAfter: inHalfAYear });
    const newRoot = world.authority("New Root");
    const cross = oldRoot.crossCertify(newRoot, { notAfter: inHalfAYear });
    const issuing = newRoot.intermediate("New Issuing");
    const identity = issuing.issue("bank.example", { notAfter: inHalfAYear + 180 * DAY });
    const bank = world.server("bank", {
      identity: on.trimmed ? identity : { ...identity, chain: [...identity.chain, cross] },
      app: lines(() => "OK"),
    });
    const till = world.client("till", {
      trust: [oldRoot, newRoot],
      flaws: on.search ? [] : [followSentChain],
    });
    // It was sold before New Root was made, and nobody updates it.
    const alarm = world.client("alarm", { trust: [oldRoot] });
    world.link("shop line", till, bank);
    world.link("alarm line", alarm, bank);
    return { world, bank, till, alarm, outside: new Set<string>() };
  },

  story({ world, bank, till, alarm, outside }, act) {
    const pays = () => {
      const session = till.connect(bank);
      if (!session.alive) return void outside.add(till.name);
      session.send("pay 12 EUR");
      session.close();
    };
    act("The till takes a payment", pays);
    const reports = () => {
      const session = alarm.connect(bank);
      if (!session.alive) return void outside.add(alarm.name);
      session.send("all quiet");
      session.close();
    };
    act("The alarm, which is old, reports to the bank", reports);
    act("Old Root expires", () => world.elapse({ days: 200 }));
    act("The till takes another payment", pays);
    act("The alarm reports again", reports);
  },

  wins: () => false,

  trouble: ({ outside }) =>
    outside.size === 0 ? undefined : `the ${[...outside].join(" and the ")} cannot get through`,

  matrix: [
    {
      with: [],
      attack: "fails",
      alert: "certificate_expired",
      trouble: true,
      because:
        "the till goes by what the bank sends: a cross-certificate for New Root, which has run out",
    },
    {
      with: ["search"],
      attack: "fails",
      alert: "certificate_expired",
      trouble: true,
      because: "the till finds the other way, to New Root; the alarm has no other way, and is lost",
    },
    {
      with: ["trimmed"],
      attack: "fails",
      alert: "unknown_ca",
      trouble: true,
      because:
        "the till is well, but the old alarm is lost already: nothing leads to its only root",
    },
    {
      with: ["search", "trimmed"],
      attack: "fails",
      alert: "unknown_ca",
      trouble: true,
      because:
        "the till is well, but the old alarm is lost already: nothing leads to its only root",
    },
  ],

  lesson: chainOutageLesson,
});
