import { assertEquals } from "@std/assert";
import { street, traceOf } from "../cast/testing.ts";
import { parseCertificate, shortName } from "../pki/mod.ts";
import { appendCertificate } from "./mod.ts";

/** A bank that wants certificates of the staff, and Mallory, who has one and a site. */
function staffed() {
  const { world, root, street: link } = street();
  const staff = world.authority("Staff CA");
  const identity = staff.issue("alice.staff.example", { extendedKeyUsage: ["clientAuth"] });
  const archive = world.server("archive", {
    identity: root.issue("archive.example"),
    trust: [staff],
    config: { clientCertificate: "require" },
    answers: { "file 7": "secret" },
  });
  const visitor = world.client("visitor", { trust: [root], identity });
  const stranger = world.client("stranger", { trust: [root] });
  for (const person of [visitor, stranger]) world.link(`line of ${person.name}`, person, archive);
  const mallory = world.attacker("mallory", { on: link });
  world.link("line of mallory", mallory, archive);
  for (const person of [visitor, stranger]) world.link(`${person.name}'s way`, person, mallory);
  const attack = appendCertificate({
    site: root.issue("canteen.example"),
    answer: "soup",
    own: staff.issue("mallory.staff.example", { extendedKeyUsage: ["clientAuth"] }),
    towards: { address: archive.node.address, port: archive.port },
    serverName: archive.host,
  });
  mallory.play(attack.open);
  const site = mallory.site("canteen.example");
  const shown = () => {
    mallory.play(attack.ask("file 7"));
    world.settle();
    const check = traceOf(world).events.findLast((event) =>
      event.kind === "tls.check" && event.node === "archive" &&
      event.subject === "certificate chain"
    );
    const certificates = check?.kind === "tls.check" ? check.certificates : [];
    return certificates.map((der) => {
      const read = parseCertificate(der);
      return read.ok ? shortName(read.value.subject) : "unreadable";
    });
  };
  return { visitor, stranger, site, shown };
}

Deno.test("what a visitor has shown stands behind her own certificate, and only there", () => {
  const { visitor, site, shown } = staffed();
  const session = visitor.connect(site);
  session.send("lunch?");
  assertEquals(session.receive(), "soup\n");
  session.close();
  assertEquals(shown(), ["mallory.staff.example", "alice.staff.example"]);
});

Deno.test("whoever shows nothing leaves nothing to be copied, and is served all the same", () => {
  const { stranger, site, shown } = staffed();
  const session = stranger.connect(site);
  session.send("lunch?");
  assertEquals(session.receive(), "soup\n");
  assertEquals(shown(), ["mallory.staff.example"]);
});
