import { assertEquals } from "@std/assert";
import { fromUtf8, utf8 } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { Pair, type PairOptions } from "../testing.ts";
import { type Suite12, TLS12_SUITES } from "./suite.ts";

const TLS12_ONLY = { versions: [ProtocolVersion["TLS 1.2"]] };

/** Two ends that speak TLS 1.2, the server with a key that fits the suite. */
function pairFor({ value, certificate }: Suite12, options: PairOptions["client"] = {}): Pair {
  const common = { ...TLS12_ONLY, cipherSuites: [value], ...options };
  return new Pair({
    client: common,
    server: common,
    ...(certificate === "RSA" && { leaf: { key: rsaFixture("rsa-2048-a") } }),
  });
}

function talk(pair: Pair): void {
  pair.drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  assertEquals([pair.client.version, pair.server.version], ["TLS 1.2", "TLS 1.2"]);
  pair.client.send(utf8("ping"));
  pair.drive();
  pair.server.send(utf8("pong"));
  pair.drive();
  assertEquals(fromUtf8(Pair.data(pair.serverEvents)), "ping");
  assertEquals(fromUtf8(Pair.data(pair.clientEvents)), "pong");
  pair.client.close();
  pair.drive();
  assertEquals([pair.client.state, pair.server.state], ["CLOSED", "CLOSED"]);
}

for (const suite of TLS12_SUITES) {
  Deno.test(`both ends agree on ${suite.name} and talk`, () => talk(pairFor(suite)));
}

for (const suite of TLS12_SUITES.filter(({ cipher }) => cipher.kind === "cbc")) {
  Deno.test(`${suite.name} works with the MAC inside, too`, () => {
    talk(pairFor(suite, { encryptThenMac: false }));
  });
}

Deno.test("both ends do without an extended main secret if one of them knows none", () => {
  talk(pairFor(TLS12_SUITES[0]!, { extendedMainSecret: false }));
});

const BOTH = { versions: [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]] };

const NEGOTIATIONS: readonly (readonly [string, PairOptions, string])[] = [
  ["both speak both", { client: BOTH, server: BOTH }, "TLS 1.3"],
  ["the client speaks both, the server TLS 1.2", { client: BOTH, server: TLS12_ONLY }, "TLS 1.2"],
  ["the client speaks TLS 1.2, the server both", { client: TLS12_ONLY, server: BOTH }, "TLS 1.2"],
  ["the client speaks both, the server TLS 1.3", { client: BOTH }, "TLS 1.3"],
  ["the client speaks TLS 1.3, the server both", { server: BOTH }, "TLS 1.3"],
];

for (const [who, options, version] of NEGOTIATIONS) {
  Deno.test(`when ${who}, ${version} it is`, () => {
    const pair = new Pair(options).drive();
    assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
    assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
    assertEquals([pair.client.version, pair.server.version], [version, version]);
  });
}

Deno.test("ends without a common version part with protocol_version", () => {
  const clients = new Pair({ client: TLS12_ONLY }).drive();
  assertEquals(clients.server.error?.alert, "protocol_version");
  const servers = new Pair({ server: TLS12_ONLY }).drive();
  assertEquals(servers.server.error?.alert, "protocol_version");
});

Deno.test("a client hears the alert of a server that has no version in common with it", () => {
  const { client, clientEvents } = new Pair({
    client: { ...TLS12_ONLY },
    server: { versions: [ProtocolVersion["TLS 1.3"]] },
  }).drive();
  assertEquals(client.state, "FAILED");
  const alerts = clientEvents.flatMap((event) =>
    event.kind === "alert" ? [[event.direction, event.alert]] : []
  );
  assertEquals(alerts, [["received", "protocol_version"]]);
});

Deno.test("an alert may come in a record of another version as long as none is agreed on", () => {
  const { client } = new Pair({ client: TLS12_ONLY, server: TLS12_ONLY });
  client.start();
  const events = client.receive(Uint8Array.of(21, 3, 1, 0, 2, 2, 70));
  const alerts = events.flatMap((event) => event.kind === "alert" ? [event.alert] : []);
  assertEquals(alerts, ["protocol_version"]);
});
