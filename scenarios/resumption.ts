/** Coming back with less work, in the three ways that TLS has had (RFC 9846 §2.2, RFC 5077). */
import { listener } from "../lab/attacks/mod.ts";
import {
  type CallOptions,
  lines,
  SessionDrawer,
  speaking,
  speakingTls12,
  type Stage,
  TicketOffice,
} from "../lab/cast/mod.ts";
import { connectionsOf, scenario } from "../lab/scenario/mod.ts";
import { resumptionLesson } from "./lessons/resumption.ts";
import { calls, kept, type Return } from "./parts/coming_back.ts";

const SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

/** What Alice makes her first calls with; the bank can do all of it. */
const BY_ID = { ...speakingTls12(SUITE), sessionTickets: false };
const BY_TICKET = speakingTls12(SUITE);

function cast(world: Stage) {
  const root = world.authority("Honest Root");
  const office = new TicketOffice(world, ["bank"], { host: "bank.example" });
  const drawer = new SessionDrawer();
  const said = { balance: "" };
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request) => request === "balance?" ? said.balance : "what?"),
    config: {
      ...speaking(["TLS 1.3", "TLS 1.2"], [SUITE]),
      tickets: office.policy,
      sessionCache: drawer,
    },
  });
  const alice = world.client("alice", { trust: [root] });
  const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
  const balance = bank.keepsToHerself("alice's balance", "42 EUR");
  said.balance = balance.text;
  const returns: Return[] = [];
  return { alice, bank, eve, office, drawer, balance, returns };
}

export default scenario({
  id: "resumption",
  title: "Coming back",
  level: "first-day",
  about: "walk-through",
  summary:
    "A handshake costs time and arithmetic. Alice calls her bank six times, and every second call " +
    "goes on from the one before: by a session id, by a ticket, and by a key of TLS 1.3.",
  moral: "Whoever comes back shows no certificate: the secret from last time is the proof",
  sources: [
    "RFC 5246 §7.3",
    "RFC 5077 §3.1",
    "RFC 9846 §2.2",
    "RFC 9846 §4.7.1 [8446 §4.6.1]",
  ],

  defences: {},

  stage: cast,

  story({ alice, bank, eve, returns }, act) {
    const call = (options: CallOptions) => {
      const session = alice.connect(bank, options);
      session.send("balance?");
      session.close();
      return session;
    };
    const twice = (version: string, way: string, config: CallOptions["config"] & object) => {
      const first = act(`${version}: a first call`, () => call({ config }));
      returns.push({ way: `${way}, ${version}`, session: first });
      act(`${version}: back, with its ${way}`, () => call({ config, resume: first.tickets[0] }));
    };
    act("Eve begins to listen", () => eve.play(listener().listen));
    twice("TLS 1.2", "id", BY_ID);
    twice("TLS 1.2", "ticket", BY_TICKET);
    twice("TLS 1.3", "ticket", {});
  },

  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "Eve sees ids and tickets, and never the secret that they stand for",
    },
  ],

  tables: ({ returns, drawer, office }, trace) => [
    calls(connectionsOf({ trace }, "alice")),
    kept(returns, { drawer, office }),
  ],

  lesson: resumptionLesson,
});
