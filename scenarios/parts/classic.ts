/** Alice, her bank and a listener, over TLS 1.2 with one cipher suite: two walk-throughs of it. */
import { listener } from "../../lab/attacks/mod.ts";
import { knownRsaKey, lines, speakingTls12, type Stage } from "../../lab/cast/mod.ts";
import type { Act } from "../../lab/scenario/mod.ts";

/** The cast; the bank has an RSA key, as most servers had in the years of TLS 1.2. */
export function classic(world: Stage, suite: string) {
  const config = speakingTls12(suite);
  const root = world.authority("Honest Root");
  const balance = { text: "" };
  const bank = world.server("bank", {
    identity: root.issue("bank.example", { key: knownRsaKey() }),
    app: lines((request) => request === "balance?" ? balance.text : "what?"),
    config,
  });
  const alice = world.client("alice", { trust: [root], config });
  const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
  const secret = bank.keepsToHerself("alice's balance", "42 EUR");
  balance.text = secret.text;
  return { alice, bank, eve, balance: secret };
}

/** The story, the same whatever the suite. */
export function classicStory({ alice, bank, eve }: ReturnType<typeof classic>, act: Act): void {
  act("Eve begins to listen", () => eve.play(listener().listen));
  const session = act("Alice and the bank shake hands", () => alice.connect(bank));
  act("Alice asks for her balance", () => session.send("balance?"));
  act("Both say goodbye", () => session.close());
}
