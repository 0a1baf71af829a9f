/** Data that came with the first packet can come again (RFC 9846 §8). */
import { earlyFlightOf, recorder, replayEarlyData } from "../lab/attacks/mod.ts";
import {
  allOf,
  clientHelloRecording,
  freshnessWindow,
  lines,
  type Server,
  singleUseTickets,
  type Stage,
  TicketOffice,
} from "../lab/cast/mod.ts";
import { type Prediction, scenario } from "../lab/scenario/mod.ts";
import { zeroRttReplayLesson } from "./lessons/zero_rtt_replay.ts";

const ORDER = "pay 100 EUR to shop";
const PAID = "pays 100 EUR to shop";
/** Seconds. */
const WINDOW = 10;

type Defence = "freshness" | "recording" | "single-use" | "too-early";

function cast(world: Stage, on: Readonly<Record<Defence, boolean>>) {
  const identity = world.authority("Honest Root");
  const issued = identity.issue("bank.example");
  const office = new TicketOffice(world, ["bank", "bank2"], {
    host: "bank.example",
    maxEarlyData: 1000,
  });
  const tickets = singleUseTickets(); // one list for both servers
  const server = (name: string) =>
    world.server(name, {
      identity: issued,
      app: lines((request, { early, effect }) => {
        if (request === "balance?") return "4200 EUR";
        if (request !== ORDER) return "what?";
        if (early === true && on["too-early"]) return "too early";
        effect(PAID);
        return "done";
      }),
      config: {
        tickets: office.policy,
        antiReplay: allOf(
          ...(on.freshness ? [freshnessWindow(WINDOW)] : []),
          ...(on.recording ? [clientHelloRecording(WINDOW)] : []),
          ...(on["single-use"] ? [tickets] : []),
        ),
      },
    });
  const [bank, bank2] = [server("bank"), server("bank2")];
  const alice = world.client("alice", { trust: [identity] });
  const mallory = world.attacker("mallory", { on: world.link("backbone", alice, bank) });
  world.link("another way", mallory, bank2);
  const sendings: { what: string; to: string; paid: boolean }[] = [];
  return { world, alice, mallory, bank, bank2, tape: recorder(), sendings };
}

function payments({ bank, bank2 }: Record<"bank" | "bank2", Server>): number {
  return bank.times(PAID) + bank2.times(PAID);
}

/** What decides a row, the strongest first. */
const REASONS: readonly [defence: Defence | undefined, Omit<Prediction<Defence>, "with">][] = [
  ["single-use", {
    attack: "fails",
    because: "both servers strike tickets from one list, and this one was struck",
  }],
  ["too-early", {
    attack: "fails",
    because: "the bank pays only after a handshake, and Mallory cannot finish one",
  }],
  ["recording", {
    attack: "succeeds",
    because: "the second server has never seen this hello: each remembers its own",
  }],
  ["freshness", {
    attack: "succeeds",
    because: `a copy that comes within ${WINDOW} seconds is as fresh as the original`,
  }],
  [undefined, {
    attack: "succeeds",
    because: "a copy of the first flight is as good as the first flight",
  }],
];

function predicted(...on: readonly Defence[]): Prediction<Defence> {
  const [, reason] = REASONS.find(([defence]) => defence === undefined || on.includes(defence))!;
  return { with: on, ...reason };
}

export default scenario({
  id: "zero-rtt-replay",
  title: "Said once, heard four times",
  level: "deeper",
  about: "anti-replay",
  summary: "Alice comes back to her bank and sends a payment along with her very first packet. " +
    "Mallory has no key. She copies that packet, and the bank has two servers.",
  moral: "Early data are what somebody once said, and not necessarily what somebody says now",
  sources: [
    "RFC 9846 §2.3",
    "RFC 9846 §8",
    "RFC 9846 §F.5 [8446 §E.5]",
    "RFC 8470 §5.2",
  ],

  defences: {
    "freshness": `A server takes early data only within ${WINDOW} seconds of when they were sent`,
    "recording": "A server remembers the hellos it has seen, and takes none of them twice",
    "single-use": "Both servers share one list of tickets, and each ticket brings data once",
    "too-early": "Orders that come early are not carried out: the client is to say them again",
  },

  stage: cast,

  story(people, act) {
    const { world, alice, mallory, bank, bank2, tape, sendings } = people;
    const sent = (what: string, to: Server, happens: () => void) => {
      const before = to.times(PAID);
      happens();
      sendings.push({ what, to: to.name, paid: to.times(PAID) > before });
    };
    const copy = (what: string, to: Server) =>
      sent(what, to, () => {
        const [flight] = tape.recording.connections.flatMap((one) => earlyFlightOf(one) ?? []);
        if (flight === undefined) return;
        mallory.play(replayEarlyData(flight, { address: to.node.address, port: to.port }));
        world.settle();
      });

    const first = act("Alice visits her bank", () => {
      const session = alice.connect(bank);
      session.send("balance?");
      session.close();
      return session;
    });
    act("Mallory begins to copy", () => mallory.play(tape.listen));
    act("An hour later Alice pays, with her first packet", () => {
      world.elapse({ hours: 1 });
      sent("Alice's own", bank, () => {
        const session = alice.connect(bank, { resume: first.tickets.at(-1), early: ORDER });
        if (session.receive() === "too early\n") session.send(ORDER);
        session.close();
      });
    });
    act("Mallory sends the copy to the same server", () => copy("copy at once", bank));
    act("Mallory sends the copy to the other server", () => copy("copy at once", bank2));
    act("An hour later she sends it there again", () => {
      world.elapse({ hours: 1 });
      copy("copy an hour later", bank2);
    });
  },

  wins: (people) => payments(people) > 1,

  tables: ({ sendings }) => [{
    title: "What came of the order",
    columns: ["sent", "to", "carried out"],
    rows: sendings.map(({ what, to, paid }) => [what, to, paid ? "yes" : "no"]),
  }],

  matrix: [
    predicted(),
    predicted("freshness"),
    predicted("recording"),
    predicted("single-use"),
    predicted("too-early"),
    predicted("freshness", "recording"),
    predicted("freshness", "single-use"),
    predicted("freshness", "too-early"),
    predicted("recording", "single-use"),
    predicted("recording", "too-early"),
    predicted("single-use", "too-early"),
    predicted("freshness", "recording", "single-use"),
    predicted("freshness", "recording", "too-early"),
    predicted("freshness", "single-use", "too-early"),
    predicted("recording", "single-use", "too-early"),
    predicted("freshness", "recording", "single-use", "too-early"),
  ],

  lesson: zeroRttReplayLesson,
});
