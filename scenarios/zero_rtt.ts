/** The question that travels with the hello: 0-RTT, when it leaves and what it costs (RFC 9846 §2.3). */
import { listener } from "../lab/attacks/mod.ts";
import { type CallOptions, lines, singleUseTickets, TicketOffice } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { zeroRttLesson } from "./lessons/zero_rtt.ts";
import { answers } from "./parts/early.ts";

export default scenario({
  id: "zero-rtt",
  title: "Said before the door is open",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice asks her bank for the rate of the day, four times. Once she knows the bank already and " +
    "waits for the handshake all the same; once she does not wait; and once that goes wrong.",
  moral:
    "Early data save a round trip, and have neither forward secrecy nor a guard against copies",
  sources: [
    "RFC 9846 §2.3",
    "RFC 9846 §4.3.10 [8446 §4.2.10]",
    "RFC 9846 §8",
    "RFC 8470",
  ],

  defences: {},

  stage(world) {
    const root = world.authority("Honest Root");
    const office = new TicketOffice(world, ["bank"], {
      host: "bank.example",
      maxEarlyData: 1000,
    });
    const said = { rate: "" };
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      app: lines((request) => request === "rate?" ? said.rate : "what?"),
      config: { tickets: office.policy, antiReplay: singleUseTickets() },
    });
    const alice = world.client("alice", { trust: [root] });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    const rate = bank.keepsToHerself("alice's own rate", "4.31 %");
    said.rate = rate.text;
    return { alice, bank, eve, office, rate };
  },

  story({ alice, bank, eve, office }, act) {
    const call = (options: CallOptions) => {
      const session = alice.connect(bank, options);
      session.close();
      return session.tickets.at(-1);
    };
    const [first, early] = ["rate?", "rate?"];
    act("Eve begins to listen", () => eve.play(listener().listen));
    const ticket = act("First call: everything from the beginning", () => call({ first }));
    const second = act("Second call: back with a ticket", () => call({ resume: ticket, first }));
    const third = act(
      "Third call: the question goes with the hello",
      () => call({ resume: second, early }),
    );
    act("The bank changes its ticket key", () => {
      office.rotate();
      bank.note("the bank has a new ticket key: older tickets are worth nothing now");
    });
    act(
      "Fourth call: the question goes with the hello, in vain",
      () => call({ resume: third, early }),
    );
  },

  wins: ({ eve, rate }) => eve.knows(rate),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "early data are sealed, too; Eve sees that they are there, and how long they are",
    },
  ],

  tables: (_cast, trace) => [answers({ trace })],

  lesson: zeroRttLesson,
});
