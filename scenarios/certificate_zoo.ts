/**
 * The zoo: one server, the certificate cases of badssl.com and one more, each under a name of its
 * own, and seven clients that say what they think of them.
 */
import { calling, clientOf, lines, opinion, zooOf } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { certificateZooLesson } from "./lessons/certificate_zoo.ts";
import { policiesOf, type Visited, zooTables } from "./parts/zoo.ts";

export default scenario({
  id: "certificate-zoo",
  title: "The certificate zoo",
  level: "first-day",
  about: "walk-through",
  summary:
    "One server has a cage for every mistake that a certificate can have. Alice knocks at each. " +
    "Seven clients look at what she is shown, from the strictest to one that takes everything.",
  moral: "A client is as good as the certificates it refuses",
  sources: [
    "badssl.com",
    "RFC 5280 §6.1",
    "RFC 9525 §6.3",
    "RFC 6962 §5.2",
    "RFC 7469 §2.6",
    "CA/Browser Forum TLS BR §6.3.2",
  ],

  defences: { strict: "Alice's own client is the strictest of the seven" },

  stage(world, on) {
    const zoo = zooOf(world);
    const policies = policiesOf(zoo);
    const [strictest] = policies;
    const policy = on.strict ? strictest : policies.at(-1)!;
    const server = world.server("zoo", {
      identity: zoo.cases[0]!.identity,
      sites: zoo.cases.map(({ identity }) => identity),
      app: lines(() => "welcome"),
    });
    const alice = world.client("alice", clientOf(policy));
    world.link("the Internet", alice, server);
    return { world, zoo, policies, policy, server, alice, visits: [] as Visited[] };
  },

  story({ world, zoo, policies, policy, server, alice, visits }, act) {
    act("The zoo waits for a hundred days", () => world.elapse({ days: 100 }));
    act("Alice knocks at every cage", () => {
      for (const [i, { id, host, shows, what, identity }] of zoo.cases.entries()) {
        world.round("cages", i + 1);
        const session = alice.connect(server, { config: calling(policy, host) });
        const entered = session.alive;
        if (entered) session.close();
        const opinions = new Map(
          policies.map((one) => [one.name, opinion(world, one, identity.chain, host)]),
        );
        visits.push({ id, shows, what, entered, opinions });
      }
      world.round("cages", 0);
    });
    act("Alice counts", () => {
      const { taken, bad } = countBad(visits);
      alice.note(`${taken} of ${bad} bad certificates have been taken`);
    });
  },

  wins: () => false,

  trouble({ visits }) {
    const { taken, bad } = countBad(visits);
    return taken === 0 ? undefined : `${taken} of ${bad} bad certificates are taken`;
  },

  matrix: [
    {
      with: [],
      attack: "fails",
      trouble: true,
      because: "alice's client goes into every cage, and this time nobody lies in wait there",
    },
    {
      with: ["strict"],
      attack: "fails",
      alert: "certificate_expired",
      because: "for every bad certificate there is a check that fails",
    },
  ],

  tables: ({ visits, policies, zoo }) => zooTables(visits, policies, zoo.absent),

  lesson: certificateZooLesson,
});

/** How many bad certificates there were, and how many of them were taken. */
function countBad(visits: readonly Visited[]): { readonly taken: number; readonly bad: number } {
  const bad = visits.filter(({ shows }) => shows === "bad");
  return { taken: bad.filter(({ entered }) => entered).length, bad: bad.length };
}
