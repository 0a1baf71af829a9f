/**
 * Two truths under one signature: a log promises to publish a certificate and shows it to nobody
 * but the victim. Shows what proofs of inclusion and gossip each find (RFC 6962 §7.3).
 */
import { impersonate } from "../lab/attacks/mod.ts";
import { headSeenBy, lines, LogReader, type Stage, wantingPromises } from "../lab/cast/mod.ts";
import { hex } from "../lab/bytes/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { ctSplitViewLesson } from "./lessons/ct_split_view.ts";

type Defence = "audit" | "gossip" | "two";

function cast(world: Stage, on: Readonly<Record<Defence, boolean>>) {
  const honestRoot = world.authority("Honest Root");
  const honest = honestRoot.intermediate("Honest CA");
  const carelessRoot = world.authority("Careless Root");
  const careless = carelessRoot.intermediate("Careless CA");
  const trust = [honestRoot, carelessRoot] as const;
  // The log has a second list only where it needs one: for browsers that ask for proofs.
  const log = world.log("log", { trust, victims: (asker) => on.audit && asker === "alice" });
  const others = on.two ? [world.log("log2", { trust })] : [];
  const logs = [log, ...others];
  const identity = honest.issueLogged("bank.example", logs);
  const bank = world.server("bank", { identity, app: lines(() => "OK") });
  const monitor = world.monitor("monitor", { watches: [identity] });
  const alice = world.client("alice", {
    trust,
    config: wantingPromises(logs.length, ...logs),
  });
  const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
  world.link("archive", alice, log);
  world.link("neighbours", alice, monitor);
  for (const one of logs) world.link(`library, ${one.name}`, monitor, one);
  const pin = alice.types("PIN of the first day", "4711");
  const nextPin = alice.types("new PIN", "8265");
  bank.knowsAlready(pin);
  bank.knowsAlready(nextPin);
  const reader = new LogReader(alice, log);
  // What browsers are told by their makers.
  const believed = { careless: true, log: true };
  return {
    world,
    on,
    honest,
    careless,
    honestRoot,
    carelessRoot,
    log,
    others,
    bank,
    monitor,
    alice,
    mallory,
    pin,
    nextPin,
    reader,
    believed,
  };
}

export default scenario({
  id: "ct-split-view",
  title: "Two truths under one signature",
  level: "deeper",
  about: "Certificate Transparency",
  summary:
    "Alice's browser takes no certificate that a public log has not promised to publish. Mallory " +
    "has broken into an authority, and the log belongs to a friend of hers: it promises, and " +
    "publishes nothing.",
  moral: "A public list is only public if somebody compares what different people were shown",
  sources: ["RFC 6962 §2.1.2", "RFC 6962 §5.3", "RFC 6962 §5.4", "RFC 6962 §7.3"],

  defences: {
    audit: "Alice's browser asks the log for proof that the certificate is in its list",
    gossip: "Alice's browser and the bank's monitor compare the lists that they were shown",
    two: "Alice's browser wants promises of two logs, run by different people",
  },

  stage: cast,

  story(
    {
      world,
      on,
      honest,
      careless,
      honestRoot,
      carelessRoot,
      log,
      others,
      bank,
      monitor,
      alice,
      mallory,
      pin,
      nextPin,
      reader,
      believed,
    },
    act,
  ) {
    act("Mallory gets a certificate for the bank", () => {
      world.grantPower(mallory, "certificates of Careless CA", "she has broken into it");
      world.grantPower(mallory, "the log's promises", "a friend of hers runs it");
      const forged = careless.issueLogged("bank.example", [log.secretly, ...others]);
      honest.issueLogged("shop.example", [log, ...others]);
      log.note("a certificate for shop.example comes into the list, as every day");
      mallory.play(impersonate(() => forged));
    });
    const visit = act("Alice opens her bank", () => {
      const session = alice.connect(bank);
      session.send(`PIN ${pin}`);
      session.close();
      return session;
    });
    act("The bank's monitor reads what is new", () => {
      const found = [log, ...others].flatMap((one) => monitor.reads(one));
      if (found.length === 0) return monitor.note("the monitor finds no certificate but its own");
      believed.careless = false;
      alice.note("an update of alice's browser: Careless Root is no longer trusted");
    });
    act("Alice's browser checks up on the log", () => {
      if (!on.audit && !on.gossip) return alice.note("alice's browser asks nobody");
      if (on.audit) reader.findsPromised(visit.serverCertificates);
      else reader.fetchTreeHead();
      const seen = on.gossip ? headSeenBy(alice, monitor, log) : undefined;
      if (seen === undefined || reader.agreesWith(seen)) {
        return alice.note("alice's browser is content with the log");
      }
      believed.log = false;
      alice.note("an update of alice's browser: the log's promises no longer count");
    });
    const later = act("A week later, Alice opens her bank again", () => {
      world.elapse({ days: 7 });
      const logs = [...(believed.log ? [log] : []), ...others];
      return alice.connect(bank, {
        config: {
          anchors: [honestRoot, ...(believed.careless ? [carelessRoot] : [])]
            .map(({ certificate }) => certificate),
          ...wantingPromises(1 + others.length, ...logs),
        },
      });
    });
    act("Alice types her new PIN", () => later.send(`PIN ${nextPin}`));
  },

  wanted: "the PIN of the second visit; that of the first is lost in every row",
  wins: ({ mallory, nextPin }) => mallory.knows(nextPin),

  tables: ({ log, monitor, reader }) => [{
    title: "What the log has signed",
    columns: ["shown to", "entries", "root of the tree"],
    rows: [
      { who: "monitor", head: monitor.seen(log) },
      { who: "alice", head: reader.latest },
    ].map(({ who, head }) =>
      head === undefined
        ? [who, "-", "did not ask"]
        : [who, `${head.treeSize}`, `${hex(head.rootHash.subarray(0, 8))}…`]
    ),
  }],

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the promise was enough for Alice, and nobody asked whether it was kept",
    },
    {
      with: ["audit"],
      attack: "succeeds",
      because: "the log proves to Alice that the certificate is in a list made for her alone",
    },
    {
      with: ["gossip"],
      attack: "succeeds",
      because: "all are shown one list, and nobody asked whether the certificate is in it",
    },
    {
      with: ["two"],
      attack: "fails",
      alert: "unknown_ca",
      because:
        "the first PIN is lost, the second is not: the second log has shown the certificate to all",
    },
    {
      with: ["audit", "gossip"],
      attack: "fails",
      alert: "certificate_unknown",
      because:
        "the first PIN is lost, the second is not: the log has shown two lists, and counts no more",
    },
    {
      with: ["audit", "two"],
      attack: "fails",
      alert: "unknown_ca",
      because:
        "the first PIN is lost, the second is not: the proof told nobody, the second log everybody",
    },
    {
      with: ["gossip", "two"],
      attack: "fails",
      alert: "unknown_ca",
      because:
        "the first PIN is lost, the second is not: the lists were alike, but the second log told",
    },
    {
      with: ["audit", "gossip", "two"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the first PIN is lost, the second is not: authority and log are both found out",
    },
  ],

  lesson: ctSplitViewLesson,
});
