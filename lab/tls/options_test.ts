/** What a configuration can add to a handshake of TLS 1.3. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { decodeTrusted, EMPTY, encode, utf8 } from "../bytes/mod.ts";
import { withHybrid } from "../crypto/hybrid.ts";
import { generateEcKey, seededRandom } from "../crypto/mod.ts";
import { CertificateLog, SignedCertificateTimestamp } from "../pki/mod.ts";
import {
  CertificateStatus,
  CertificateStatusType,
  CipherSuite,
  ClientHello,
  isGrease,
  NamedGroup,
  ProtocolVersion,
} from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import { againWithEarlyData } from "./testing/resume.ts";
import { noble, NOW, Pair, type PairOptions, testRoot } from "./testing.ts";

function connected(options: PairOptions): Pair {
  const pair = new Pair(options).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  return pair;
}

function messages(events: readonly TlsEvent[]) {
  return events.flatMap((event) => event.kind === "message" ? [event] : []);
}

function groupOf(pair: Pair): string | undefined {
  const found = pair.clientEvents.find((event) => event.kind === "connected");
  return found?.kind === "connected" ? found.agreement.group : undefined;
}

const { X25519MLKEM768, x25519, secp256r1, ffdhe2048 } = NamedGroup;
const hybrid = withHybrid(noble);

Deno.test("X25519MLKEM768 agrees on keys, alone and with a second share beside it", () => {
  const groups = [X25519MLKEM768, x25519];
  for (const shareGroups of [[X25519MLKEM768], [X25519MLKEM768, x25519]]) {
    const options = { crypto: hybrid, client: { groups, shareGroups }, server: { groups } };
    assertEquals(groupOf(connected(options)), "X25519MLKEM768");
  }
});

Deno.test("a server without the hybrid takes the other share in the same round trip", () => {
  const groups = [X25519MLKEM768, x25519];
  const pair = connected({ crypto: hybrid, client: { groups, shareGroups: groups } });
  assertEquals(groupOf(pair), "x25519");
  assertEquals(
    messages(pair.clientEvents).filter(({ message }) => message === "client_hello").length,
    1,
  );
});

Deno.test("a server that wants the hybrid sends the client back for it", () => {
  const client = { groups: [x25519, X25519MLKEM768], shareGroups: [x25519] };
  const pair = connected({ crypto: hybrid, client, server: { groups: [X25519MLKEM768] } });
  assertEquals(groupOf(pair), "X25519MLKEM768");
});

Deno.test("a handshake runs over a finite field", () => {
  const options = { client: { groups: [ffdhe2048] }, server: { groups: [ffdhe2048] } };
  assertEquals(groupOf(connected(options)), "ffdhe2048");
});

for (const name of ["TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"] as const) {
  Deno.test(`a handshake runs with ${name}, if it is named`, () => {
    const cipherSuites = [CipherSuite[name]];
    const pair = connected({ client: { cipherSuites }, server: { cipherSuites } });
    pair.client.send(new Uint8Array(20_000));
    pair.drive();
    assertEquals(Pair.data(pair.serverEvents).length, 20_000);
    assertEquals(
      new Pair({ client: { cipherSuites } }).drive().server.error?.reason,
      "noCommonCipherSuite",
    );
  });
}

Deno.test("certificates are packed for who unpacks them, in both directions", () => {
  const identity = testRoot().issue({ names: ["a.example"], extendedKeyUsage: ["clientAuth"] });
  const names = (client: boolean, server: boolean) =>
    messages(
      connected({
        client: { identity, certificateCompression: client },
        server: { clientCertificate: "require", certificateCompression: server },
      }).clientEvents,
    ).map(({ message }) => message).filter((name) => name.endsWith("certificate"));
  assertEquals(names(true, true), ["compressed_certificate", "compressed_certificate"]);
  assertEquals(names(true, false), ["certificate", "certificate"]);
  assertEquals(names(false, true), ["certificate", "certificate"]);
});

Deno.test("a server staples what it has to its certificate, for a client that asks", () => {
  const response = utf8("an OCSP response");
  const { identity } = new Pair();
  const staples = (ocspStapling: boolean) =>
    connected({
      client: { ocspStapling },
      server: { chooseIdentity: () => ({ ...identity, ocspStaple: response }) },
    }).clientEvents.flatMap((event) => event.kind === "staple" ? [event.response] : []);
  const statusType = CertificateStatusType.ocsp;
  assertEquals(staples(true), [encode(CertificateStatus, { statusType, response })]);
  assertEquals(staples(false), []);
  const bare = connected({ client: { ocspStapling: true } }).clientEvents;
  assert(!bare.some(({ kind }) => kind === "staple"));
});

Deno.test("promises of logs are sent to clients that ask, and those that want them take nobody without", () => {
  const { identity } = new Pair();
  const random = seededRandom(1, "log");
  const key = generateEcKey(noble, "P-256", random, "key");
  const log = new CertificateLog({
    provider: noble,
    random,
    key,
    anchors: [testRoot().certificate],
    clock: () => NOW * 1000,
  });
  const answer = log.add(identity.chain);
  assert(answer.ok);
  const timestamps = [encode(SignedCertificateTimestamp, answer.timestamp)];
  const transparency = { logs: [{ name: "log", key: key.publicKey }], timestamps: 1 };
  for (const versions of [[ProtocolVersion["TLS 1.3"]], [ProtocolVersion["TLS 1.2"]]]) {
    const server = { versions, chooseIdentity: () => ({ ...identity, timestamps }) };
    connected({ client: { versions, transparency }, server });
    connected({ client: { versions }, server });
    const bare = new Pair({ client: { versions, transparency }, server: { versions } }).drive();
    assertEquals(bare.client.error?.alert, "certificate_unknown");
    const stranger = { logs: [{ name: "other", key: identity.key.publicKey }], timestamps: 1 };
    const other = new Pair({ client: { versions, transparency: stranger }, server }).drive();
    assert(other.client.error?.detail.includes("its log is not known"));
  }
});

Deno.test("a client throws in numbers that mean nothing, and servers take no notice", () => {
  const hello = (options: PairOptions) => {
    const [first] = messages(connected(options).clientEvents);
    return decodeTrusted(ClientHello, first!.raw.subarray(4));
  };
  const greased = hello({ client: { grease: true } });
  assert(isGrease(greased.cipherSuites[0]!));
  const strange = greased.extensions!.filter(({ type }) => isGrease(type));
  assertEquals(new Set(strange.map(({ type }) => type)).size, 2);
  assertEquals(hello({}).cipherSuites.some(isGrease), false);
  assertNotEquals(hello({ client: { grease: true }, seed: 2 }).cipherSuites, greased.cipherSuites);
});

Deno.test("numbers that mean nothing stay the same in a second hello", () => {
  const client = { grease: true };
  connected({ client, server: { groups: [secp256r1] } });
  connected({ client, server: { cookie: utf8("chocolate") } });
  const early = againWithEarlyData();
  connected({ ...early, client: { ...early.client, grease: true } });
});

Deno.test("both ends export the same keys, others for another purpose, context or connection", () => {
  const { client, server } = connected({});
  const ours = client.exportKeyingMaterial("EXPERIMENTAL lab", utf8("context"), 40);
  assertEquals(ours.length, 40);
  assertEquals(server.exportKeyingMaterial("EXPERIMENTAL lab", utf8("context"), 40), ours);
  const others = [
    client.exportKeyingMaterial("EXPERIMENTAL other", utf8("context"), 40),
    client.exportKeyingMaterial("EXPERIMENTAL lab", EMPTY, 40),
    connected({ seed: 2 }).client.exportKeyingMaterial("EXPERIMENTAL lab", utf8("context"), 40),
  ];
  assertEquals(new Set([ours, ...others].map(String)).size, 4);
  assertEquals(client.exportKeyingMaterial("EXPERIMENTAL lab", undefined, 40), others[1]);
});

Deno.test("keys are exported from early data as soon as they flow, and else not before the end", () => {
  const { client, server } = new Pair(againWithEarlyData());
  client.start();
  const ours = client.exportKeyingMaterial("EXPERIMENTAL lab", EMPTY, 32, true);
  server.receive(client.outgoing());
  assertEquals(server.exportKeyingMaterial("EXPERIMENTAL lab", EMPTY, 32, true), ours);
  assertThrows(
    () => client.exportKeyingMaterial("EXPERIMENTAL lab", EMPTY, 32),
    TypeError,
    "WAIT_SH",
  );
  const plain = connected({}).client;
  assertThrows(() => plain.exportKeyingMaterial("EXPERIMENTAL lab", EMPTY, 32, true), TypeError);
});
