/** Six connections that fail, each for one reason: the alert, what it means, and what helps. */
import { lines, offering, speaking, speakingTls12 } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { handshakeFailuresLesson } from "./lessons/handshake_failures.ts";
import { FAILURES, failureTables } from "./parts/failures.ts";

const TLS12_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
const YEAR = 365 * 86_400;

export default scenario({
  id: "handshake-failures",
  title: "Six calls that fail",
  level: "first-day",
  about: "walk-through",
  summary:
    "Nobody attacks. Alice wants to shop and to work, and six times she gets no connection, " +
    "each time for another reason. The alert says which, to whoever can read it.",
  moral: "An alert names the check that failed; put that right, and leave the check alone",
  sources: ["RFC 9846 §6.2", "RFC 9846 §4.2.1 [8446 §4.1.1]", "RFC 9525 §6", "RFC 5280 §6.1"],

  defences: { repaired: "All six troubles are put right where they come from" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const other = world.authority("Some Other Root");
    const app = lines(() => "welcome");
    const shop = world.server("shop", {
      identity: root.issue("shop.example", {
        names: on.repaired ? ["shop.example", "www.shop.example"] : ["shop.example"],
        ...(on.repaired && { notAfter: world.world.calendar() + YEAR }),
      }),
      app,
      config: on.repaired
        ? speaking(["TLS 1.3", "TLS 1.2"], [TLS12_SUITE])
        : offering(["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"], ["x25519"]),
    });
    const office = world.server("office", {
      identity: root.issue("office.example"),
      app,
      trust: [root],
      config: { clientCertificate: "require" },
    });
    const badge = root.issue("alice.example", { extendedKeyUsage: ["clientAuth"] });
    const alice = world.client("alice", { trust: [root], ...(on.repaired && { identity: badge }) });
    world.link("line to the shop", alice, shop);
    world.link("line to the office", alice, office);
    const calls: boolean[] = [];
    return { world, alice, shop, office, other, repaired: on.repaired, calls };
  },

  story({ world, alice, shop, office, other, repaired, calls }, act) {
    const call = (
      { title }: { readonly title: string },
      config: NonNullable<Parameters<typeof alice.connect>[1]>["config"] = {},
      server = shop,
    ) =>
      act(title, () => {
        const session = alice.connect(server, { config });
        calls.push(session.alive);
        if (!session.alive) return;
        session.send("hello?");
        session.close();
      });
    call(FAILURES.version, speakingTls12(TLS12_SUITE));
    call(FAILURES.suite, offering(["TLS_CHACHA20_POLY1305_SHA256"], ["x25519"]));
    call(FAILURES.name, { serverName: "www.shop.example" });
    call(FAILURES.untrusted, repaired ? {} : { anchors: [other.certificate] });
    call(FAILURES.client, {}, office);
    act("A hundred days go by", () => world.elapse({ days: 100 }));
    call(FAILURES.expired);
  },

  wins: () => false,

  trouble({ calls }) {
    const failed = calls.filter((alive) => !alive).length;
    return failed === 0 ? undefined : `${failed} of ${calls.length} calls fail`;
  },

  matrix: [
    {
      with: [],
      attack: "fails",
      alert: "protocol_version",
      trouble: true,
      because: "six calls, six refusals, and in none of them was a word of Alice's at risk",
    },
    { with: ["repaired"], attack: "fails", because: "all six calls come through" },
  ],

  tables: (_cast, trace) => failureTables(trace),

  lesson: handshakeFailuresLesson,
});
