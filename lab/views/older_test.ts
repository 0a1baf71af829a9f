/** Connections up to TLS 1.2, as the views show them: what they find is what the engines sent. */
import { assert, assertEquals } from "@std/assert";
import { fromUtf8, hex } from "../bytes/mod.ts";
import { emptyStage, noble, type Street, traceOf } from "../cast/testing.ts";
import { lines } from "../cast/mod.ts";
import { rsaFixture } from "../crypto/mod.ts";
import { LEGACY_SUITES, legacyParts, SSL30, TLS10, TLS11 } from "../legacy/mod.ts";
import {
  type ClientConfig,
  type Dialect,
  type ServerConfig,
  type Suite12,
  TLS12,
  TLS12_SUITES,
} from "../tls/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { ContentType, HandshakeType } from "../wire/mod.ts";
import { dissect, type DissectedRecord } from "./dissect.ts";
import { explain } from "./explain.ts";
import { packetView } from "./packet.ts";
import { sequence } from "./sequence.ts";

interface Wishes {
  readonly suite: string;
  readonly dialect?: Dialect;
  readonly client?: Partial<ClientConfig>;
  readonly server?: Partial<ServerConfig>;
}

function suiteOf(name: string): Suite12 {
  return [...TLS12_SUITES, ...LEGACY_SUITES].find((suite) => suite.name === name)!;
}

/** Alice and her bank, who speak one old version with one suite. */
function street12(
  { suite: name, dialect = TLS12, client, server }: Wishes,
): Omit<Street, "street"> {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const suite = suiteOf(name);
  const { value, certificate } = suite;
  const common = {
    versions: [dialect.version],
    cipherSuites: [value],
    legacy: legacyParts({ dialects: [dialect], suites: [suite] }),
  };
  const bank = world.server("bank", {
    identity: root.issue("bank.example", {
      ...(certificate === "RSA" && { key: rsaFixture("rsa-2048-a") }),
    }),
    app: lines((request) => request.toUpperCase()),
    trust: [root],
    config: { ...common, ...server },
  });
  const identity = root.issue("alice.example", { extendedKeyUsage: ["clientAuth"] });
  const config = { ...common, ...client };
  const alice = world.client("alice", { trust: [root], identity, config });
  world.link("street", alice, bank);
  return { world, root, bank, alice };
}

function talk(wishes: Wishes): Trace {
  const { world, alice, bank } = street12(wishes);
  const session = alice.connect(bank);
  session.send("ping");
  session.close();
  return traceOf(world);
}

function toldBy(trace: Trace, node: string): string[] {
  return trace.events.filter((event) => event.node === node).flatMap((event) => {
    if (event.kind === "tls.message" && event.direction === "sent") {
      return [`${event.message} ${event.length}`];
    }
    if (event.kind === "app.data" && event.direction === "sent") return [fromUtf8(event.data)];
    if (event.kind === "tls.alert" && event.direction === "sent") return ["alert"];
    return [];
  });
}

function foundFrom(trace: Trace, node: string): string[] {
  return [...dissect(trace, noble)].filter(([event]) => trace.events[event]!.node === node)
    .flatMap(([, records]) => records.flatMap(contentOf));
}

function contentOf({ content, messages }: DissectedRecord): string[] {
  assert(content !== undefined, "a record that no key of the run opens");
  switch (content.type) {
    case ContentType.handshake:
      return messages.map(({ raw }) => `${HandshakeType.label(raw[0]!)} ${raw.length}`);
    case ContentType.application_data:
      return [fromUtf8(content.bytes)];
    case ContentType.alert:
      return ["alert"];
    default:
      return [];
  }
}

const CASES: readonly (readonly [what: string, wishes: Wishes])[] = [
  ...TLS12_SUITES.map(({ name }): [string, Wishes] => [name, { suite: name }]),
  ...[
    "TLS_RSA_WITH_RC4_128_MD5",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_DH_anon_WITH_AES_128_CBC_SHA",
    "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
    "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
    "TLS_RSA_WITH_NULL_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
  ].flatMap((suite) =>
    [TLS11, TLS10, SSL30].filter(({ speaks }) => speaks(suiteOf(suite)))
      .map((dialect): [string, Wishes] => [`${suite} in ${dialect.name}`, { suite, dialect }])
  ),
  ["a MAC inside the encryption", {
    suite: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    client: { encryptThenMac: false },
  }],
  ["a main secret that is not bound to the handshake", {
    suite: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    server: { extendedMainSecret: false },
  }],
  ["a client certificate", {
    suite: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    server: { clientCertificate: "require" },
  }],
];

for (const [what, wishes] of CASES) {
  Deno.test(`${what}: what dissect() finds is what the engines sent`, () => {
    const trace = talk(wishes);
    for (const node of ["alice", "bank"]) {
      assertEquals(foundFrom(trace, node), toldBy(trace, node), node);
    }
  });
}

const GCM = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

Deno.test("a diagram of TLS 1.2 names its messages, and what is sealed", () => {
  const arrows = sequence(talk({ suite: GCM }), noble).rows.filter((row) => row.kind === "arrow");
  assertEquals(arrows.map(({ label }) => label), [
    "ClientHello",
    "ServerHello Cert SKE Done",
    "CKE",
    "CCS {Fin}",
    "CCS {Fin}",
    "[ping]",
    "[PING]",
    "[close_notify]",
    "[close_notify]",
  ]);
  assertEquals(arrows.slice(0, 2).map(({ detail }) => detail), [
    "for bank.example, up to TLS 1.2",
    "TLS 1.2, ECDHE_RSA_WITH_AES_128_GCM_SHA256, bank.example ← Honest Root, x25519",
  ]);
});

Deno.test("every message of TLS 1.2 has its sentence, and RSA another one than ECDHE", () => {
  const said = (wishes: Wishes) =>
    [...dissect(talk(wishes), noble)].toSorted(([a], [b]) => a - b)
      .flatMap(([, records]) => explain(records))
      .map((sentence) => sentence.split(":")[0]!).filter((word) => !word.includes(" "));
  assertEquals(said({ suite: GCM, server: { clientCertificate: "require" } }), [
    "ClientHello",
    "ServerHello",
    "Certificate",
    "ServerKeyExchange",
    "CertificateRequest",
    "ServerHelloDone",
    "Certificate",
    "ClientKeyExchange",
    "CertificateVerify",
    "ChangeCipherSpec",
    "Finished",
    "ChangeCipherSpec",
    "Finished",
  ]);
  const [ecdhe, rsa] = [GCM, "TLS_RSA_WITH_AES_128_GCM_SHA256"].map((suite) =>
    [...dissect(talk({ suite }), noble).values()].flatMap((records) => explain(records))
      .find((sentence) => sentence.startsWith("ClientKeyExchange"))!
  );
  assert(ecdhe!.includes("half") && rsa!.includes("encrypted"));
});

Deno.test("each end's main secret opens both directions, and no one else's", () => {
  const trace = talk({ suite: GCM });
  const sealed = [...dissect(trace, noble).values()].flat()
    .filter(({ protection }) => protection !== "none");
  assertEquals(new Set(sealed.map(({ secret }) => secret)).size, 1);
  const [secret] = trace.secrets.filter(({ id }) => id === sealed[0]!.secret);
  assertEquals([secret!.title, secret!.bytes.length], ["main secret of alice → bank", 48]);
  const without = { ...trace, secrets: trace.secrets.filter(({ id }) => id !== secret!.id) };
  const shut = [...dissect(without, noble).values()].flat()
    .filter(({ protection }) => protection !== "none");
  assertEquals(shut.length, sealed.length);
  for (const { content, messages } of shut) assertEquals([content, messages], [undefined, []]);
});

Deno.test("record numbers begin anew at ChangeCipherSpec, in each direction", () => {
  const trace = talk({ suite: GCM });
  const numbers = (node: string) =>
    [...dissect(trace, noble)].filter(([event]) => trace.events[event]!.node === node)
      .flatMap(([, records]) => records.map(({ sequence }) => sequence))
      .filter((number) => number !== undefined);
  assertEquals(numbers("alice"), [0, 1, 2]);
  assertEquals(numbers("bank"), [0, 1, 2]);
});

Deno.test("a page shows messages of TLS 1.2 in their own form, with certificates and checks", () => {
  const trace = talk({ suite: GCM });
  const messages = [...dissect(trace, noble).keys()]
    .flatMap((event) => packetView(trace, noble, event)!.records)
    .flatMap((record) => record.messages);
  const named = (name: string) => messages.find((message) => message.name === name)!;
  const exchange = named("ServerKeyExchange");
  assertEquals(exchange.tree.children.at(-1)!.children.map(({ name }) => name), [
    "params",
    "signedParams",
  ]);
  assertEquals(exchange.judgements.map(({ subject, ok }) => [subject, ok]), [["signature", true]]);
  const { certificates, bytes, judgements } = named("Certificate");
  const [{ place, der }] = certificates as [typeof certificates[number]];
  assertEquals(hex(bytes.subarray(place.start, place.end)), hex(der));
  assertEquals(judgements.map(({ subject }) => subject), ["certificate chain"]);
});
