/** One TLS 1.3 connection, message by message, with who can read what (RFC 9846 §2). */
import { listener } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { handshakeLesson } from "./lessons/handshake.ts";

export default scenario({
  id: "handshake",
  title: "A guided walk through TLS 1.3",
  level: "first-hour",
  about: "walk-through",
  summary:
    "Alice asks her bank for her balance. Nobody attacks; Eve listens, so that you can see " +
    "for every message who can read it.",
  moral: "One round trip makes a secret, proves who the server is, and proves that nobody meddled",
  sources: ["RFC 9846 §2", "RFC 9846 §4", "RFC 9846 §7.1"],

  defences: {},

  stage(world) {
    const root = world.authority("Honest Root");
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      app: lines((request) => request === "balance?" ? "42 EUR" : "what?"),
    });
    const alice = world.client("alice", { trust: [root] });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    return { alice, bank, eve, balance: bank.keepsToHerself("alice's balance", "42 EUR") };
  },

  story({ alice, bank, eve }, act) {
    act("Eve begins to listen", () => eve.play(listener().listen));
    const session = act("Alice and the bank shake hands", () => alice.connect(bank));
    act("Alice asks for her balance", () => session.send("balance?"));
    act("Both say goodbye", () => session.close());
  },

  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    { with: [], attack: "fails", because: "Eve heard every byte, and holds none of the keys" },
  ],

  lesson: handshakeLesson,
});
