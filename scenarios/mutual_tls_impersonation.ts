/**
 * A copy is good enough: a server asks for a certificate, TLS proves its key, and the application
 * then takes the name from another certificate in the list (CVE-2023-2422).
 */
import { appendCertificate } from "../lab/attacks/mod.ts";
import { lines, registeredByAny, registeredByOwn } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mutualTlsImpersonationLesson } from "./lessons/mutual_tls_impersonation.ts";

const ALICE = "alice.staff.example";

export default scenario({
  id: "mutual-tls-impersonation",
  title: "Whose certificate is it anyway?",
  level: "deeper",
  about: "certificate validation",
  summary:
    "The hospital's archive lets nobody in without a certificate of the staff, and gives file 7 to " +
    "Alice alone. Mallory works in the canteen, and has a certificate of the staff, too: her own.",
  moral: "TLS proves one key, that of the first certificate; take the name from there",
  sources: [
    "CVE-2023-2422",
    "GitHub Security Lab, GHSL-2023-083",
    "RFC 9846 §4.5.1 [8446 §4.4.2]",
    "RFC 9846 §4.5.2 [8446 §4.4.3]",
  ],

  defences: {
    own: "The archive takes the name from the client's own certificate, the first",
    exact: "The archive knows Alice by her whole certificate, and not by her name",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const staff = world.authority("Hospital Staff CA");
    const identity = staff.issue(ALICE, { extendedKeyUsage: ["clientAuth"] });
    const known = { name: ALICE, ...(on.exact && { certificate: identity.chain[0]! }) };
    const archive = world.server("archive", {
      identity: root.issue("archive.example"),
      trust: [staff],
      clients: on.own ? registeredByOwn([known]) : registeredByAny([known]),
      config: { clientCertificate: "require" },
      app: lines((request, { client, effect }) => {
        if (request !== "file 7") return "what?";
        if (client !== ALICE) return `nothing for ${client ?? "nobody"}`;
        effect(`opens file 7 for ${client}`);
        return `file 7: ${diagnosis}`;
      }),
    });
    const alice = world.client("alice", { trust: [root], identity });
    const diagnosis = alice.types("diagnosis", "influenza, and mild");
    archive.knowsAlready(diagnosis);
    const mallory = world.attacker("mallory", {
      on: world.link("hospital network", alice, archive),
      as: "colleague with a site of her own",
    });
    const attack = appendCertificate({
      site: root.issue("canteen.example"),
      answer: "pea soup",
      own: staff.issue("mallory.staff.example", { extendedKeyUsage: ["clientAuth"] }),
      towards: { address: archive.node.address, port: archive.port },
      serverName: archive.host,
    });
    return { world, alice, mallory, attack, diagnosis, canteen: mallory.site("canteen.example") };
  },

  story({ world, alice, mallory, attack, canteen }, act) {
    act("Mallory opens the canteen's site", () => mallory.play(attack.open));
    act("Alice looks up what there is for lunch", () => {
      const session = alice.connect(canteen);
      session.send("lunch?");
      session.receive();
      session.close();
    });
    act("Mallory calls the archive", () => {
      mallory.play(attack.ask("file 7"));
      world.settle();
    });
  },

  wins: ({ mallory, diagnosis }) => mallory.knows(diagnosis),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the archive found Alice's name in the list, behind the key that was proved",
    },
    {
      with: ["exact"],
      attack: "succeeds",
      because: "the copy is exact to the byte, and a copy is all that was looked for",
    },
    {
      with: ["own"],
      attack: "fails",
      because: "the archive knows whose key was proved: that of mallory.staff.example",
    },
    {
      with: ["own", "exact"],
      attack: "fails",
      because: "the archive knows whose key was proved: that of mallory.staff.example",
    },
  ],

  lesson: mutualTlsImpersonationLesson,
});
