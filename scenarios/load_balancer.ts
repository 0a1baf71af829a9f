/**
 * Where TLS ends: a site behind a load balancer, set up in three ways, and a listener on the link
 * behind it.
 */
import { listener } from "../lab/attacks/mod.ts";
import { lines, type ProxyMode } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { loadBalancerLesson } from "./lessons/load_balancer.ts";

export default scenario({
  id: "load-balancer",
  title: "Where TLS ends",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice buys something. In front of the shop stands a load balancer, and Eve listens on " +
    "the link between the two.",
  moral: "TLS protects the way to whoever holds the key, and not a step further",
  sources: ["RFC 3552 §3.2", "RFC 9846 §1", "RFC 9110 §3.7"],

  defences: {
    "re-encryption": "The balancer ends TLS and begins another, to the shop",
    "pass-through": "The balancer carries the connection across and has no key",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const mode: ProxyMode = on["pass-through"]
      ? "pass-through"
      : on["re-encryption"]
      ? "re-encrypt"
      : "terminate";
    const shop = world.server("shop", {
      identity: root.issue("shop.example"),
      services: [{ port: 443, protection: "tls" }, { port: 80, protection: "none" }],
      app: lines((request) => request.startsWith("buy ") ? "thank you" : "what?"),
    });
    const balancer = world.proxy("balancer", {
      ...(mode !== "pass-through" && { identity: root.issue("shop.example") }),
      to: shop,
      mode,
      client: { trust: [root] },
    });
    const alice = world.client("alice", { trust: [root] });
    world.link("internet", alice, balancer);
    const eve = world.eavesdropper("eve", {
      on: world.link("data centre", balancer, shop, { latency: 1 }),
    });
    return { alice, balancer, eve, card: alice.types("card number", "4000 0012 3456 7899") };
  },

  story({ alice, balancer, eve, card }, act) {
    act("Eve begins to listen in the data centre", () => eve.play(listener().listen));
    const session = act("Alice opens the shop", () => alice.connect(balancer));
    act("Alice buys a book", () => session.send(`buy book card=${card}`));
    act("Alice leaves", () => session.close());
  },

  wins: ({ eve, card }) => eve.knows(card),

  matrix: [
    { with: [], attack: "succeeds", because: "behind the balancer it goes on in the clear" },
    {
      with: ["re-encryption"],
      attack: "fails",
      because: "a second connection protects the link; the balancer reads everything",
    },
    {
      with: ["pass-through"],
      attack: "fails",
      because: "one connection reaches to the shop, and the balancer reads nothing",
    },
    {
      with: ["re-encryption", "pass-through"],
      attack: "fails",
      because: "where the balancer passes all through, it has nothing to encrypt again",
    },
  ],

  lesson: loadBalancerLesson,
});
