/**
 * It works on my machine: a server that does not send its intermediate, a desktop that happens to
 * remember it, and a phone that does not (RFC 9846 §4.5.1 [8446 §4.4.2]).
 */
import { keepingIntermediates, lines } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { missingIntermediateLesson } from "./lessons/missing_intermediate.ts";

export default scenario({
  id: "missing-intermediate",
  title: "It works on my machine",
  level: "first-day",
  about: "walk-through",
  summary:
    "Nobody attacks. The shop has a new certificate, and its owner tries it on her desktop: all " +
    "is well. Her customers' phones say that the authority is unknown.",
  moral: "A server sends everything between its own certificate and the root",
  sources: ["RFC 9846 §4.5.1 [8446 §4.4.2]", "RFC 9846 §6.2", "RFC 5280 §6.1"],

  defences: { complete: "The shop sends the intermediate along with its own certificate" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const issuing = root.intermediate("Honest Issuing");
    const identity = issuing.issue("shop.example");
    const shop = world.server("shop", {
      identity: on.complete ? identity : { ...identity, chain: identity.chain.slice(0, 1) },
      app: lines(() => "welcome"),
    });
    const desktop = world.client("desktop", {
      trust: [root],
      config: keepingIntermediates(issuing),
    });
    const phone = world.client("phone", { trust: [root] });
    world.link("office line", desktop, shop);
    world.link("mobile network", phone, shop);
    return { shop, desktop, phone, outside: [] as string[] };
  },

  story({ shop, desktop, phone, outside }, act) {
    act("The owner tries her desktop", () => {
      const session = desktop.connect(shop);
      session.send("hello?");
      session.close();
    });
    act("A customer takes her phone", () => {
      const session = phone.connect(shop);
      if (!session.alive) return void outside.push(phone.name);
      session.send("hello?");
      session.close();
    });
  },

  wins: () => false,

  trouble: ({ outside: [name] }) => name === undefined ? undefined : `the ${name} cannot get in`,

  matrix: [
    {
      with: [],
      attack: "fails",
      alert: "unknown_ca",
      trouble: true,
      because: "the phone finds no way from the certificate to its root, and hangs up",
    },
    { with: ["complete"], attack: "fails", because: "both calls come through" },
  ],

  lesson: missingIntermediateLesson,
});
