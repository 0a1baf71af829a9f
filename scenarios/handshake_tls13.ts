/** One call three times: what TLS 1.3 does differently from TLS 1.2, side by side. */
import { listener, openWithPrivateKey, recorder } from "../lab/attacks/mod.ts";
import { knownRsaKey, lines, speaking, speakingTls12 } from "../lab/cast/mod.ts";
import { connectionsOf, scenario } from "../lab/scenario/mod.ts";
import { handshakeTls13Lesson } from "./lessons/handshake_tls13.ts";
import { compared } from "./parts/compared.ts";

/** What each call is made with; the bank can do all of it. */
const RSA = "TLS_RSA_WITH_AES_128_GCM_SHA256";
const ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

export default scenario({
  id: "handshake-tls13",
  title: "One call, three handshakes",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice asks her bank three times: over TLS 1.2 with RSA key exchange, over TLS 1.2 with " +
    "an ephemeral key agreement, and over TLS 1.3. Same key, same certificate, same question.",
  moral: "TLS 1.3 makes keys in the first exchange, and seals all that comes behind it",
  sources: ["RFC 9846 §2", "RFC 9846 §1.3 [8446 §1.2]", "RFC 5246 §7.3"],

  defences: {},

  stage(world) {
    const root = world.authority("Honest Root");
    const key = knownRsaKey();
    const said = { balance: "" };
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key }),
      app: lines((request) => request === "balance?" ? said.balance : "what?"),
      config: speaking(["TLS 1.3", "TLS 1.2"], [ECDHE, RSA]),
    });
    const alice = world.client("alice", { trust: [root] });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    const balance = bank.keepsToHerself("alice's balance", "42 EUR");
    said.balance = balance.text;
    return { crypto: world.crypto, alice, bank, eve, key, tape: recorder(), balance };
  },

  story({ alice, bank, eve, tape }, act) {
    const call = (config: Parameters<typeof alice.connect>[1]) => {
      const session = alice.connect(bank, config);
      session.send("balance?");
      session.close();
    };
    act("Eve begins to listen", () => {
      eve.play(listener().listen);
      eve.play(tape.listen);
    });
    act("First call: TLS 1.2, RSA key exchange", () => call({ config: speakingTls12(RSA) }));
    act("Second call: TLS 1.2, key agreement", () => call({ config: speakingTls12(ECDHE) }));
    act("Third call: TLS 1.3", () => call({}));
  },

  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "fails",
      because: "all three keep Eve out today; with a stolen key she would open the first",
    },
  ],

  tables({ crypto, key, tape }, trace) {
    // Nobody in the story has the key: it is tried behind the scenes, on what Eve recorded.
    const opened = tape.recording.connections.map((connection) => {
      const { toServer, toClient } = openWithPrivateKey(connection, key, { crypto });
      return toServer.length + toClient.length > 0;
    });
    return [compared(connectionsOf({ trace }, "alice"), opened)];
  },

  lesson: handshakeTls13Lesson,
});
