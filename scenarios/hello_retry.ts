/** A half that does not fit: HelloRetryRequest, and what it costs (RFC 9846 §4.2.4). */
import { listener } from "../lab/attacks/mod.ts";
import { lines, offering } from "../lab/cast/mod.ts";
import { connectionsOf, scenario } from "../lab/scenario/mod.ts";
import { helloRetryLesson } from "./lessons/hello_retry.ts";
import { compared } from "./parts/compared.ts";

const SUITES = ["TLS_AES_128_GCM_SHA256"];

export default scenario({
  id: "hello-retry",
  title: "A half that does not fit",
  level: "first-day",
  about: "walk-through",
  summary:
    "TLS 1.3 saves a round trip because the client guesses which key agreement the server wants. " +
    "Alice guesses x25519. Her bank, for reasons of its own, takes only secp384r1.",
  moral: "A wrong guess costs one round trip, and the first hello still counts",
  sources: [
    "RFC 9846 §2.1",
    "RFC 9846 §4.2.4 [8446 §4.1.4]",
    "RFC 9846 §4.1 [8446 §4.4.1]",
    "RFC 9846 §4.3.8 [8446 §4.2.8]",
  ],

  defences: { "both-halves": "Alice sends a half for each group that she can do" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const said = { balance: "" };
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      config: offering(SUITES, ["secp384r1"]),
      app: lines((request) => request === "balance?" ? said.balance : "what?"),
    });
    const { cipherSuites, groups } = offering(SUITES, ["x25519", "secp384r1"]);
    const alice = world.client("alice", {
      trust: [root],
      config: {
        cipherSuites,
        groups,
        shareGroups: on["both-halves"] ? groups : groups.slice(0, 1),
      },
    });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    const balance = bank.keepsToHerself("alice's balance", "42 EUR");
    said.balance = balance.text;
    return { alice, bank, eve, balance };
  },

  story({ alice, bank, eve }, act) {
    act("Eve begins to listen", () => eve.play(listener().listen));
    const session = act("Alice and the bank shake hands", () => alice.connect(bank));
    act("Alice asks for her balance", () => session.send("balance?"));
    act("Both say goodbye", () => session.close());
  },

  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "one round trip more, and the keys are as good as any",
    },
    {
      with: ["both-halves"],
      attack: "fails",
      because: "no round trip more, for a longer hello",
    },
  ],

  tables: (_cast, trace) => [compared(connectionsOf({ trace }, "alice"))],

  lesson: helloRetryLesson,
});
