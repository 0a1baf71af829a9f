import { assertEquals } from "@std/assert";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { CipherSuite, NamedGroup } from "../wire/mod.ts";
import { ClientConnection } from "./client_connection.ts";
import { clientConfig } from "./config.ts";
import { ambient, noble, Pair, testRoot } from "./testing.ts";

Deno.test("a handshake connects both ends and carries data both ways", () => {
  const pair = new Pair().drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  pair.client.send(utf8("ping"));
  pair.drive();
  pair.server.send(utf8("pong"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "ping");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "pong");
});

const suites = CipherSuite.entries.filter(([, value]) => value >= 0x1301 && value <= 0x1303);
for (const [name, suite] of suites) {
  Deno.test(`a handshake runs with ${name}`, () => {
    const pair = new Pair({ client: { cipherSuites: [suite] } }).drive();
    assertEquals(pair.client.error, undefined);
    assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  });
}

for (const group of ["x25519", "secp256r1", "secp384r1", "secp521r1"] as const) {
  Deno.test(`a handshake runs over ${group}`, () => {
    const pair = new Pair({ client: { groups: [NamedGroup[group]] } }).drive();
    assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
    const connected = pair.clientEvents.find((event) => event.kind === "connected");
    assertEquals(connected?.kind === "connected" && connected.agreement.group, group);
  });
}

Deno.test("a server that wants another group sends the client back once", () => {
  const pair = new Pair({ server: { groups: [NamedGroup.secp384r1] } }).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  const hellos = pair.clientEvents.filter((event) =>
    event.kind === "message" && event.message === "client_hello"
  );
  assertEquals(hellos.length, 2);
});

Deno.test("a cookie comes back", () => {
  const pair = new Pair({ server: { cookie: utf8("chocolate") } }).drive();
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
});

Deno.test("a client proves who it is when asked", () => {
  const identity = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
  const pair = new Pair({ client: { identity }, server: { clientCertificate: "require" } }).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
});

Deno.test("a server that requires a client certificate refuses a client without one", () => {
  const pair = new Pair({ server: { clientCertificate: "require" } }).drive();
  assertEquals(pair.server.error?.reason, "certificateRequired");
  assertEquals(pair.client.state, "FAILED");
});

Deno.test("keys can be updated from both sides", () => {
  const pair = new Pair().drive();
  pair.client.updateKeys(true);
  pair.drive();
  pair.server.updateKeys(false);
  pair.client.send(utf8("after"));
  pair.server.send(utf8("wards"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "after");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "wards");
});

Deno.test("a record of any length arrives whole, padded or not, within the agreed limit", () => {
  const pair = new Pair({
    client: { recordSizeLimit: 512, padding: (_length, room) => Math.min(room, 100) },
    server: { recordSizeLimit: 256, padding: (_length, room) => room },
  }).drive();
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  const long = new Uint8Array(100_000).map((_, i) => i * 31);
  pair.client.send(long);
  pair.server.send(long);
  pair.drive();
  assertEquals(Pair.data(pair.serverEvents), long);
  assertEquals(Pair.data(pair.clientEvents), long);
});

Deno.test("data sent before the handshake is done waits for it", () => {
  const pair = new Pair();
  pair.clientEvents.push(...pair.client.send(utf8("early")));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "early");
});

Deno.test("a client that asks for no name is told that none was compared", () => {
  const nameCheck = (pair: Pair) =>
    pair.drive().clientEvents.flatMap((event) => event.kind === "check" ? event.checks : [])
      .filter(({ rule }) => rule === "name").map(({ ok, detail }) => [ok, detail]);
  const anchors = [testRoot().certificate];
  const config = clientConfig({ crypto: noble, anchors });
  const client = new ClientConnection(config, ambient("client"));
  const nameless = Object.assign(new Pair(), { client });
  assertEquals(nameCheck(nameless), [[true, "No name was asked for, so none was compared"]]);
  assertEquals(nameCheck(new Pair()).length, 1);
});
