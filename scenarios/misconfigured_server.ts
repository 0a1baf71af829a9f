/** Three servers under a scanner: what they still take, why that matters, and what to do about it. */
import {
  knownRsaKey,
  lines,
  type Probed,
  scan,
  type ScanTools,
  speaking,
  TicketOffice,
} from "../lab/cast/mod.ts";
import { ignoreFallbackSignal, unboundRenegotiation } from "../lab/flaws/mod.ts";
import { DEFLATE, legacyParts, legacySuite, SSL30, TLS10, TLS11 } from "../lab/legacy/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { misconfiguredServerLesson } from "./lessons/misconfigured_server.ts";
import { findingsOf, gradeOf, reportTables } from "./parts/grades.ts";

const GOOD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
const DAY = 86_400;

/** Everything old that is worth asking for. */
const OLD = legacyParts({
  dialects: [TLS11, TLS10, SSL30],
  suites: [legacySuite("TLS_RSA_WITH_RC4_128_SHA"), legacySuite("TLS_RSA_WITH_3DES_EDE_CBC_SHA")],
});
const TOOLS: ScanTools = {
  versions: ["TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0"],
  legacy: { ...OLD, compression: DEFLATE },
};

export default scenario({
  id: "misconfigured-server",
  title: "The inspector calls",
  level: "first-day",
  about: "walk-through",
  summary: "An inspector knocks at three servers, again and again, each time with another offer. " +
    "What they take says how they are set up. Nobody attacks; this is what owners should do.",
  moral: "A server is as strong as the worst that it still accepts",
  sources: ["RFC 9325", "RFC 8996", "RFC 7568", "RFC 7465", "RFC 5746", "RFC 7507"],

  defences: { hardened: "The owners have done what the reports said" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const app = lines(() => "hello");
    const modern = speaking(["TLS 1.3", "TLS 1.2"], [GOOD]);

    const tickets = (name: string, days: number) =>
      new TicketOffice(world, [name], { host: `${name}.example`, lifetime: days * DAY }).policy;
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key: knownRsaKey("rsa-2048-a") }),
      app,
      config: { ...modern, tickets: tickets("bank", 1) },
    });
    const shop = world.server("shop", {
      identity: root.issue("shop.example", { key: knownRsaKey("rsa-2048-b") }),
      app,
      flaws: on.hardened ? [] : [ignoreFallbackSignal],
      config: {
        ...(on.hardened ? modern : speaking(["TLS 1.3", "TLS 1.2"], [
          GOOD,
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
        ])),
        tickets: tickets("shop", on.hardened ? 1 : 7),
      },
    });
    const museum = world.server("museum", {
      identity: root.issue("museum.example", {
        key: knownRsaKey("rsa-2048-c"),
        ...(!on.hardened && { notAfter: world.world.calendar() - DAY, notBefore: 0 }),
      }),
      app,
      flaws: on.hardened ? [] : [unboundRenegotiation],
      config: on.hardened ? { ...modern, tickets: tickets("museum", 1) } : {
        versions: [
          ...speaking(["TLS 1.2"]).versions,
          ...OLD.dialects.map(({ version }) => version),
        ],
        cipherSuites: [
          ...speaking(["TLS 1.2"], ["TLS_RSA_WITH_AES_128_CBC_SHA"]).cipherSuites,
          ...OLD.suites.map(({ value }) => value),
        ],
        legacy: { ...OLD, compression: DEFLATE },
        renegotiation: true,
        tickets: tickets("museum", 30),
      },
    });
    const inspector = world.client("inspector", { trust: [root] });
    for (const server of [bank, shop, museum]) world.link(`to ${server.name}`, inspector, server);
    return { world, inspector, servers: [bank, shop, museum], reports: new Map<string, Probed>() };
  },

  story({ world, inspector, servers, reports }, act) {
    for (const server of servers) {
      act(`The inspector knocks at ${server.name}.example`, () => {
        const probed = scan(world, inspector, server, TOOLS);
        reports.set(server.name, probed);
        const findings = findingsOf(probed);
        const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
        world.round(`probes of ${server.name}`, 0);
        inspector.note(`${probed.probes} probes, ${count}: grade ${gradeOf(findings)}`);
      });
    }
  },

  wins: () => false,

  trouble({ reports }) {
    const bad = [...reports.values()].filter((probed) => findingsOf(probed).length > 0).length;
    return bad === 0 ? undefined : `${bad} of ${reports.size} servers are set up badly`;
  },

  matrix: [
    {
      with: [],
      attack: "fails",
      // The first of many refusals: those are what the inspector wants to see.
      alert: "protocol_version",
      trouble: true,
      because: "this time it was only the inspector who asked",
    },
    {
      with: ["hardened"],
      attack: "fails",
      alert: "protocol_version",
      because: "all three refuse what is old, and there is nothing left to be found",
    },
  ],

  tables: ({ reports }) => reportTables(reports),

  lesson: misconfiguredServerLesson,
});
