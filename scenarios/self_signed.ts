/**
 * The first time: a router with a certificate that nobody vouches for, and a client that remembers
 * the key it met first. Everything depends on whom it met (trust on first use).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { lines, selfSignedIdentity } from "../lab/cast/mod.ts";
import { acceptAnyCertificate } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { selfSignedLesson } from "./lessons/self_signed.ts";

const HOST = "router.example";

export default scenario({
  id: "self-signed",
  title: "The first time",
  level: "first-day",
  about: "certificate validation",
  summary:
    "Alice's router has signed its certificate itself, so she has taught her client to take " +
    "any. She sets the router up, and comes back to it later to type the password.",
  moral: "A key that you remember is worth as much as the moment in which you met it",
  sources: ["RFC 5280 §3.2", "RFC 7469 §2.6"],

  defences: {
    remember: "Alice's client remembers the router's key, and takes no other",
    cable: "The first time, Alice goes to the router with a cable, and nobody is between them",
  },

  stage(world, on) {
    const router = world.server("router", {
      identity: selfSignedIdentity(world, "router", HOST),
      app: lines((request) => request === "hello?" ? "welcome" : "OK"),
    });
    const alice = world.client("alice", { flaws: [acceptAnyCertificate] });
    const mallory = world.attacker("mallory", { on: world.link("Wi-Fi", alice, router) });
    const fake = selfSignedIdentity(world, "mallory", HOST);
    const password = alice.types("password", "horse7staple");
    router.knowsAlready(password);
    return { world, router, alice, mallory, fake, password, on };
  },

  story({ world, router, alice, mallory, fake, password, on }, act) {
    const begin = () => mallory.play(impersonate(() => fake));
    const first = act("Alice sets up her router", () => {
      if (!on.cable) begin();
      const session = alice.connect(router);
      session.send("hello?");
      session.close();
      return session;
    });
    const pin = first.serverPin;
    const session = act("A day later Alice comes back", () => {
      world.elapse({ days: 1 });
      if (on.cable) begin();
      const remembered = on.remember && pin !== undefined ? [pin] : [];
      return alice.connect(router, { config: { pins: remembered } });
    });
    act("Alice types her password", () => session.send(`login ${password}`));
  },

  wins: ({ mallory, password }) => mallory.knows(password),

  matrix: [
    { with: [], attack: "succeeds", because: "any certificate will do, and Mallory has one" },
    {
      with: ["remember"],
      attack: "succeeds",
      because: "the key that Alice remembers is Mallory's: she was there the first time",
    },
    {
      with: ["cable"],
      attack: "succeeds",
      because: "Alice met the real router, and has not kept its key",
    },
    {
      with: ["remember", "cable"],
      attack: "fails",
      alert: "bad_certificate",
      because: "Alice met the real router and remembers its key, and Mallory's is another",
    },
  ],

  lesson: selfSignedLesson,
});
